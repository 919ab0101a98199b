import { TandemError } from '../../../src/core/errors.js';
import type { LogLanguage } from '../../../src/core/log/language.js';
import type { Json } from '../../../src/core/log/storage.js';

/**
 * The language of the replica's tests: a shopping list on which nothing may stand twice, and which is full at some
 * point. `note` is a command that no rule ever refuses.
 */
export type ShoppingCommand = {
  readonly id: string;
  /** Id of the member who says so, where that matters. */
  readonly who?: string;
} & (
  | { readonly type: 'add' | 'remove'; readonly name: string; readonly text?: string }
  | { readonly type: 'note'; readonly text: string }
);

/** What happened. `seen` is how long the list was then, so that facts depend on what came before. */
export interface ShoppingFact {
  readonly type: 'added' | 'removed' | 'noted';
  readonly by: string;
  readonly name: string;
  readonly seen: number;
}

export type ShoppingRefusal = { readonly code: 'TWICE' | 'MISSING' | 'FULL'; readonly name: string };

export interface ShoppingList {
  readonly names: readonly string[];
  readonly notes: number;
  /** Ids of all commands in the order in which they took effect. */
  readonly trail: readonly string[];
}

export const LIMIT = 4;

export const shopping: LogLanguage<ShoppingList, ShoppingCommand, ShoppingFact, ShoppingRefusal> = {
  empty: { names: [], notes: 0, trail: [] },
  decide({ names }, command) {
    const refused = (code: ShoppingRefusal['code'], name: string) =>
      ({ status: 'refused', reason: { code, name } }) as const;
    const accepted = (type: ShoppingFact['type'], name: string) =>
      ({ status: 'accepted', facts: [{ type, by: command.id, name, seen: names.length }] }) as const;
    if (command.type === 'note') return accepted('noted', command.text);
    const { type, name } = command;
    if (type === 'remove') return names.includes(name) ? accepted('removed', name) : refused('MISSING', name);
    if (names.includes(name)) return refused('TWICE', name);
    return names.length >= LIMIT ? refused('FULL', name) : accepted('added', name);
  },
  fold: (list, facts) =>
    facts.reduce(
      ({ names, notes, trail }, { type, by, name }) => ({
        names: type === 'added' ? [...names, name] : type === 'removed' ? names.filter((each) => each !== name) : names,
        notes: type === 'noted' ? notes + 1 : notes,
        trail: [...trail, by],
      }),
      list,
    ),
  encode: (command, facts) => ({ v: 1, command, facts }) as unknown as Json,
  decode(body) {
    const { v, facts } = (body ?? {}) as { v?: number; facts?: readonly ShoppingFact[] };
    if (typeof v === 'number' && v > 1) throw new TandemError('FACT_UNKNOWN', 'Newer', { details: { format: v } });
    if (!Array.isArray(facts)) throw new Error('no facts');
    return facts as readonly ShoppingFact[];
  },
  reviveCommand(value) {
    const command = value as ShoppingCommand | null;
    return typeof command?.id === 'string' && typeof command.type === 'string' ? command : undefined;
  },
  snapshotFormat: 1,
};

/** The same, where nobody may speak for anybody else. */
export const authored: typeof shopping = {
  ...shopping,
  encode: (command, facts) => ({ v: 1, command, facts, who: command.who ?? null }) as unknown as Json,
  decode(body, author) {
    const { who } = (body ?? {}) as { who?: string };
    if (author !== undefined && who !== author) throw new TandemError('LOG_FORGED', 'Somebody else wrote this');
    return shopping.decode(body);
  },
};

export const add = (id: string, name = id): ShoppingCommand => ({ id, type: 'add', name });
export const remove = (id: string, name: string): ShoppingCommand => ({ id, type: 'remove', name });
export const note = (id: string, text = id): ShoppingCommand => ({ id, type: 'note', text });
