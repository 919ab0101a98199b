import { inSeat, setSeat } from './change.js';
import type { Before, Change, PartnershipDocument, Round, SeatState } from './document.js';
import type { FactOf, PairFact } from './facts.js';
import type { Seat } from './fields.js';
import { otherSeat, seatOf, seats } from './lookup.js';

/**
 * Undo without an inverse for every fact: because the document is changed by copying, what a fact touched is what is
 * not the same object as before. That, with the values it had, is kept as the author's latest change; whatever touches
 * the same places later takes the offer away.
 */

const documentFields = ['status', 'agreement', 'pause', 'closing'] as const;
const listFields = new Set(['goals', 'steps', 'checkIns']);

type Item = { readonly id: string };

/** Notes in the new document what its author could undo, and what nobody can any more. */
export function track(before: PartnershipDocument, after: PartnershipDocument, fact: PairFact): PartnershipDocument {
  const author = seatOf(after, fact.by);
  if (!author || after === before) return after;
  if (fact.type === 'change.undone') return { ...after, changes: setSeat(after.changes, author, null) };

  const touched = isMilestone(before, after) ? null : differences(before, after);
  const other = otherSeat(author);
  const mine = after.changes[author];
  const theirs = after.changes[other];
  return {
    ...after,
    changes: setSeat(
      setSeat(after.changes, author, extended(mine, touched, fact)),
      other,
      theirs && overlaps(theirs.before, touched) ? { ...theirs, before: null } : theirs,
    ),
  };
}

/** Applies `change.undone`: puts everything back that the change had touched. */
export function restore(document: PartnershipDocument, fact: FactOf<'change.undone'>): PartnershipDocument {
  const author = seatOf(document, fact.by);
  const change = author && document.changes[author];
  if (change?.command !== fact.change || !change.before) return document;
  return change.before.reduce(putBack, document);
}

/** A round that opens or closes is the work of both, and what is past is past: nobody takes it back alone. */
const isMilestone = (before: PartnershipDocument, after: PartnershipDocument): boolean =>
  before.members !== after.members ||
  seats.some(
    (seat) =>
      before.seats[seat].past !== after.seats[seat].past ||
      before.seats[seat].round?.number !== after.seats[seat].round?.number,
  );

/** The first value that a command found in a place is the one to go back to. */
function extended(change: Change | null, touched: readonly Before[] | null, fact: PairFact): Change {
  if (change?.command !== fact.command) return { command: fact.command, type: fact.type, before: touched };
  if (!change.before || !touched) return { ...change, before: null };
  const known = change.before;
  return { ...change, before: [...known, ...touched.filter((one) => !known.some((other) => samePlace(one, other)))] };
}

const samePlace = (a: Before, b: Before): boolean => a.seat === b.seat && a.field === b.field && a.item === b.item;

const overlaps = (mine: readonly Before[] | null, touched: readonly Before[] | null): boolean =>
  !mine || !touched || mine.some((one) => touched.some((other) => samePlace(one, other)));

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
  if (!before.round || !after.round || before.round === after.round) return found;
  for (const field of Object.keys(after.round) as (keyof Round)[]) {
    const [old, now] = [before.round[field], after.round[field]];
    if (old === now) continue;
    if (listFields.has(field))
      found.push(...listDifferences(seat, field, old as readonly Item[], now as readonly Item[]));
    else found.push({ seat, field, value: old });
  }
  return found;
}

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
  if (seat === 0) return { ...document, [field]: value };
  return inSeat(document, seat, (state) => {
    if (field === 'phase') return { ...state, phase: value as SeatState['phase'] };
    if (!state.round) return state;
    const current = state.round[field as keyof Round];
    const next = item === undefined ? value : putBackItem(current as readonly Item[], item, value);
    return { ...state, round: { ...state.round, [field]: next } };
  });
}

function putBackItem(list: readonly Item[], id: string, value: unknown): readonly Item[] {
  if (id === '') {
    const place = new Map((value as readonly string[]).map((each, index) => [each, index]));
    const placeOf = (item: Item) => place.get(item.id) ?? place.size;
    return list.slice().sort((a, b) => placeOf(a) - placeOf(b));
  }
  if (value === null) return list.filter((item) => item.id !== id);
  const index = list.findIndex((item) => item.id === id);
  return index < 0 ? [...list, value as Item] : list.toSpliced(index, 1, value as Item);
}
