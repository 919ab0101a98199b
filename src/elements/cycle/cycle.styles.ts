import { css } from 'lit';

export const cycleStyles = css`
  svg.wheels {
    display: block;
    inline-size: 100%;
    margin-inline: auto;
    overflow: visible;
  }

  /* Its labels stand left and right of the dots, whichever way the page is read. */
  svg.wheels text {
    direction: ltr;
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

  .core,
  .bar rect {
    fill: var(--_seat);
  }

  .ring,
  .core {
    transition: 240ms ease-in-out;
    transition-property: cx, cy, fill, stroke;
  }

  .still :is(path, .dot, .ring, .core) {
    --_seat: var(--_edge);
  }

  text {
    font-size: 11.5px;
    font-weight: 500;
    fill: var(--_soft);
  }

  .now {
    font-weight: 680;
    fill: var(--_ink);
  }

  .name {
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
    inline-size: 100%;
    block-size: 8px;
    border-radius: 4px;
  }

  .ledger {
    border-block-start: 1px solid var(--_line);
    padding-block-start: calc(var(--_space) * 2);
  }

  .shares li:last-child {
    text-align: end;
  }

  @media (forced-colors: active) {
    svg * {
      --_seat: CanvasText;
      --_line: CanvasText;
      --_edge: CanvasText;
      --_ink: CanvasText;
      --_soft: CanvasText;
      --_paper: Canvas;
    }

    .track {
      stroke-width: 1;
    }

    .way {
      stroke-width: 4;
    }

    .hub {
      fill: none;
    }

    .bar .seat-1 {
      fill: CanvasText;
    }

    .bar .seat-2 {
      fill: GrayText;
    }
  }
`;
