import { css } from 'lit';

export const timelineStyles = css`
  .nearer {
    gap: 2px;
  }

  .days {
    display: grid;
    gap: calc(var(--_space) * 4);
  }

  .day {
    display: grid;
    gap: calc(var(--_space) * 1.5);
    grid-template-columns: minmax(0, 1fr);
  }

  .day > .heading::first-letter {
    text-transform: uppercase;
  }

  .item {
    position: relative;
    display: grid;
    grid-template-columns: 1.9em minmax(0, 1fr);
    gap: calc(var(--_space) * 1.5);
    padding-block-end: calc(var(--_space) * 2);
    max-inline-size: none;
  }

  .item::before {
    content: '';
    position: absolute;
    inset-block: 0;
    inset-inline-start: calc(0.95em - 1px);
    border-inline-start: 2px solid var(--_line);
  }

  .item:last-child {
    padding-block-end: 0;
  }

  .item:last-child::before {
    inset-block-end: auto;
    block-size: 1em;
  }

  .mark {
    position: relative;
    display: grid;
    justify-items: center;
    align-content: start;
  }

  .mark .badge {
    inline-size: calc(1.9em / 0.72);
    block-size: calc(1.9em / 0.72);
    font-size: 0.72em;
    background: color-mix(in oklab, var(--_seat) 9%, var(--_paper));
  }

  .mark > i {
    inline-size: 0.8em;
    block-size: 0.8em;
    border: 3px solid var(--_paper);
    border-radius: 50%;
    background: var(--_seat, var(--_edge));
    box-sizing: content-box;
    margin-block-start: calc(0.35em - 3px);
  }

  .line {
    display: flex;
    flex-wrap: wrap;
    gap: 0 calc(var(--_space) * 1.5);
    align-items: baseline;
    max-inline-size: none;
    padding-block-start: 0.12em;
  }

  .milestone .what {
    font-weight: 620;
  }

  .milestone .line {
    padding-block-start: 0;
  }

  .undone .what,
  .undone .quote {
    text-decoration: line-through;
    text-decoration-thickness: 1px;
    color: var(--_soft);
  }

  .quote {
    color: var(--_soft);
  }

  summary {
    inline-size: fit-content;
    padding-block: 0.45em;
    color: var(--_accent);
    cursor: pointer;
    text-decoration: underline;
    text-decoration-thickness: 1px;
    text-underline-offset: 0.2em;
  }

  details {
    font-size: 0.95em;
  }

  .parts {
    display: grid;
    gap: calc(var(--_space) * 1.5);
    padding-block: 0.3em 0.6em;
  }

  .parts dt {
    font-size: 0.9em;
    color: var(--_soft);
  }

  .compare {
    display: grid;
    gap: var(--_space) calc(var(--_space) * 3);
    max-inline-size: none;
  }

  .before p {
    color: var(--_soft);
  }

  @container (min-width: 640px) {
    .compare {
      grid-template-columns: repeat(2, minmax(0, 1fr));
    }
  }

  @media (forced-colors: active) {
    .mark > i {
      background: CanvasText;
    }
  }
`;
