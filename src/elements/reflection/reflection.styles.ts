import { type CSSResult, css } from 'lit';

export const reflectionStyles: CSSResult = css`
  .check {
    display: flex;
    align-items: start;
    gap: 0.75em;
    min-block-size: 40px;
    cursor: pointer;
  }

  .check input {
    inline-size: 1.25em;
    block-size: 1.25em;
    margin: 0.15em 0 0;
    flex: none;
    accent-color: var(--_accent);
  }

  /* Who can read it has just changed: that may be seen. */
  .arrived .audience {
    border-radius: 99px;
    animation: arrive 1.6s ease-out;
  }

  @keyframes arrive {
    from,
    40% {
      background: var(--_seat-wash);
      outline: 6px solid var(--_seat-wash);
      color: var(--_seat);
    }
  }
`;
