import type { Command, Fact, PartnershipDocument } from '../../../src/core/index.js';

/**
 * The same thing seen from the other chair: whoever sat in seat 1 sits in seat 2. Works on anything the core makes of
 * plain JSON, by what its keys mean.
 */
export const mirrorDocument = (document: PartnershipDocument): PartnershipDocument =>
  mirror(document) as PartnershipDocument;

export const mirrorFact = (fact: Fact): Fact => mirror(fact) as Fact;

export function mirrorCommand(command: Command): Command {
  const mirrored = mirror(command) as Command;
  return mirrored.type === 'partnership.form' ? { ...mirrored, first: mirrored.first ?? 2 } : mirrored;
}

const isSeat = (value: unknown): value is 1 | 2 => value === 1 || value === 2;
const swap = (value: 1 | 2): 1 | 2 => (value === 1 ? 2 : 1);
const seatFields = new Set(['by', 'seat', 'turn', 'first']);

function mirror(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(mirror);
  if (typeof value !== 'object' || value === null) return value;
  const keys = Object.keys(value);
  const { '1': one, '2': two } = value as Record<string, unknown>;
  if (keys.length === 2 && '1' in value && '2' in value) return { 1: mirror(two), 2: mirror(one) };
  const isSide = 'field' in value && (value.field === 'reflections' || value.field === 'swap');
  return Object.fromEntries(
    Object.entries(value).map(([key, each]) => {
      if (seatFields.has(key) && isSeat(each)) return [key, swap(each)];
      if (key === 'members' && Array.isArray(each)) return [key, each.toReversed()];
      if (key === 'item' && isSide) return [key, each === '1' ? '2' : '1'];
      return [key, mirror(each)];
    }),
  );
}
