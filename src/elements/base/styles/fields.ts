import { css } from 'lit';

/** Fields, and what stands around them. */
export const fields = css`
  input,
  textarea {
    font: inherit;
    color: inherit;
  }

  .field {
    display: grid;
    gap: 0.4em;
    grid-template-columns: minmax(0, 1fr);
  }

  .field > legend {
    margin-block-end: 0.4em;
  }

  .field > label,
  legend {
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
    margin: 0;
    border: 0;
    border-radius: inherit;
    background: none;
    appearance: none;
    cursor: inherit;
  }

  .rating label:hover {
    border-color: var(--_edge);
  }

  /* WebKit does not count an arrow key that goes from one choice to the next as a keyboard's. */
  .rating input:focus {
    outline: 2px solid var(--_accent);
    outline-offset: 2px;
  }

  .rating label:has(:checked) {
    border-color: var(--_accent);
    background: var(--_accent);
    color: var(--_on-accent);
    font-weight: 640;
  }

  @media (forced-colors: active) {
    .rating label {
      border: 1px solid;
    }

    .rating label:has(:checked) {
      background: Highlight;
      color: HighlightText;
      forced-color-adjust: none;
    }
  }
`;
