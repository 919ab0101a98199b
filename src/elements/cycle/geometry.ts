import { type Phase, type Seat, seats } from '../../core/index.js';

/** Side by side, or one above the other where there is little room. */
export type Direction = 'across' | 'down';

/** A place in the drawing. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/** The phases in the order of the cycle. */
export const phases = [
  'goalSetting',
  'actionPlanning',
  'checkIn',
  'reflection',
  'roleSwap',
] as const satisfies readonly Phase[];

/** Radius of a wheel. */
export const RADIUS = 52;
const DISTANCE = 146;
const SIZES = { across: { width: 372, height: 172 }, down: { width: 232, height: 274 } } as const;

/** Where the line leaves the rim for the crossing, seen from the middle: the tangent that both wheels share. */
const LEAVING = (Math.acos((2 * RADIUS) / DISTANCE) * 180) / Math.PI;
const ANGLES = [72, 144, 216, 288] as const;
/** How far along the line from the rim towards the crossing the swap is. */
const SWAP = 0.56;

/**
 * One line runs around both wheels, as a crossed belt does: along the rim through four phases, then over the crossing
 * to the other wheel. Angles are measured from the other wheel, backwards along the way.
 */
export class Geometry {
  readonly width: number;
  readonly height: number;
  readonly #along: Point;
  readonly #aside: Point;

  constructor(readonly direction: Direction) {
    ({ width: this.width, height: this.height } = SIZES[direction]);
    [this.#along, this.#aside] = direction === 'across' ? [at(1, 0), at(0, -1)] : [at(0, 1), at(-1, 0)];
  }

  /** Middle of the whole drawing, where the ways cross. */
  get crossing(): Point {
    return at(this.width / 2, this.height / 2);
  }

  /** Middle of a wheel. */
  hub(seat: Seat): Point {
    return plus(this.crossing, this.#along, this.#side(seat) * (DISTANCE / 2));
  }

  /** Where a phase is. */
  place(seat: Seat, phase: Phase): Point {
    const angle = ANGLES[phases.indexOf(phase)];
    if (angle !== undefined) return this.#onRim(seat, angle);
    const [from, to] = [this.#onRim(seat, -LEAVING), this.crossing];
    return at(from.x + (to.x - from.x) * SWAP, from.y + (to.y - from.y) * SWAP);
  }

  /** Where the name of a phase stands: outside of the rim. */
  label(seat: Seat, phase: Phase): Point & { readonly anchor: 'start' | 'middle' | 'end' } {
    const angle = ANGLES[phases.indexOf(phase)] ?? 0;
    const far = this.#onRim(seat, angle, RADIUS + 15);
    const hub = this.hub(seat);
    const isBeside = this.direction === 'down' || Math.abs(far.x - hub.x) > RADIUS * 0.6;
    const right = far.x > hub.x;
    // Letters hang around their line: half of their height puts them on the level of the dot.
    const near = this.#onRim(seat, angle);
    if (isBeside) return { x: near.x + (right ? 14 : -14), y: near.y + 4, anchor: right ? 'start' : 'end' };
    return { x: far.x, y: far.y + (far.y < hub.y ? 2 : 6), anchor: 'middle' };
  }

  /** The whole way around both wheels. */
  get track(): string {
    return `${this.#rim(1, LEAVING, 360 - LEAVING)} L${xy(this.#onRim(2, LEAVING))} ${this.#arcs(2, LEAVING, 360 - LEAVING)} Z`;
  }

  /** The way from the first phase to the present one. */
  way(seat: Seat, phase: Phase): string {
    const angle = ANGLES[phases.indexOf(phase)];
    if (angle !== undefined) return this.#rim(seat, ANGLES[0], angle);
    return `${this.#rim(seat, ANGLES[0], 360 - LEAVING)} L${xy(this.place(seat, phase))}`;
  }

  #rim(seat: Seat, from: number, to: number): string {
    return `M${xy(this.#onRim(seat, from))} ${this.#arcs(seat, from, to)}`;
  }

  /** In pieces of less than half a turn, so that no arc can be read as its other half. */
  #arcs(seat: Seat, from: number, to: number): string {
    const pieces = Math.ceil((to - from) / 120);
    const sweep = (this.direction === 'across') === (seat === 1) ? 0 : 1;
    return Array.from({ length: pieces }, (_, index) => {
      const end = this.#onRim(seat, from + ((to - from) * (index + 1)) / pieces);
      return `A${RADIUS} ${RADIUS} 0 0 ${sweep} ${xy(end)}`;
    }).join(' ');
  }

  #onRim(seat: Seat, degrees: number, radius: number = RADIUS): Point {
    const angle = (degrees * Math.PI) / 180;
    const inward = plus(this.hub(seat), this.#along, -this.#side(seat) * radius * Math.cos(angle));
    return plus(inward, this.#aside, radius * Math.sin(angle));
  }

  /** Seat 1 is before the crossing, seat 2 after it. */
  #side(seat: Seat): number {
    return seat === seats[0] ? -1 : 1;
  }
}

const at = (x: number, y: number): Point => ({ x, y });
const plus = (point: Point, way: Point, length: number): Point =>
  at(point.x + way.x * length, point.y + way.y * length);
const xy = ({ x, y }: Point): string => `${round(x)} ${round(y)}`;

/** A tenth of a pixel is as fine as anybody can see. */
export const round = (value: number): number => Math.round(value * 10) / 10;
