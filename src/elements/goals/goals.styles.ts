import { css } from 'lit';

export const goalsStyles = css`
  .goals {
    display: grid;
    gap: calc(var(--_space) * 3.5);
    grid-template-columns: minmax(0, 1fr);
  }

  .goal + .goal {
    border-block-start: 1px solid var(--_line);
    padding-block-start: calc(var(--_space) * 3.5);
  }

  .statement {
    font-size: 1.14em;
    max-inline-size: 52ch;
    text-wrap: pretty;
  }

  .scale {
    display: grid;
    gap: calc(var(--_space) * 0.75);
    max-inline-size: 46em;
  }

  .ends {
    display: grid;
    grid-template-columns: repeat(2, minmax(0, 1fr));
    gap: 2px calc(var(--_space) * 2);
  }

  .ends .now {
    grid-column: 1 / -1;
    order: -1;
    color: var(--_ink);
  }

  .ends .high {
    text-align: end;
  }

  .strong {
    font-weight: 620;
    color: var(--_ink);
  }

  .mark {
    color: var(--_seat);
    font-weight: 640;
    white-space: nowrap;
  }

  @container (min-width: 520px) {
    .ends {
      grid-template-columns: repeat(5, minmax(0, 1fr));
      gap: 4px;
    }

    .ends > * {
      grid-row: 1;
    }

    .ends .low {
      grid-column: 1 / span 2;
    }

    .ends .high {
      grid-column: 4 / span 2;
    }

    .ends .now {
      grid-column: 3;
      text-align: center;
    }

    .at2 .low {
      grid-column: 1;
    }

    .at2 .now {
      grid-column: 2 / span 2;
      text-align: start;
    }

    .at4 .now {
      grid-column: 3 / span 2;
      text-align: end;
    }

    .at4 .high {
      grid-column: 5;
    }
  }

  summary {
    color: var(--_soft);
    font-size: 0.9em;
    font-weight: 500;
  }

  .goal details {
    margin-block: calc(var(--_space) * -1);
  }

  .all-levels {
    display: grid;
    gap: var(--_space);
    padding-block-end: var(--_space);
  }

  .all-levels dt,
  .changes dt {
    font-size: 0.84em;
    color: var(--_soft);
    font-weight: 400;
  }

  @container (min-width: 520px) {
    .all-levels > div {
      display: grid;
      grid-template-columns: 12em minmax(0, 1fr);
      align-items: baseline;
    }
  }

  .agreement {
    font-size: 0.93em;
    gap: 4px calc(var(--_space) * 2.5);
  }

  .agreement li {
    display: inline-flex;
    align-items: center;
    gap: 0.5em;
  }

  .agreement .badge {
    inline-size: 2em;
    block-size: 2em;
    font-size: 0.72em;
  }

  .agreement .icon {
    color: var(--_seat);
    stroke-width: 2;
  }

  .changes {
    display: grid;
    gap: var(--_space);
  }

  del {
    color: var(--_soft);
    text-decoration-thickness: 1px;
  }

  ins {
    text-decoration-color: var(--_seat);
    text-decoration-thickness: 2px;
    text-underline-offset: 0.2em;
    background: color-mix(in oklab, var(--_seat) 12%, transparent);
  }

  .smart {
    gap: 6px;
  }

  .smart .tag {
    display: inline-flex;
    align-items: center;
    gap: 0.3em;
  }

  .level-fields > legend {
    padding: 0;
  }

  form .rating label {
    padding: 4px 6px;
    text-align: center;
  }

  @container (min-width: 520px) {
    .level-fields > .field:not([role]) {
      grid-template-columns: 12em minmax(0, 1fr);
      align-items: center;
    }

    .level-fields > .field:not([role]) > .under {
      grid-column: 2;
    }
  }

  .level-fields > .field > label {
    font-weight: 400;
    color: var(--_soft);
  }

  .closed {
    font-size: 0.93em;
  }
`;
