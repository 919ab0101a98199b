import type { Phase, Seat } from '../../core/index.js';

/** Side by side, or one above the other where there is little room. */
export type Direction = 'across' | 'down';

/** A place in the drawing; the middle of the drawing is 0, 0. */
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

/** Where the line leaves the rim for the crossing, seen from the middle: the tangent that both wheels share. */
const LEAVING = (Math.acos((2 * RADIUS) / DISTANCE) * 180) / Math.PI;
const ANGLES = [72, 144, 216, 288] as const;
/** How far the swap is from the crossing, on the line from the rim. */
const SWAP = 0.44;

/**
 * One line runs around both wheels, as a crossed belt does: along the rim through four phases, then over the crossing
 * to the other wheel. Angles are measured from the other wheel, backwards along the way.
 */
export class Geometry {
  constructor(readonly direction: Direction) {}

  /** Middle of a wheel. */
  hub(seat: Seat): Point {
    return this.#at(seat, 0, 0);
  }

  /** Where a phase is. */
  place(seat: Seat, phase: Phase): Point {
    const angle = ANGLES[phases.indexOf(phase)];
    if (angle !== undefined) return this.#at(seat, angle);
    const { x, y } = this.#at(seat, -LEAVING);
    return { x: fine(x * SWAP), y: fine(y * SWAP) };
  }

  /** Where the name of a phase stands: outside of the rim. */
  label(seat: Seat, phase: Phase): Point & { readonly anchor: 'start' | 'middle' | 'end' } {
    const far = this.#at(seat, ANGLES[phases.indexOf(phase)] ?? 0, RADIUS + 15);
    const near = this.place(seat, phase);
    const hub = this.hub(seat);
    const right = far.x > hub.x;
    // Letters hang around their line: half of their height puts them on the level of the dot.
    return this.direction === 'down' || Math.abs(far.x - hub.x) > RADIUS * 0.6
      ? { x: near.x + (right ? 14 : -14), y: near.y + 4, anchor: right ? 'start' : 'end' }
      : { x: far.x, y: far.y + (far.y < hub.y ? 2 : 6), anchor: 'middle' };
  }

  /** The whole way around both wheels. */
  get track(): string {
    return `M${this.#rim(1, LEAVING, 360 - LEAVING)}L${this.#rim(2, LEAVING, 360 - LEAVING)}Z`;
  }

  /** The way from the first phase to the present one. */
  way(seat: Seat, phase: Phase): string {
    const angle = ANGLES[phases.indexOf(phase)];
    if (angle !== undefined) return `M${this.#rim(seat, ANGLES[0], angle)}`;
    return `M${this.#rim(seat, ANGLES[0], 360 - LEAVING)}L${xy(this.place(seat, phase))}`;
  }

  #rim(seat: Seat, from: number, to: number): string {
    const isLong = to - from > 180 ? 1 : 0;
    const sweep = (this.direction === 'across') === (seat === 1) ? 0 : 1;
    return `${xy(this.#at(seat, from))}A${RADIUS} ${RADIUS} 0 ${isLong} ${sweep} ${xy(this.#at(seat, to))}`;
  }

  /** Seat 1 is before the crossing, seat 2 after it. */
  #at(seat: Seat, degrees: number, radius: number = RADIUS): Point {
    const angle = (degrees * Math.PI) / 180;
    const along = fine((DISTANCE / 2 - radius * Math.cos(angle)) * (seat === 1 ? -1 : 1));
    const aside = fine(-radius * Math.sin(angle));
    return this.direction === 'across' ? { x: along, y: aside } : { x: aside, y: along };
  }
}

const xy = ({ x, y }: Point): string => `${x} ${y}`;

/** A tenth of a pixel is as fine as anybody can see. */
const fine = (value: number): number => Math.round(value * 10) / 10;
