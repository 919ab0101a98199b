import { type PartnershipDocument, type Seat, nextStep, otherSeat } from '../../core/index.js';
import { type WorkspaceView, isView, presentView, viewOfStep } from './views.js';

/** What is open: a place, and whose round in it. */
export interface Open {
  readonly view: WorkspaceView;
  readonly seat: Seat;
}

/** Finds the first place to open, and goes along when the cycle moves on. */
export class Guide {
  /** What was looked at last: where the round was, and whether it was at rest while the other one ran. */
  #last: { readonly present: WorkspaceView; readonly rests: boolean } | undefined;

  /** From here on, what is open was chosen: it stays until something moves. */
  forget(): void {
    this.#last = undefined;
  }

  /**
   * What is to be open now.
   *
   * @param busy in the midst of writing: nobody is led away from half a sentence.
   */
  look(
    document: PartnershipDocument,
    me: Seat,
    time: number,
    open: { readonly view: unknown; readonly seat: unknown },
    busy: boolean,
  ): Open {
    const { now } = nextStep(document, me, time);
    const last = this.#last;
    let seat = isSeat(open.seat) ? open.seat : (now?.seat ?? shownSeat(document, me));
    if (last && !last.rests && rests(document, seat)) seat = otherSeat(seat);
    const present = presentView(document, shownSeat(document, me, seat));
    this.#last = { present, rests: rests(document, seat) };
    const { view } = open;
    if (!isView(view)) return { seat, view: now ? viewOfStep(now.action) : present };
    // The swap itself is worth seeing: nobody is led away from it.
    const goesAlong = last && last.present === view && view !== 'role-swap' && !busy;
    return { seat, view: goesAlong ? present : view };
  }
}

const isSeat = (value: unknown): value is Seat => value === 1 || value === 2;

const rests = ({ seats }: PartnershipDocument, seat: Seat): boolean =>
  !seats[seat].round && seats[otherSeat(seat)].round !== null;

/** The round that was chosen, where there is anything to see in it; else one's own, unless the other one runs. */
export function shownSeat({ seats }: PartnershipDocument, me: Seat, chosen?: unknown): Seat {
  if (isSeat(chosen) && (seats[chosen].round ?? seats[chosen].past.length)) return chosen;
  return seats[me].round || !seats[otherSeat(me)].round ? me : otherSeat(me);
}
