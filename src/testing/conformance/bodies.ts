import type { Json, LogStorage } from '../../core/log/storage.js';
import { assertEqual, assertMisuse } from './assert.js';
import type { ConformanceCase, MakeCase } from './cases.js';
import { appendAll, assertHolds } from './helpers.js';

const nested = (depth: number): Json => (depth === 0 ? 'bottom' : { deeper: [nested(depth - 1)] });

/** What people and programs put into a log. */
export const BODIES: readonly (readonly [name: string, body: Json])[] = [
  ['null', null],
  ['booleans and numbers', [true, false, 0, -1, 1.5, 1e21, 5e-324, Number.MAX_SAFE_INTEGER]],
  ['empty text, list and object', ['', [], {}]],
  ['emoji and combined characters', '👩‍👩‍👧‍👦 🏳️‍🌈 e\u0301 ﷽'],
  ['right-to-left text', 'שלום עולם مرحبا \u202Eabc\u202C'],
  ['control characters, NUL and line separators', '\u0000\u0001\t\r\n\u2028\u2029\uFEFF\uFFFF'],
  ['half a surrogate pair', '\uD83D and \uDC69'],
  ['100,000 characters', 'Größe 👩 '.repeat(11_112).slice(0, 100_000)],
  ['markup and quotes', '<script>alert("1")</script> \'; DROP TABLE entries; -- \\ ${x} {{x}}'],
  [
    'dangerous keys as data',
    JSON.parse('{"__proto__":{"polluted":true},"constructor":{"prototype":1},"":"empty"}') as Json,
  ],
  ['deep nesting', nested(100)],
  ['what looks like an entry', { id: 'other', version: 7, body: { id: 'inner' } }],
];

export const bodyCases = (make: MakeCase<LogStorage>): readonly ConformanceCase[] => [
  ...BODIES.map(([name, body]) =>
    make(`bodies: kept as they are: ${name}`, async ({ create }) => {
      const storage = await create();
      await appendAll(storage, 'log', 0, [{ id: 'e', body }]);
      await assertHolds(storage, 'log', [{ id: 'e', body }], 'the log');
      assertEqual(({} as { polluted?: boolean }).polluted, undefined, 'Object.prototype is as it was');
    }),
  ),

  make('bodies: changing an entry after it was handed over changes nothing', async ({ create }) => {
    const storage = await create();
    const body = { text: 'mine', list: [1] };
    const entry = { id: 'e', body };
    const added = [entry];
    const appending = storage.append('log', 0, added);
    // Before the answer, and so perhaps before the store has written anything.
    body.text = 'changed';
    body.list.push(2);
    entry.id = 'changed';
    added.pop();
    await appending;
    await assertHolds(storage, 'log', [{ id: 'e', body: { text: 'mine', list: [1] } }], 'the log');
  }),

  make('bodies: changing what was read changes nothing in the store', async ({ create }) => {
    const storage = await create();
    await appendAll(storage, 'log', 0, [{ id: 'e', body: { list: [1] } }]);
    const conflict = await storage.append('log', 0, [{ id: 'f', body: 1 }]);
    const pages = [await storage.read('log', 0), conflict.status === 'conflict' ? conflict.newer : undefined];
    for (const page of pages) spoil(page);
    await assertHolds(storage, 'log', [{ id: 'e', body: { list: [1] } }], 'the log');
  }),

  make('bodies: what cannot be written as JSON is a TypeError, and writes nothing', async ({ create }) => {
    const storage = await create();
    const cycle: { self?: unknown } = {};
    cycle.self = cycle;
    for (const body of [undefined, () => 1, Symbol('s'), 1n, cycle]) {
      const bad = { id: 'bad', body: body as unknown as Json };
      await assertMisuse(() => storage.append('log', 0, [{ id: 'good', body: 1 }, bad]), `a ${typeof body}`);
    }
    await assertHolds(storage, 'log', [], 'the log is empty');
  }),
];

/** Changes everything that can be changed. A store may hand out frozen values. */
function spoil(value: unknown): void {
  if (typeof value !== 'object' || value === null) return;
  for (const inner of Object.values(value)) spoil(inner);
  if (Object.isFrozen(value)) return;
  if (Array.isArray(value)) value.push('spoilt');
  else Object.assign(value, { id: 'spoilt', body: 'spoilt', version: -1, list: 'spoilt' });
}
