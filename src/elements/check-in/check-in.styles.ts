import { css } from 'lit';

export const checkInStyles = css`
  .layout {
    display: grid;
    gap: calc(var(--_space) * 4);
    grid-template-columns: minmax(0, 1fr);
  }

  .side {
    display: grid;
    gap: calc(var(--_space) * 3);
    grid-template-columns: minmax(0, 1fr);
    align-content: start;
    font-size: 0.9em;
  }

  @container (min-width: 540px) {
    .side {
      grid-template-columns: repeat(2, minmax(0, 1fr));
    }
  }

  @container (min-width: 860px) {
    .layout.with-side {
      grid-template-columns: minmax(0, 1fr) minmax(220px, 17em);
      column-gap: calc(var(--_space) * 6);
    }

    .with-side > .side {
      grid-column: 2;
      grid-row: 1 / span 2;
      grid-template-columns: minmax(0, 1fr);
    }

    .with-side > .history {
      grid-column: 1;
    }
  }

  .history {
    border-block-start: 1px solid var(--_line);
    padding-block-start: calc(var(--_space) * 4);
  }

  .strong {
    font-weight: 620;
  }

  .nearer {
    gap: 2px;
  }

  .clamp {
    display: -webkit-box;
    -webkit-box-orient: vertical;
    -webkit-line-clamp: 2;
    overflow: hidden;
  }

  legend {
    padding: 0;
  }

  .scale-field > legend {
    margin-block-end: calc(var(--_space) * 1.25);
    max-inline-size: 68ch;
  }

  .scale {
    display: grid;
    gap: 4px;
  }

  .scale label {
    position: relative;
    display: grid;
    grid-template-columns: 8px minmax(0, 1fr) auto;
    align-items: center;
    gap: 0 calc(var(--_space) * 1.5);
    min-block-size: 40px;
    border-radius: calc(var(--_radius) * 0.6);
    padding-inline-end: 0.5em;
    cursor: pointer;
  }

  .scale input {
    position: absolute;
    inset: 0;
    margin: 0;
    opacity: 0;
    cursor: inherit;
  }

  .scale i {
    align-self: stretch;
    border-radius: 4px;
    background: var(--_line);
  }

  .scale label:has(:checked) i,
  .scale label:has(~ label :checked) i {
    background: var(--_seat);
  }

  .scale label:has(:checked) {
    background: var(--_seat-wash);
  }

  .scale label:has(:checked) .level-words {
    font-weight: 620;
  }

  .scale label:hover .level-words {
    text-decoration: underline;
    text-decoration-color: var(--_edge);
    text-underline-offset: 0.25em;
  }

  .scale label:has(:focus-visible) {
    outline: 2px solid var(--_accent);
    outline-offset: 2px;
  }

  .level-words {
    padding-block: 0.35em;
  }

  .mark {
    font-size: 0.84em;
    color: var(--_soft);
  }

  @container (min-width: 640px) {
    .scale {
      grid-template-columns: repeat(5, minmax(0, 1fr));
    }

    .scale label {
      grid-template-columns: minmax(0, 1fr);
      grid-template-rows: 8px auto auto;
      align-content: start;
      align-items: start;
      padding: 0;
      border-radius: 4px;
      font-size: 0.93em;
      line-height: 1.4;
    }

    .scale label:has(:checked) {
      background: none;
    }

    .level-words {
      padding: 0.5em 0.4em 0 0;
    }

    .mark {
      padding-inline: 0;
    }
  }

  .entry .levels,
  .progress .levels {
    max-inline-size: 8.4em;
    gap: 2px;
  }

  .entry .levels i,
  .progress .levels i {
    block-size: 6px;
  }

  .entries {
    display: grid;
    gap: calc(var(--_space) * 4);
  }

  .entry {
    max-inline-size: none;
  }

  .entry + .entry {
    border-block-start: 1px solid var(--_line);
    padding-block-start: calc(var(--_space) * 4);
  }

  .entry .confidence {
    margin-block-start: calc(var(--_space) * -1);
  }

  .said {
    display: grid;
    gap: calc(var(--_space) * 1.5);
  }

  .pair {
    display: grid;
    gap: 0 calc(var(--_space) * 2.5);
    max-inline-size: none;
  }

  .pair .levels {
    margin-block: 0.55em;
  }

  .said dt {
    color: var(--_soft);
  }

  .progress .levels {
    margin-block: 4px 2px;
  }

  .progress li + li {
    margin-block-start: var(--_space);
  }

  .actions > button.link:first-child:not([aria-disabled='true']),
  .answer button.link,
  .entry > div > button.link,
  .example button.link {
    margin-inline-start: -0.4em;
  }

  @container (min-width: 640px) {
    .pair {
      grid-template-columns: 7.5em minmax(0, 1fr);
      gap: calc(var(--_space) * 2.5);
    }
  }

  .answer {
    display: grid;
    grid-template-columns: auto minmax(0, 1fr);
    gap: calc(var(--_space) * 1.5);
    align-items: start;
  }

  blockquote {
    margin: 0;
  }

  .example {
    border-inline-start: 4px solid var(--_line);
    padding-inline-start: calc(var(--_space) * 2);
  }

  @media (forced-colors: active) {
    .scale i {
      border: 1px solid;
    }

    .scale label:has(:checked) i,
    .scale label:has(~ label :checked) i {
      background: Highlight;
      forced-color-adjust: none;
    }
  }
`;
