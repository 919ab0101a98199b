import { css } from 'lit';

/** Buttons, fields and what stands around them. */
export const controls = css`
  button,
  input,
  textarea {
    font: inherit;
    color: inherit;
  }

  button {
    min-block-size: 40px;
    padding: 0.5em 1.1em;
    border: 1px solid var(--_line);
    border-radius: calc(var(--_radius) * 0.8);
    background: none;
    font-weight: 600;
    cursor: pointer;
    text-align: center;
  }

  button:hover,
  .rating label:hover {
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

  button.choice[aria-pressed='true'] {
    border-color: var(--_seat);
    background: var(--_seat-wash);
    color: var(--_seat);
  }

  button.choice .dot {
    display: inline-block;
    inline-size: 0.5em;
    block-size: 0.5em;
    margin-inline-start: 0.3em;
    border-radius: 50%;
    background: var(--_seat);
    vertical-align: 0.1em;
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

  :focus-visible,
  .field {
    display: grid;
    gap: 0.4em;
    grid-template-columns: minmax(0, 1fr);
  }

  .field > legend {
    margin-block-end: 0.4em;
  }

  .field > label,
  legend,
  .label {
    font-weight: 600;
  }

  .optional {
    font-weight: 400;
  }

  input:not([type='radio'], [type='checkbox']),
  textarea {
    inline-size: 100%;
    min-block-size: 40px;
    padding: 0.55em 0.75em;
    border: 1px solid var(--_edge);
    border-radius: calc(var(--_radius) * 0.8);
    background: var(--_paper);
  }

  textarea {
    min-block-size: 5.2em;
    field-sizing: content;
    max-block-size: 40em;
    resize: vertical;
  }

  input[type='date'],
  input[type='number'] {
    inline-size: auto;
    min-inline-size: 7em;
    max-inline-size: 100%;
    justify-self: start;
  }

  [aria-invalid='true'] {
    border-color: var(--_danger);
  }

  /* As tall as any target, within a line that is not. */
  .hint button.link {
    margin-block: calc((1.5em - 40px) / 2);
  }

  .under {
    display: flex;
    flex-wrap: wrap;
    justify-content: space-between;
    gap: 0.2em 1em;
  }

  .rating {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(34px, 1fr));
    gap: 4px;
  }

  .rating label {
    position: relative;
    display: grid;
    place-items: center;
    min-block-size: 40px;
    border: 1px solid var(--_line);
    border-radius: calc(var(--_radius) * 0.6);
    cursor: pointer;
    font-variant-numeric: tabular-nums;
  }

  .rating input {
    position: absolute;
    inset: 0;
    opacity: 0;
    cursor: inherit;
  }

  .rating label:has(:checked) {
    border-color: var(--_accent);
    background: var(--_accent);
    color: var(--_on-accent);
    font-weight: 640;
  }

  @media (forced-colors: active) {
    button.choice .dot {
      background: currentColor;
      forced-color-adjust: none;
    }

    button,
    .rating label,
    .badge,
    .tag {
      border: 1px solid;
    }

    .rating label:has(:checked),
    button.choice[aria-pressed='true'] {
      background: Highlight;
      color: HighlightText;
      forced-color-adjust: none;
    }
  }
`;
