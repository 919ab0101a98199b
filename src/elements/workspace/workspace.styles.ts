import { css } from 'lit';

export const workspaceStyles = css`
  .header {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--_space) calc(var(--_space) * 2);
    padding: calc(var(--_space) * 2) calc(var(--_space) * 2.5);
    border-block-end: 1px solid var(--_line);
  }

  .pair {
    display: inline-flex;
    flex: none;
  }

  .pair .person + .person {
    margin-inline-start: -0.3em;
  }

  .names {
    font-size: 1.07em;
  }

  .meta {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0 calc(var(--_space) * 2);
    min-inline-size: 0;
  }

  .status {
    container-type: normal;
  }

  .status[open] {
    order: 1;
    inline-size: 100%;
    flex-basis: 100%;
  }

  .meta:has(.status[open]) {
    inline-size: 100%;
  }

  .undo {
    display: inline-flex;
    align-items: center;
    gap: 0.4em;
    border-color: transparent;
    padding-inline: 0.4em;
    font-size: 0.9em;
    font-weight: 500;
    color: var(--_soft);
  }

  .next,
  .tabs,
  .round {
    margin-inline: calc(var(--_space) * 2.5);
  }

  .next {
    margin-block-start: calc(var(--_space) * 2.5);
  }

  .tabs {
    margin-block-start: calc(var(--_space) * 2);
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

  .tabs button:hover {
    color: var(--_ink);
  }

  .tabs button[aria-current] {
    border-block-end-color: var(--_accent);
    color: var(--_ink);
    font-weight: 640;
  }

  .tabs button .dot {
    display: inline-block;
    inline-size: 0.45em;
    block-size: 0.45em;
    margin-inline-start: 0.35em;
    border-radius: 50%;
    background: var(--_seat);
    vertical-align: 0.12em;
  }

  .round {
    margin-block-start: calc(var(--_space) * 2);
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

  .leave button {
    color: var(--_soft);
    font-weight: 500;
    font-size: 0.9em;
    margin-inline-start: -0.4em;
  }

  .leave button[aria-current] {
    color: var(--_ink);
    font-weight: 640;
  }

  .part + .part {
    border-block-start: 1px solid var(--_line);
    padding-block-start: calc(var(--_space) * 3);
  }

  form {
    max-inline-size: 46em;
  }

  .main,
  .side {
    container-type: inline-size;
  }

  @container (min-width: 640px) {
    .header,
    .leave {
      padding-inline: calc(var(--_space) * 3.5);
    }

    .meta {
      margin-inline-start: auto;
    }

    .next,
    .tabs,
    .round {
      margin-inline: calc(var(--_space) * 3.5);
    }

    .next {
      margin-block-start: calc(var(--_space) * 3.5);
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
    }

    .tabs button[aria-current] {
      border-block-end-color: Highlight;
    }

    .tabs button .dot {
      background: CanvasText;
      forced-color-adjust: none;
    }
  }
`;
