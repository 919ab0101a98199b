import { type CSSResult, css } from 'lit';

export const roleSwapStyles: CSSResult = css`
  .people {
    --_way: 1;
    display: grid;
    grid-template-columns: minmax(0, 12em) 1.5em minmax(0, 12em);
    gap: calc(var(--_space) * 1.5);
    align-items: center;
  }

  :host(:dir(rtl)) .people {
    --_way: -1;
  }

  .side {
    display: grid;
    gap: 0.2em;
    justify-items: center;
    text-align: center;
  }

  .side:last-child {
    --_turn: -1;
  }

  .side .person {
    flex-direction: column;
  }

  .crossing .side {
    animation: cross 240ms ease-in-out;
  }

  @keyframes cross {
    from {
      translate: calc((100% + 1.5em + var(--_space) * 3) * var(--_way) * var(--_turn, 1));
    }

    50% {
      translate: calc((50% + 0.75em + var(--_space) * 1.5) * var(--_way) * var(--_turn, 1))
        calc(-0.9em * var(--_turn, 1));
    }
  }

  .bar {
    inline-size: 100%;
    block-size: 8px;
    border-radius: 4px;
  }

  :host(:dir(rtl)) .bar {
    transform: scaleX(-1);
  }

  .bar rect {
    fill: var(--_seat);
  }

  .who {
    color: var(--_seat);
    font-weight: 620;
  }

  .note {
    border-inline-start: 3px solid var(--_seat);
    padding-inline-start: calc(var(--_space) * 2);
  }

  .sides {
    display: grid;
    gap: calc(var(--_space) * 3);
    grid-template-columns: repeat(auto-fit, minmax(min(100%, 18em), 1fr));
  }

  .sides:has(form) {
    grid-template-columns: minmax(0, 1fr);
  }
`;
