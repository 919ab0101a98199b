import { css } from 'lit';

export const planStyles = css`
  .steps {
    display: grid;
    gap: 2px;
    max-inline-size: 50em;
  }

  .step {
    display: grid;
    grid-template-columns: 40px minmax(0, 1fr) 40px;
    max-inline-size: none;
    margin-inline-start: -11px;
  }

  .tick {
    display: grid;
    place-items: center;
    inline-size: 40px;
    block-size: 40px;
    padding: 0;
    border: 0;
    background: none;
  }

  .place {
    color: var(--_soft);
    font-variant-numeric: tabular-nums;
    justify-items: start;
    padding-inline-start: 11px;
  }

  .box {
    display: grid;
    place-items: center;
    inline-size: 18px;
    block-size: 18px;
    border: 1.6px solid var(--_edge);
    border-radius: 5px;
    color: var(--_paper);
  }

  .box .icon {
    inline-size: 13px;
    block-size: 13px;
    stroke-width: 2.4;
  }

  button.tick:hover .box {
    border-color: var(--_seat);
  }

  .tick[aria-disabled='true'] .box {
    border-style: dashed;
  }

  .done .box {
    border-color: var(--_seat);
    background: var(--_seat);
  }

  .skipped .box {
    border-color: var(--_line);
  }

  .what {
    padding-block: 8px;
  }

  .plan {
    text-wrap: pretty;
  }

  .plan .words {
    white-space: pre-line;
  }

  .done .plan,
  .skipped .plan {
    color: var(--_soft);
  }

  .done .plan {
    text-decoration: line-through;
    text-decoration-thickness: 1px;
  }

  .then {
    color: var(--_seat);
    font-weight: 620;
  }

  .done .then,
  .skipped .then {
    color: inherit;
    font-weight: inherit;
  }

  .more {
    align-self: start;
    inline-size: 40px;
    padding: 0;
    color: var(--_soft);
  }

  .more[aria-expanded='true'] .icon {
    rotate: 180deg;
  }

  .below {
    grid-column: 2 / -1;
    padding-block-end: calc(var(--_space) * 1.5);
  }

  .group form {
    padding-block-start: var(--_space);
  }

  .commit .field {
    max-inline-size: 34em;
  }

  @media (forced-colors: active) {
    .done .box {
      background: CanvasText;
      color: Canvas;
      forced-color-adjust: none;
    }
  }
`;
