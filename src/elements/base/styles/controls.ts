import { css } from 'lit';

/** Buttons, fields and what stands around them. */
export const controls = css`
  button,
  input,
  textarea,
  select {
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

  button:hover {
    border-color: var(--_edge);
  }

  button.primary {
    border-color: transparent;
    background: var(--_accent);
    color: var(--_on-accent);
  }

  button.primary:hover {
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

  :focus-visible {
    outline: 2px solid var(--_accent);
    outline-offset: 2px;
  }

  .field {
    display: grid;
    gap: 0.4em;
    grid-template-columns: minmax(0, 1fr);
  }

  .field > legend {
    padding: 0;
    margin-block-end: 0.4em;
  }

  .field > label,
  .field > legend,
  .label {
    font-weight: 600;
  }

  .optional {
    font-weight: 400;
    color: var(--_soft);
  }

  input:not([type='radio'], [type='checkbox']),
  textarea,
  select {
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
  input[type='number'],
  select {
    inline-size: auto;
    min-inline-size: 7em;
    max-inline-size: 100%;
    justify-self: start;
  }

  [aria-invalid='true'] {
    border-color: var(--_danger);
  }

  ::placeholder {
    color: var(--_soft);
    opacity: 1;
  }

  .hint {
    font-size: 0.9em;
    color: var(--_soft);
  }

  /* As tall as any target, within a line that is not. */
  .hint button.link {
    margin-block: calc((1.5em - 40px) / 2);
  }

  .reason {
    font-size: 0.9em;
    color: var(--_soft);
  }

  .problem {
    font-size: 0.9em;
    color: var(--_danger);
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
    margin: 0;
    opacity: 0;
    cursor: inherit;
  }

  .rating label:hover {
    border-color: var(--_edge);
  }

  .rating label:has(:checked) {
    border-color: var(--_accent);
    background: var(--_accent);
    color: var(--_on-accent);
    font-weight: 640;
  }

  .rating label:has(:focus-visible) {
    outline: 2px solid var(--_accent);
    outline-offset: 2px;
  }

  @media (forced-colors: active) {
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
