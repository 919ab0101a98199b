import { type CSSResult, css } from 'lit';

export const reflectionStyles: CSSResult = css`
  .subtitle {
    font-size: 1.13em;
  }

  .ratings {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(min(100%, 10em), 1fr));
    gap: calc(var(--_space) * 1.5) calc(var(--_space) * 3);
  }

  .scale {
    display: block;
    inline-size: 100%;
    block-size: 6px;
    margin-block: 0.35em;
  }

  .track {
    fill: var(--_line);
  }

  .value {
    fill: var(--_seat);
  }

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

  .part {
    border-block-start: 1px solid var(--_line);
    padding-block-start: calc(var(--_space) * 3);
  }

  .goals > li {
    max-inline-size: none;
  }

  .goals > li + li {
    border-block-start: 1px solid var(--_line);
    padding-block-start: calc(var(--_space) * 2);
  }

  [tabindex='-1']:focus {
    outline: none;
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
