import type { AttentionItem, Command, Refusal } from '../../core/index.js';

/** Where a command holds what a person wrote; everything else in it are ids, numbers and choices. */
const written = ['members', 'agreement', 'text', 'note', 'reason', 'help', 'reflection', 'handOver', 'thanks'];
/** Strings among them that nobody wrote. */
const chosen = ['id', 'goal', 'due'];

/** What the person wrote, piece by piece and in full. */
export function ownWords(item: AttentionItem<Command, Refusal>): readonly string[] {
  if (item.kind === 'unreadable') return [JSON.stringify(item.raw, null, 2)];
  return written.flatMap((key) => pieces((item.command as unknown as Readonly<Record<string, unknown>>)[key]));
}

function pieces(value: unknown): readonly string[] {
  if (typeof value === 'string') return value.trim() ? [value] : [];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => (chosen.includes(key) ? [] : pieces(inner)));
}
