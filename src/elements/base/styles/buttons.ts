import { css } from 'lit';

/** Buttons, and how the focus shows. */
export const buttons = css`
  button {
    min-block-size: 40px;
    padding: 0.5em 1.1em;
    border: 1px solid var(--_line);
    border-radius: calc(var(--_radius) * 0.8);
    background: none;
    font: inherit;
    font-weight: 600;
    color: inherit;
    cursor: pointer;
    text-align: center;
  }

  button:hover {
    border-color: var(--_edge);
  }

  button.primary {
    border-color: transparent;
    background: var(--_accent);
    color: var(--_on-accent);
  }

  button.primary:not([aria-disabled]):hover {
    background: color-mix(in oklab, var(--_accent) 88%, var(--_ink));
  }

  button.link {
    border-color: transparent;
    padding-inline: 0.4em;
    color: var(--_accent);
    text-decoration: underline;
    text-underline-offset: 0.2em;
    text-decoration-thickness: 1px;
  }

  /* Its words stand in line with the text above. */
  .row > button.link:first-child,
  .row > button + button.link {
    margin-inline-start: -0.4em;
  }

  button.link:hover {
    text-decoration-thickness: 2px;
  }

  button[aria-disabled='true'] {
    border-color: var(--_line);
    border-style: dashed;
    background: none;
    color: var(--_soft);
    cursor: not-allowed;
  }

  summary {
    inline-size: fit-content;
    padding-block: calc((40px - 1.5em) / 2);
    font-weight: 600;
    cursor: pointer;
  }

  :focus-visible {
    outline: 2px solid var(--_accent);
    outline-offset: 2px;
  }

  @media (forced-colors: active) {
    button {
      border: 1px solid;
    }
  }
`;
