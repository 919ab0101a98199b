import { type CSSResult, css } from 'lit';

export const reflectionStyles: CSSResult = css`
  label.row {
    min-block-size: 40px;
    cursor: pointer;
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
