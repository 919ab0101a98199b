import { type SVGTemplateResult, type TemplateResult, html, nothing, svg } from 'lit';
import { type PartnershipDocument, type Seat, nameOf, seats } from '../../core/index.js';
import { type Direction, Geometry, RADIUS, phases } from './geometry.js';

/** The words in the drawing. */
export interface WheelTerms {
  readonly names: Readonly<Record<(typeof phases)[number] | 'resting', string>>;
  readonly round: (number: number) => string;
}

const drawings = {
  across: { geometry: new Geometry('across'), box: '-186 -86 372 172', swap: { x: 0, y: 46, anchor: 'middle' } },
  down: { geometry: new Geometry('down'), box: '-116 -137 232 274', swap: { x: 26, y: 4, anchor: 'start' } },
} as const;

/**
 * Both wheels as one drawing: filled dots are done, the ring is where somebody is, hollow dots come later. It says
 * nothing to a screen reader: the same stands beside it in words.
 */
export function wheels(document: PartnershipDocument, direction: Direction, terms: WheelTerms): TemplateResult {
  const { geometry, box, swap } = drawings[direction];
  const isSwapping = seats.some((seat) => document.seats[seat].phase === 'roleSwap');
  return html`<svg
    class="wheels ${direction} ${document.status === 'coaching' ? '' : 'still'}"
    viewBox=${box}
    aria-hidden="true"
    part="wheels"
  >
    <path class="track" d=${geometry.track}></path>
    ${seats.map((seat) => wheel(document, seat, geometry, terms))} ${present(document, geometry)}
    ${label(swap, terms.names.roleSwap, isSwapping)}
  </svg>`;
}

const label = (
  { x, y, anchor = 'middle' }: { readonly x: number; readonly y: number; readonly anchor?: string },
  words: string,
  isNow = false,
): SVGTemplateResult => svg`<text x=${x} y=${y} text-anchor=${anchor} class=${isNow ? 'now' : ''}>${words}</text>`;

function wheel(document: PartnershipDocument, seat: Seat, geometry: Geometry, terms: WheelTerms): SVGTemplateResult {
  const { phase, round } = document.seats[seat];
  const isResting = phase === 'resting';
  const reached = isResting ? -1 : phases.indexOf(phase);
  const { x, y } = geometry.hub(seat);
  const isSigned = document.status !== 'agreeing' && document.status !== 'forming';
  const sub = round ? terms.round(round.number) : isSigned && terms.names.resting;
  return svg`<g class="seat-${seat} ${isResting ? 'rests' : ''}">
    ${isResting ? nothing : svg`<path class="way" d=${geometry.way(seat, phase)}></path>`}
    ${phases.map((each, index) => {
      const { x, y } = geometry.place(seat, each);
      return svg`<circle class="dot ${index < reached ? 'done' : ''}" cx=${x} cy=${y} r="5"></circle>
        ${each === 'roleSwap' ? nothing : label(geometry.label(seat, each), terms.names[each], each === phase)}`;
    })}
    <circle class="hub" cx=${x} cy=${y} r=${RADIUS - 13}></circle>
    <text class="name" x=${x} y=${sub ? y : y + 5} text-anchor="middle">${shortName(nameOf(document, seat))}</text>
    ${sub ? label({ x, y: y + 17 }, sub) : nothing}
  </g>`;
}

/**
 * The rings that say "here". In the alternating rhythm there is one, so that it moves across to the other wheel when
 * the two change roles.
 */
const present = (document: PartnershipDocument, geometry: Geometry): SVGTemplateResult[] =>
  seats.flatMap((seat) => {
    const { phase } = document.seats[seat];
    if (phase === 'resting') return [];
    const { x, y } = geometry.place(seat, phase);
    return svg`<g class="seat-${seat}">
      <circle class="ring" cx=${x} cy=${y} r="9"></circle>
      <circle class="core" cx=${x} cy=${y} r="3.5"></circle>
    </g>`;
  });

/** As much of a name as fits into a wheel; the whole one stands in the words beside it. */
export function shortName(name: string): string {
  const most = 9;
  const whole = name.trim();
  const letters = [...(whole.length <= most ? whole : (whole.split(/\s+/u)[0] ?? ''))];
  return letters.length <= most ? letters.join('') : `${letters.slice(0, most - 1).join('')}…`;
}
