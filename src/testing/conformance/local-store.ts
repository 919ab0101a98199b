import type { LocalStore } from '../../core/log/local-store.js';
import type { Json } from '../../core/log/storage.js';
import { assertEqual, assertMisuse, assertRejects } from './assert.js';
import { BODIES } from './bodies.js';
import { caseMaker, type ConformanceCase } from './cases.js';

/** What {@link localStoreConformance} needs to know beside how to make a store. */
export interface LocalStoreConformanceOptions {
  /** Opens again what a closed store holds; adds the `durable:` case. */
  readonly reopen?: (closed: LocalStore) => LocalStore | Promise<LocalStore>;
}

const ODD_KEYS = [
  '',
  ' ',
  '/',
  '//',
  'a/b',
  '__proto__',
  'constructor',
  '"',
  '\\',
  '%2F',
  '\n',
  '\u0000',
  '👩',
  '\uD83D',
  '\uFFFF',
];

/**
 * The suite that tells whether a `LocalStore` keeps the contract, for any test runner.
 *
 * @param createStore makes a store that is empty: each call a place of its own.
 * @example
 * ```ts
 * for (const { name, run } of localStoreConformance(() => memoryLocal())) test(name, run);
 * ```
 */
export function localStoreConformance(
  createStore: () => LocalStore | Promise<LocalStore>,
  { reopen }: LocalStoreConformanceOptions = {},
): readonly ConformanceCase[] {
  const make = caseMaker<LocalStore>({ create: createStore, reopen, patience: 5000 });
  return [
    make('get: what was never set is undefined', async ({ create }) => {
      assertEqual(await (await create()).get('draft/none'), undefined, 'get');
    }),

    ...BODIES.map(([name, value]) =>
      make(`set: kept as they are: ${name}`, async ({ create }) => {
        const store = await create();
        await store.set('key', value);
        assertEqual(await store.get('key'), value, 'get');
        assertEqual(await store.list(''), [['key', value]], 'list');
      }),
    ),

    make('set: the last write wins, also where many are under way', async ({ create }) => {
      const store = await create();
      await Promise.all(Array.from({ length: 20 }, (_, n) => store.set('key', n)));
      assertEqual(await store.get('key'), 19, 'get');
      await store.set('key', null);
      assertEqual(await store.get('key'), null, 'get after setting null, which is a value');
    }),

    make(
      'set and delete: the one that was asked for last counts, also where the one before is under way',
      async (s) => {
        const store = await s.create();
        for (let round = 0; round < 5; round += 1) {
          await Promise.all([store.set('sent', 'half a sentence'), store.delete('sent')]);
          assertEqual(await store.get('sent'), undefined, 'get of what was deleted last');
          await Promise.all([store.delete('kept'), store.set('kept', round)]);
          assertEqual(await store.get('kept'), round, 'get of what was set last');
        }
      },
    ),

    make('set: any text is a key', async ({ create }) => {
      const store = await create();
      for (const key of ODD_KEYS) await store.set(key, { key });
      for (const key of ODD_KEYS) assertEqual(await store.get(key), { key }, `get of ${JSON.stringify(key)}`);
      assertEqual(
        (await store.list('')).map(([key]) => key),
        [...ODD_KEYS].sort(),
        'list',
      );
    }),

    make('set: changing a value afterwards, or one that was read, changes nothing', async ({ create }) => {
      const store = await create();
      const value = { list: [1] };
      const setting = store.set('key', value);
      value.list.push(2);
      await setting;
      const reads = [await store.get('key'), (await store.list(''))[0]?.[1]];
      for (const read of reads) (read as { list: number[] }).list.push(3);
      assertEqual(await store.get('key'), { list: [1] }, 'get');
    }),

    make('delete: forgets the key and no other; twice is harmless', async ({ create }) => {
      const store = await create();
      for (const key of ['a', 'ab', 'a/b']) await store.set(key, key);
      await store.delete('a');
      await store.delete('a');
      await store.delete('never');
      assertEqual(await store.get('a'), undefined, 'get');
      assertEqual(
        await store.list(''),
        [
          ['a/b', 'a/b'],
          ['ab', 'ab'],
        ],
        'list',
      );
    }),

    make('list: what starts with the prefix, ordered by UTF-16 code units', async ({ create }) => {
      const store = await create();
      const keys = ['b', 'a/2', 'a/10', 'A/1', 'a', 'a/ü', 'a/👩', 'a/\uFFFF', 'a/\uFFFF\uFFFF', 'a0', 'a/'];
      for (const key of keys) await store.set(key, 1);
      for (const prefix of ['', 'a', 'a/', 'a/1', 'a/\uFFFF', 'c', 'A', '\uFFFF']) {
        assertEqual(
          await store.list(prefix),
          keys
            .filter((key) => key.startsWith(prefix))
            .sort()
            .map((key) => [key, 1]),
          `list of ${JSON.stringify(prefix)}`,
        );
      }
    }),

    make('misuse: a key that is no text, or a value that is no JSON, is a TypeError', async ({ create }) => {
      const store = await create();
      for (const key of [undefined, null, 7, {}]) {
        await assertMisuse(() => store.get(key as string), 'get');
        await assertMisuse(() => store.set(key as string, 1), 'set');
        await assertMisuse(() => store.delete(key as string), 'delete');
        await assertMisuse(() => store.list(key as string), 'list');
      }
      for (const value of [undefined, () => 1, 1n]) {
        await assertMisuse(() => store.set('key', value as unknown as Json), `set of a ${typeof value}`);
      }
      assertEqual(await store.list(''), [], 'list');
    }),

    make('close: twice is harmless, and every call afterwards is STORAGE_CLOSED', async ({ create }) => {
      const store = await create();
      await store.set('key', 1);
      await store.close();
      await store.close();
      await assertRejects(() => store.get('key'), 'STORAGE_CLOSED', 'get');
      await assertRejects(() => store.set('key', 2), 'STORAGE_CLOSED', 'set');
      await assertRejects(() => store.delete('key'), 'STORAGE_CLOSED', 'delete');
      await assertRejects(() => store.list(''), 'STORAGE_CLOSED', 'list');
    }),

    ...(reopen
      ? [
          make('durable: what was set is there after closing and opening again', async (stores) => {
            const store = await stores.create();
            await store.set('draft/goal', 'half a sentence');
            await store.set('draft/gone', 'x');
            await store.delete('draft/gone');
            await store.close();
            assertEqual(await (await stores.reopen(store)).list(''), [['draft/goal', 'half a sentence']], 'list');
          }),

          make('durable: what is under way when the store is closed is kept, or rejects', async (stores) => {
            const store = await stores.create();
            const setting = store.set('draft/goal', 'half a sentence').then(
              () => true,
              () => false,
            );
            await store.close();
            const kept = await (await stores.reopen(store)).get('draft/goal');
            if (await setting) assertEqual(kept, 'half a sentence', 'get');
          }),
        ]
      : []),
  ];
}
