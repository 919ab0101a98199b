import { inOrder, inSeat, setSeat } from './change.js';
import type { Before, Change, PartnershipDocument, PerSeat, Round, SeatState } from './document.js';
import type { FactOf, PairFact } from './facts.js';
import type { Seat } from './fields.js';
import { otherSeat, seatOf, seats } from './lookup.js';

/**
 * Undo without an inverse for every fact: because the document is changed by copying, what a fact touched is what is
 * not the same object as before. That, with the values it had, is kept as the author's latest change; whatever touches
 * the same places later takes the offer away.
 */

const documentFields = ['members', 'status', 'agreement', 'pause', 'closing'] as const;
/** Fields with one value for each seat: what one member wrote there does not rest on what the other did. */
const seatFields = new Set(['reflections', 'swap']);
/** A pair that is formed and a round that opens or closes are the work of both, and what is past is past. */
const finalFields = new Set(['members', 'round', 'past']);
/** Everything in a round rests on its phase, and the phase on everything in the round. */
const wideFields = new Set(['phase', 'round']);

type Item = { readonly id: string };

/**
 * Notes in the new document what its author could undo, and what nobody can any more.
 *
 * @param undoable false where it is known that another change of the same author follows: then the work is spared.
 */
export function track(
  before: PartnershipDocument,
  after: PartnershipDocument,
  fact: PairFact,
  undoable: boolean,
): PartnershipDocument {
  const author = seatOf(after, fact.by);
  if (!author || after === before) return after;
  if (fact.type === 'change.undone') return { ...after, changes: setSeat(after.changes, author, null) };

  const other = otherSeat(author);
  const theirs = after.changes[other];
  const touched = undoable || theirs?.before ? differences(before, after) : [];
  // Most facts of a long log: nothing to note, and no copy to make.
  if (!undoable && !theirs?.before && !after.changes[author]) return after;
  const mine = undoable ? extended(after.changes[author], touched, fact) : null;
  const lost = theirs?.before && (collide(theirs.before, touched) || theirs.before.some((one) => isGround(one, fact)));
  return {
    ...after,
    changes: setSeat(setSeat(after.changes, author, mine), other, lost ? { ...theirs, before: null } : theirs),
  };
}

/** Applies `change.undone`: puts everything back that the change had touched. */
export function restore(document: PartnershipDocument, fact: FactOf<'change.undone'>): PartnershipDocument {
  const author = seatOf(document, fact.by);
  const change = author && document.changes[author];
  if (change?.command !== fact.change || !change.before) return document;
  return change.before.reduce(putBack, document);
}

/** The first value that a command found in a place is the one to go back to. */
function extended(change: Change | null, touched: readonly Before[], fact: PairFact): Change {
  const known = change?.command === fact.command ? change : { command: fact.command, type: fact.type, before: [] };
  if (!known.before || touched.some(({ field }) => finalFields.has(field))) return { ...known, before: null };
  const { before } = known;
  return { ...known, before: [...before, ...touched.filter((one) => !before.some((other) => samePlace(one, other)))] };
}

const samePlace = (a: Before, b: Before): boolean => a.seat === b.seat && a.field === b.field && a.item === b.item;

const collide = (mine: readonly Before[], touched: readonly Before[]): boolean =>
  mine.some((one) =>
    touched.some(
      (other) =>
        samePlace(one, other) ||
        (one.seat === other.seat && (wideFields.has(one.field) || wideFields.has(other.field))),
    ),
  );

/** A step needs its goal: taking back that there is one would leave the step with none. */
const isGround = ({ seat, field, item, value }: Before, fact: PairFact): boolean =>
  value === null && field === 'goals' && 'goal' in fact && fact.goal === item && fact.seat === seat;

function differences(before: PartnershipDocument, after: PartnershipDocument): Before[] {
  const found: Before[] = [];
  for (const field of documentFields) {
    if (before[field] !== after[field]) found.push({ seat: 0, field, value: before[field] });
  }
  for (const seat of seats) {
    if (before.seats[seat] !== after.seats[seat])
      found.push(...seatDifferences(seat, before.seats[seat], after.seats[seat]));
  }
  return found;
}

function seatDifferences(seat: Seat, before: SeatState, after: SeatState): Before[] {
  const found: Before[] = [];
  if (before.phase !== after.phase) found.push({ seat, field: 'phase', value: before.phase });
  if (before.past !== after.past) found.push({ seat, field: 'past', value: null });
  if (before.round?.number !== after.round?.number) found.push({ seat, field: 'round', value: null });
  if (!before.round || !after.round || before.round === after.round) return found;
  for (const field of Object.keys(after.round) as (keyof Round)[]) {
    const [old, now] = [before.round[field], after.round[field]];
    if (old === now) continue;
    if (Array.isArray(now)) found.push(...listDifferences(seat, field, old as readonly Item[], now as readonly Item[]));
    else if (seatFields.has(field))
      found.push(...sideDifferences(seat, field, old as PerSeat<unknown>, now as PerSeat<unknown>));
    else found.push({ seat, field, value: old });
  }
  return found;
}

const sideDifferences = (seat: Seat, field: string, before: PerSeat<unknown>, after: PerSeat<unknown>): Before[] =>
  seats
    .filter((side) => before[side] !== after[side])
    .map((side) => ({ seat, field, item: `${side}`, value: before[side] }));

function listDifferences(seat: Seat, field: string, before: readonly Item[], after: readonly Item[]): Before[] {
  const found: Before[] = [];
  const old = new Map(before.map((item) => [item.id, item]));
  const now = new Map(after.map((item) => [item.id, item]));
  for (const [id, item] of now)
    if (old.get(id) !== item) found.push({ seat, field, item: id, value: old.get(id) ?? null });
  for (const [id, item] of old) if (!now.has(id)) found.push({ seat, field, item: id, value: item });
  const order = before.filter((item) => now.has(item.id)).map((item) => item.id);
  const gone = order.length < before.length;
  if (gone || !isPrefix(order, after)) found.push({ seat, field, item: '', value: before.map((item) => item.id) });
  return found;
}

const isPrefix = (ids: readonly string[], list: readonly Item[]): boolean =>
  ids.every((id, index) => list[index]?.id === id);

function putBack(document: PartnershipDocument, { seat, field, item, value }: Before): PartnershipDocument {
  if (seat === 0) return { ...document, [field]: counted(value, document[field as keyof PartnershipDocument]) };
  return inSeat(document, seat, (state) => {
    if (field === 'phase') return { ...state, phase: value as SeatState['phase'] };
    if (!state.round) return state;
    const current = state.round[field as keyof Round];
    const next =
      item === undefined
        ? value
        : Array.isArray(current)
          ? putBackItem(current as readonly Item[], item, value)
          : { ...(current as object), [item]: value };
    return { ...state, round: { ...state.round, [field]: next } };
  });
}

function putBackItem(list: readonly Item[], id: string, value: unknown): readonly Item[] {
  if (id === '') return inOrder(list, value as readonly string[]);
  if (value === null) return list.filter((item) => item.id !== id);
  const index = list.findIndex((item) => item.id === id);
  return index < 0 ? [...list, value as Item] : list.toSpliced(index, 1, counted(value, list[index]) as Item);
}

/** Numbers of revisions only go up: somebody may have the one that is taken back before them, about to agree to it. */
const counted = (value: unknown, now: unknown): unknown =>
  (now as { revisions?: number } | null)?.revisions
    ? { ...(value as object), revisions: (now as { revisions: number }).revisions }
    : value;
