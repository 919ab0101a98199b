import { css } from 'lit';

export const timelineStyles = css`
  .nearer {
    gap: 2px;
  }

  .days {
    gap: calc(var(--_space) * 4);
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
  }

  .milestone .what {
    font-weight: 620;
  }

  .undone .what,
  .undone .quote {
    text-decoration: line-through;
    color: var(--_soft);
  }

  summary {
    padding-block: 0.45em;
    font-weight: inherit;
    color: var(--_accent);
    text-decoration: underline;
    text-underline-offset: 0.2em;
  }

  .parts,
  .compare {
    display: grid;
    gap: var(--_space) calc(var(--_space) * 3);
  }

  .compare {
    max-inline-size: none;
  }

  .before {
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
