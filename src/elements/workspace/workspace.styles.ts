import { css } from 'lit';

export const workspaceStyles = css`
  .main,
  .side {
    container-type: inline-size;
  }

  .header {
    gap: var(--_space) calc(var(--_space) * 2);
    padding: calc(var(--_space) * 2) calc(var(--_space) * 2.5);
    border-block-end: 1px solid var(--_line);
  }

  /* The names; what follows goes to the other end, or begins a line of its own. */
  .header > div:first-of-type {
    flex-grow: 1;
  }

  .pair {
    display: inline-flex;
  }

  .pair .person + .person {
    margin-inline-start: -0.3em;
  }

  .names {
    font-size: 1.07em;
  }

  .meta {
    gap: 0 calc(var(--_space) * 2);
    min-inline-size: 0;
  }

  .status {
    container-type: normal;
  }

  .status[open] {
    order: 1;
    flex-basis: 100%;
  }

  .meta:has(.status[open]) {
    inline-size: 100%;
  }

  .undo button,
  .leave button {
    font-size: 0.9em;
    font-weight: 500;
    color: var(--_soft);
  }

  .undo {
    margin-inline-start: -0.4em;
  }

  .offered .undo {
    display: none;
  }

  .next,
  .absence,
  .tabs,
  .round {
    margin: calc(var(--_space) * 2.5) calc(var(--_space) * 2.5) 0;
  }

  .absence {
    border-inline-start: 4px solid var(--_seat, var(--_edge));
    padding-inline-start: calc(var(--_space) * 2);
  }

  .absence button {
    margin-inline: -0.4em;
  }

  .tabs {
    border-block-end: 1px solid var(--_line);
  }

  .tabs ul {
    display: flex;
    flex-wrap: wrap;
    margin-inline: -0.6em;
  }

  .tabs button {
    border: 0;
    border-block-end: 2px solid transparent;
    border-radius: 0;
    padding: 0.5em 0.6em;
    font-weight: 500;
    color: var(--_soft);
    margin-block-end: -1px;
  }

  .tabs button:hover,
  button[aria-current] {
    color: var(--_ink);
  }

  button[aria-current] {
    font-weight: 640;
  }

  .tabs [aria-current] {
    border-block-end-color: var(--_accent);
  }

  .panel:focus-visible {
    outline-offset: -2px;
  }

  .side {
    border-block-start: 1px solid var(--_line);
    background: var(--_wash);
  }

  .side .cycle {
    background: none;
  }

  .leave {
    padding: 0 calc(var(--_space) * 2.5) calc(var(--_space) * 2);
  }

  .part + .part {
    border-block-start: 1px solid var(--_line);
    padding-block-start: calc(var(--_space) * 3);
  }

  @container (min-width: 640px) {
    .header,
    .leave {
      padding-inline: calc(var(--_space) * 3.5);
    }

    .next,
    .absence,
    .tabs,
    .round {
      margin-inline: calc(var(--_space) * 3.5);
    }
  }

  @container (min-width: 880px) {
    .grid {
      display: grid;
      grid-template-columns: minmax(300px, 35%) minmax(0, 1fr);
    }

    .side {
      order: -1;
      border-block-start: 0;
      border-inline-end: 1px solid var(--_line);
    }

    .sticky {
      position: sticky;
      inset-block-start: 0;
    }
  }

  @media (forced-colors: active) {
    .tabs button {
      border-color: Canvas;
      margin-block-end: 0;
    }

    .tabs [aria-current] {
      border-block-end-color: Highlight;
    }
  }
`;
