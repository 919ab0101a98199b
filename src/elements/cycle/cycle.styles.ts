import { css } from 'lit';

export const cycleStyles = css`
  svg.wheels {
    display: block;
    inline-size: 100%;
    block-size: auto;
    margin-inline: auto;
    overflow: visible;
  }

  svg.across {
    display: none;
    max-inline-size: 460px;
  }

  svg.down {
    max-inline-size: 280px;
  }

  @container (min-width: 400px) {
    svg.across {
      display: block;
    }

    svg.down {
      display: none;
    }
  }

  .track {
    fill: none;
    stroke: var(--_line);
    stroke-width: 2;
  }

  .way {
    fill: none;
    stroke: var(--_seat);
    stroke-width: 3;
    stroke-linecap: round;
    stroke-linejoin: round;
  }

  .dot {
    fill: var(--_paper);
    stroke: var(--_edge);
    stroke-width: 1.5;
  }

  .dot.done {
    fill: var(--_seat);
    stroke: var(--_seat);
  }

  .ring {
    fill: var(--_paper);
    stroke: var(--_seat);
    stroke-width: 3.5;
  }

  .core {
    fill: var(--_seat);
  }

  .ring,
  .core {
    transition:
      cx 240ms ease-in-out,
      cy 240ms ease-in-out,
      fill 240ms,
      stroke 240ms;
  }

  .still .way,
  .still .dot.done,
  .still .ring,
  .still .core {
    stroke: var(--_edge);
  }

  .still .dot.done,
  .still .core {
    fill: var(--_edge);
  }

  .still .ring {
    fill: var(--_paper);
  }

  text {
    font-family: inherit;
    font-size: 11.5px;
    font-weight: 500;
    fill: var(--_soft);
  }

  text.now {
    font-weight: 680;
    fill: var(--_ink);
  }

  text.name {
    font-size: 14px;
    font-weight: 640;
    fill: var(--_seat);
  }

  .hub {
    fill: var(--_seat-wash);
  }

  .rests .hub,
  .still .hub {
    fill: none;
  }

  .bar {
    display: block;
    inline-size: 100%;
    block-size: 8px;
    border-radius: 4px;
  }

  .bar rect {
    fill: var(--_seat);
  }

  .ledger {
    border-block-start: 1px solid var(--_line);
    padding-block-start: calc(var(--_space) * 2);
  }

  .shares {
    display: grid;
    grid-template-columns: 1fr 1fr;
    gap: calc(var(--_space) * 2);
  }

  .shares .who {
    font-weight: 620;
  }

  .shares li:last-child {
    text-align: end;
  }

  @media (forced-colors: active) {
    .track {
      stroke: CanvasText;
      stroke-width: 1;
    }

    .way {
      stroke-width: 4;
    }

    .hub {
      fill: none;
    }

    .dot,
    .ring {
      fill: Canvas;
      stroke: CanvasText;
    }

    .way,
    .ring,
    .dot.done {
      stroke: CanvasText;
    }

    .dot.done,
    .core,
    .bar .seat-1 {
      fill: CanvasText;
    }

    .bar .seat-2 {
      fill: GrayText;
    }

    text,
    text.name {
      fill: CanvasText;
    }
  }
`;
