import { css } from 'lit';

export const goalsStyles = css`
  .scale {
    max-inline-size: 46em;
  }

  .ends {
    display: grid;
    grid-template-columns: repeat(2, minmax(0, 1fr));
    column-gap: calc(var(--_space) * 2);
  }

  .ends > :last-child {
    text-align: end;
  }

  /* Near its segment. */
  .ends .now {
    grid-column: 1 / -1;
    padding-inline: 20%;
  }

  .at3 .now {
    text-align: center;
  }

  .at4 .now {
    text-align: end;
  }

  .strong {
    font-weight: 620;
    color: var(--_ink);
  }

  .mark {
    color: var(--_seat);
    font-weight: 640;
  }

  summary,
  .level-fields .field > label {
    color: var(--_soft);
    font-size: 0.9em;
    font-weight: 500;
  }

  .group details {
    margin-block: calc(var(--_space) * -1);
  }

  dt {
    font-size: 0.84em;
    color: var(--_soft);
    font-weight: 400;
  }

  .agreement,
  .closed {
    font-size: 0.93em;
  }

  .agreement {
    column-gap: calc(var(--_space) * 2.5);
  }

  .agreement li {
    gap: 0.5em;
  }

  .agreement .icon {
    color: var(--_seat);
    stroke-width: 2;
  }

  del {
    color: var(--_soft);
    text-decoration-thickness: 1px;
  }

  ins {
    text-decoration-color: var(--_seat);
    text-underline-offset: 0.2em;
    background: color-mix(in oklab, var(--_seat) 12%, transparent);
  }

  .smart {
    gap: 6px;
  }

  .tag .icon {
    margin-inline-end: 0.3em;
    vertical-align: -0.2em;
  }

  .rating label {
    padding: 4px 6px;
    text-align: center;
  }

  @container (min-width: 520px) {
    .level,
    .level-fields > .field:not([role]) {
      display: grid;
      grid-template-columns: 12em minmax(0, 1fr);
      align-items: baseline;
    }

    .level-fields .field > .under {
      grid-column: 2;
    }
  }
`;
