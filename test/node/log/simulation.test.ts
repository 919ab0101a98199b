import assert from 'node:assert/strict';
import { it } from 'node:test';
import fc from 'fast-check';
import { World, type Action } from './simulation/world.js';

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
      outcome: fc.constantFrom('ok', 'ok', 'ok', 'fails before', 'answer lost'),
    }),
  },
  { weight: 5, arbitrary: fc.record({ do: fc.constant('steps' as const), count: fc.integer({ min: 1, max: 12 }) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('retry' as const), tab }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('close' as const), tab }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('crash' as const), tab, arrived: fc.boolean() }) },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constantFrom('retry tray', 'retry tray', 'dismiss'), tab, which: fc.nat(3) }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('down' as const),
      what: fc.constantFrom('append', 'append', 'read', 'set', 'delete'),
      on: fc.boolean(),
    }),
  },
);

/** Which device each tab runs on. */
const layout = fc.constantFrom([0, 1], [0, 0], [0, 0, 1], [0, 0, 1, 1], [0, 1, 2]);

const runs = Number(process.env['SIMULATION_RUNS'] ?? 3000);

// A failure prints the seed and the shortest story that fails; `SIMULATION_RUNS` asks for more of them.
it(`keeps its promises in ${runs} random stories of tabs, crashes and faults`, async () => {
  const totals = { stored: 0, pending: 0, tray: 0, refused: 0 };
  await fc.assert(
    fc.asyncProperty(layout, fc.array(action, { minLength: 1, maxLength: 50, size: 'max' }), async (devices, story) => {
      const world = new World(devices);
      for (const each of story) await world.act(each);
      await world.heal();
      for (const key of Object.keys(totals) as (keyof typeof totals)[]) totals[key] += world.counts[key];
    }),
    { numRuns: runs, ...(process.env['SIMULATION_SEED'] ? { seed: Number(process.env['SIMULATION_SEED']) } : {}) },
  );
  // The stories are about something.
  for (const [key, count] of Object.entries(totals)) assert.ok(count > runs / 20, `${key}: ${count}`);
});
