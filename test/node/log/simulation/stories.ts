import fc from 'fast-check';
import type { ShoppingCommand } from '../shopping.js';
import type { Outcome } from './wires.js';

/** One story: which device each tab runs on, how far the devices are when it begins, and what happens. */
export interface Story {
  readonly tabs: readonly number[];
  readonly ready: number;
  readonly actions: readonly Action[];
}

/** What people do about who is in. */
export interface PeopleAction {
  readonly what: 'start' | 'invite' | 'enter' | 'withdraw' | 'remove' | 'code' | 'tidy' | 'view' | 'days';
  readonly which: number;
}

/** One thing that happens. Numbers choose among what is there at that moment. */
export type Action =
  | { readonly do: 'send'; readonly tab: number; readonly type: ShoppingCommand['type']; readonly name: number }
  | { readonly do: 'again'; readonly tab: number; readonly which: number }
  | { readonly do: 'step'; readonly index: number; readonly outcome: Outcome }
  | { readonly do: 'steps'; readonly count: number }
  | { readonly do: 'retry' | 'close'; readonly tab: number }
  | { readonly do: 'crash' | 'crash device'; readonly tab: number; readonly arrived: boolean }
  | { readonly do: 'retry tray' | 'dismiss'; readonly tab: number; readonly which: number }
  | { readonly do: 'down'; readonly what: string; readonly on: boolean }
  | { readonly do: 'restart server' }
  | ({ readonly do: 'people'; readonly tab: number } & PeopleAction);

const tab = fc.nat(3);
const which = fc.nat(20);

/** @param most things that go on well, one after another: the more layers there are, the more it takes to get anywhere */
const calls = (most: number): readonly fc.MaybeWeightedArbitrary<Action>[] => [
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
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constant('steps' as const),
      count: fc.oneof({ weight: 3, arbitrary: fc.integer({ min: 1, max: most }) }, fc.constant(most * 3)),
    }),
  },
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
];

/** What fails before it has any effect, for a while. */
const down = (...what: readonly string[]): fc.MaybeWeightedArbitrary<Action> => ({
  weight: 2,
  arbitrary: fc.record({ do: fc.constant('down' as const), what: fc.constantFrom(...what), on: fc.boolean() }),
});

const DOWN = ['log append', 'log append', 'log read', 'device set', 'device delete'];

const people: readonly fc.MaybeWeightedArbitrary<Action>[] = [
  { weight: 1, arbitrary: fc.constant({ do: 'restart server' } as const) },
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant('people' as const),
      tab,
      what: fc.constantFrom<PeopleAction['what']>(
        ...([
          'invite',
          'invite',
          'enter',
          'enter',
          'enter',
          'withdraw',
          'remove',
          'code',
          'tidy',
          'view',
          'days',
        ] as const),
        'start',
      ),
      which: fc.nat(5),
    }),
  },
];

const storiesOf = (
  tabs: readonly (readonly number[])[],
  ...actions: readonly fc.MaybeWeightedArbitrary<Action>[]
): fc.Arbitrary<Story> =>
  fc.record({
    tabs: fc.constantFrom(...tabs),
    ready: fc.constantFrom(3, 3, 3, 3, 2, 1, 1, 0),
    actions: fc.array(fc.oneof(...actions), { minLength: 1, maxLength: 50, size: 'max' }),
  });

const TABS = [
  [0, 1],
  [0, 0],
  [0, 0, 1],
  [0, 0, 1, 1],
  [0, 1, 2],
];

/** Stories by the name of the storage. */
export const stories: Readonly<Record<string, fc.Arbitrary<Story>>> = {
  plain: storiesOf(TABS, ...calls(12), down(...DOWN)),
  mirrored: storiesOf(TABS, ...calls(30), down(...DOWN, 'device append', 'device read')),
  encrypted: storiesOf([...TABS, [0, 1, 2, 2], [0, 0, 1, 2]], ...calls(60), ...people, down(...DOWN, 'device get')),
  whole: storiesOf(
    [...TABS, [0, 1, 2, 2], [0, 0, 1, 2]],
    ...calls(90),
    ...people,
    down(...DOWN, 'device get', 'device append', 'device read', 'log live'),
  ),
};
