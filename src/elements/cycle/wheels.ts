import { type SVGTemplateResult, type TemplateResult, html, nothing, svg } from 'lit';
import { type PartnershipDocument, type Seat, nameOf, seats } from '../../core/index.js';
import { type Direction, Geometry, RADIUS, phases, round } from './geometry.js';

/** The words in the drawing. */
export interface WheelTerms {
  readonly phase: (phase: (typeof phases)[number] | 'resting') => string;
  readonly round: (number: number) => string;
}

const drawings: Readonly<Record<Direction, Geometry>> = {
  across: new Geometry('across'),
  down: new Geometry('down'),
};

/**
 * Both wheels as one drawing: filled dots are done, the ring is where somebody is, hollow dots come later. It says
 * nothing to a screen reader: the same stands beside it in words.
 */
export function wheels(document: PartnershipDocument, direction: Direction, terms: WheelTerms): TemplateResult {
  const geometry = drawings[direction];
  const { width, height, crossing } = geometry;
  const isStill = document.status !== 'coaching';
  return html`<svg
    class="wheels ${direction} ${isStill ? 'still' : ''}"
    viewBox="0 0 ${width} ${height}"
    aria-hidden="true"
    part="wheels"
  >
    <path class="track" d=${geometry.track}></path>
    ${seats.map((seat) => wheel(document, seat, geometry, terms))} ${present(document, geometry)}
    ${
      direction === 'across'
        ? svg`<text x=${crossing.x} y=${crossing.y + 46} text-anchor="middle" class=${swapping(document)}>${terms.phase('roleSwap')}</text>`
        : svg`<text x=${crossing.x + 26} y=${crossing.y + 4} class=${swapping(document)}>${terms.phase('roleSwap')}</text>`
    }
  </svg>`;
}

const swapping = (document: PartnershipDocument): string =>
  seats.some((seat) => document.seats[seat].phase === 'roleSwap') ? 'now' : '';

function wheel(document: PartnershipDocument, seat: Seat, geometry: Geometry, terms: WheelTerms): SVGTemplateResult {
  const { phase, round: running } = document.seats[seat];
  const reached = phase === 'resting' ? -1 : phases.indexOf(phase);
  const hub = geometry.hub(seat);
  const isResting = document.status !== 'agreeing' && document.status !== 'forming';
  const sub = running ? terms.round(running.number) : isResting && terms.phase('resting');
  return svg`<g class="seat-${seat} ${phase === 'resting' ? 'rests' : ''}">
    ${phase === 'resting' ? nothing : svg`<path class="way" d=${geometry.way(seat, phase)}></path>`}
    ${phases.map((each, index) => {
      const { x, y } = geometry.place(seat, each);
      const name = each === 'roleSwap' ? undefined : geometry.label(seat, each);
      return svg`<circle class="dot ${index < reached ? 'done' : ''}" cx=${round(x)} cy=${round(y)} r="5"></circle>
        ${
          name
            ? svg`<text x=${round(name.x)} y=${round(name.y)} text-anchor=${name.anchor} class=${each === phase ? 'now' : ''}>${terms.phase(each)}</text>`
            : nothing
        }`;
    })}
    <circle class="hub" cx=${hub.x} cy=${hub.y} r=${RADIUS - 13}></circle>
    <text class="name" x=${hub.x} y=${sub ? hub.y : hub.y + 5} text-anchor="middle">${shortName(nameOf(document, seat))}</text>
    ${sub ? svg`<text x=${hub.x} y=${hub.y + 17} text-anchor="middle">${sub}</text>` : nothing}
  </g>`;
}

/**
 * The rings that say "here". In the alternating rhythm there is one, so that it moves across to the other wheel when
 * the two change roles.
 */
function present(document: PartnershipDocument, geometry: Geometry): SVGTemplateResult[] {
  return seats.flatMap((seat) => {
    const { phase } = document.seats[seat];
    if (phase === 'resting') return [];
    const { x, y } = geometry.place(seat, phase);
    return svg`<g class="seat-${seat}">
      <circle class="ring" cx=${round(x)} cy=${round(y)} r="9"></circle>
      <circle class="core" cx=${round(x)} cy=${round(y)} r="3.5"></circle>
    </g>`;
  });
}

/** As much of a name as fits into a wheel; the whole one stands in the words beside it. */
export function shortName(name: string): string {
  const most = 11;
  const whole = name.trim();
  const letters = [...(whole.length <= most ? whole : (whole.split(/\s+/u)[0] ?? ''))];
  return letters.length <= most ? letters.join('') : `${letters.slice(0, most - 1).join('')}…`;
}
