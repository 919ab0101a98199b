import { type CSSResult, css } from 'lit';

export const roleSwapStyles: CSSResult = css`
  :host {
    --_way: 1;
  }

  :host(:dir(rtl)) {
    --_way: -1;
  }

  .subtitle {
    font-size: 1.13em;
  }

  .people {
    display: grid;
    grid-template-columns: minmax(0, 12em) 1.5em minmax(0, 12em);
    gap: calc(var(--_space) * 1.5);
    align-items: center;
  }

  .side {
    display: grid;
    gap: 0.2em;
    justify-items: center;
    text-align: center;
  }

  .side .person {
    flex-direction: column;
    gap: 0.35em;
  }

  .side .badge {
    font-size: 1.13em;
    background: var(--_paper);
    background: color-mix(in oklab, var(--_seat) 9%, var(--_paper));
  }

  .cross {
    display: grid;
    place-items: center;
  }

  .crossing .side {
    animation: cross-over 240ms ease-in-out;
  }

  .crossing .side:last-child {
    animation-name: cross-back;
  }

  @keyframes cross-over {
    from {
      transform: translate(calc((100% + 1.5em + var(--_space) * 3) * var(--_way)), 0);
    }

    50% {
      transform: translate(calc((50% + 0.75em + var(--_space) * 1.5) * var(--_way)), -0.9em);
    }
  }

  @keyframes cross-back {
    from {
      transform: translate(calc((100% + 1.5em + var(--_space) * 3) * var(--_way) * -1), 0);
    }

    50% {
      transform: translate(calc((50% + 0.75em + var(--_space) * 1.5) * var(--_way) * -1), 0.9em);
    }
  }

  .bar {
    display: block;
    inline-size: 100%;
    block-size: 8px;
    border-radius: 4px;
  }

  :host(:dir(rtl)) .bar {
    transform: scaleX(-1);
  }

  .one {
    fill: var(--_seat-1);
  }

  .two {
    fill: var(--_seat-2);
  }

  .none {
    fill: var(--_line);
  }

  .who {
    color: var(--_seat);
    font-weight: 620;
  }

  .sides {
    display: grid;
    gap: calc(var(--_space) * 3);
    grid-template-columns: minmax(0, 1fr);
  }

  .note {
    border-inline-start: 3px solid var(--_seat);
    padding-inline-start: calc(var(--_space) * 2);
  }

  .part {
    border-block-start: 1px solid var(--_line);
    padding-block-start: calc(var(--_space) * 3);
  }

  @container (min-width: 600px) {
    .sides {
      grid-template-columns: repeat(2, minmax(0, 1fr));
    }

    .sides:has(form) {
      grid-template-columns: minmax(0, 1fr);
    }
  }
`;
