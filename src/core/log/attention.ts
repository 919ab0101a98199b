import { reviveRow, type Keeping } from './pending.js';
import type { AttentionItem } from './replica-types.js';
import type { Json, LogId } from './storage.js';

/**
 * An item of the attention tray and where the device keeps it. Rows of the device store: the key
 * `attention/<log>/<command id>`, the value `{ order, kind, command, reason | behind }`.
 */
export interface TrayEntry<Command, Refusal> {
  readonly item: AttentionItem<Command, Refusal>;
  /** Place in the tray. */
  readonly order: number;
  /** Its row in the device store. */
  readonly key: string;
  /** Its pending row, until the row of the tray is durable: on the device it is in at least one place. */
  pending: { readonly key: string; readonly kept: Keeping } | undefined;
  /** Whether the row of the tray is durable. */
  kept: Keeping;
}

/** All rows of a log start with this. */
export const attentionPrefix = (log: LogId): string => `attention/${log}/`;

/** Key of one row. */
export const attentionKey = (log: LogId, commandId: string): string => `${attentionPrefix(log)}${commandId}`;

/** The value of a row. Unreadable items have none of their own: their row stays where it was found, as it was. */
export function attentionRow<Command, Refusal>(entry: TrayEntry<Command, Refusal>): Json | undefined {
  const { item, order } = entry;
  if (item.kind === 'unreadable') return undefined;
  const why = item.kind === 'refused' ? { reason: item.reason as Json } : { behind: item.behind };
  return { order, kind: item.kind, command: item.command as Json, ...why };
}

/** Reads rows back, in the order of the tray. What cannot be read comes as `unreadable`. */
export function parseAttentionRows<Command extends { readonly id: string }, Refusal>(
  rows: readonly (readonly [key: string, value: Json])[],
  revive: (value: Json) => Command | undefined,
): readonly TrayEntry<Command, Refusal>[] {
  const entries = rows.map(([key, value]): TrayEntry<Command, Refusal> => {
    const { kind, reason, behind, order } = (value ?? {}) as Readonly<Record<string, Json>>;
    const command = reviveRow(value, revive);
    const place = { order: typeof order === 'number' ? order : 0, key, pending: undefined, kept: 'yes' as const };
    if (command && kind === 'refused' && reason !== undefined) {
      return { ...place, item: { kind, id: command.id, command, reason: reason as Refusal } };
    }
    if (command && kind === 'behind' && typeof behind === 'string') {
      return { ...place, item: { kind, id: command.id, command, behind } };
    }
    return { ...place, item: { kind: 'unreadable', id: key, raw: value } };
  });
  return entries.sort((a, b) => a.order - b.order);
}

/** All rows of an item of the tray. */
export function rowsOf(entry: TrayEntry<unknown, unknown>): readonly string[] {
  return entry.pending ? [entry.key, entry.pending.key] : [entry.key];
}
