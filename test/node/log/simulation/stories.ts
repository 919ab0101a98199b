import fc from 'fast-check';
import type { ShoppingCommand } from '../shopping.js';
import type { Outcome } from './wires.js';

/** One thing that happens. Numbers choose among what is there at that moment. */
export type Action =
  | { readonly do: 'send'; readonly tab: number; readonly type: ShoppingCommand['type']; readonly name: number }
  | { readonly do: 'again'; readonly tab: number; readonly which: number }
  | { readonly do: 'step'; readonly index: number; readonly outcome: Outcome }
  | { readonly do: 'steps'; readonly count: number }
  | { readonly do: 'retry' | 'close'; readonly tab: number }
  | { readonly do: 'crash' | 'crash device'; readonly tab: number; readonly arrived: boolean }
  | { readonly do: 'retry tray' | 'dismiss'; readonly tab: number; readonly which: number }
  | { readonly do: 'down'; readonly what: string; readonly on: boolean };

const tab = fc.nat(3);
const which = fc.nat(20);

const action: fc.Arbitrary<Action> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({
      do: fc.constant('send' as const),
      tab,
      type: fc.constantFrom('add', 'add', 'add', 'remove', 'remove', 'note'),
      name: fc.nat(2),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('again' as const), tab, which }) },
  {
    weight: 10,
    arbitrary: fc.record({
      do: fc.constant('step' as const),
      index: fc.nat(5),
      outcome: fc.constantFrom('ok', 'ok', 'ok', 'fails before', 'answer lost', 'twice', 'late'),
    }),
  },
  { weight: 5, arbitrary: fc.record({ do: fc.constant('steps' as const), count: fc.integer({ min: 1, max: 12 }) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('retry' as const), tab }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('close' as const), tab }) },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constantFrom('crash', 'crash', 'crash device'), tab, arrived: fc.boolean() }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constantFrom('retry tray', 'retry tray', 'dismiss'), tab, which: fc.nat(3) }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('down' as const),
      what: fc.constantFrom('log append', 'log append', 'log read', 'device set', 'device delete'),
      on: fc.boolean(),
    }),
  },
);

/** Which device each tab runs on, and what happens. */
export const stories = fc.record({
  tabs: fc.constantFrom([0, 1], [0, 0], [0, 0, 1], [0, 0, 1, 1], [0, 1, 2]),
  actions: fc.array(action, { minLength: 1, maxLength: 50, size: 'max' }),
});
