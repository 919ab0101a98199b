import assert from 'node:assert/strict';
import fc from 'fast-check';
import { useQuickCrypto } from './quick-crypto.js';
import { useRealCrypto } from './real-crypto.js';
import { prepareBeginnings } from './shared-stack.js';
import { storages } from './storages.js';
import { dyingStories, keptStories } from './kept-stories.js';
import { type Story, stories } from './stories.js';
import { World } from './world.js';

/** What to simulate. */
export interface Simulation {
  /** How many stories. */
  readonly schedules: number;
  /** The same seed tells the same stories. */
  readonly seed: number;
  /** One of {@link storages}. */
  readonly suite: string;
  /** Whether the platform's own cryptography is used; a quicker one unless it is. */
  readonly crypto?: 'real' | 'quick' | undefined;
  /** Leaves a story that fails as it is, in place of looking for a short one. */
  readonly asFound?: boolean | undefined;
  /** Where the story that failed is found again, as the failure said. */
  readonly path?: string | undefined;
}

/** Tells random stories of devices, tabs, crashes and faults, and checks that every promise is kept at every step. */
export async function simulate({
  schedules,
  seed,
  suite,
  path,
  crypto,
  asFound = false,
}: Simulation): Promise<Record<string, number>> {
  const make = storages[suite];
  const told = stories[suite];
  if (!make || !told) throw new TypeError(`There is no suite "${suite}", but ${Object.keys(storages).join(', ')}.`);
  if (crypto === 'real') useRealCrypto();
  else useQuickCrypto();
  await prepareBeginnings();
  const kept = [...(keptStories[suite] ?? []), ...((crypto === 'quick' && dyingStories[suite]) || [])];
  const totals: Record<string, number> = { stored: 0, pending: 0, tray: 0, refused: 0, rejected: 0 };
  await fc.assert(
    fc.asyncProperty(told, async ({ actions, ...beginning }) => {
      const world = new World(beginning, make);
      for (const each of actions) await world.act(each);
      await world.heal();
      for (const [key, count] of Object.entries({ ...world.counts, ...world.under.people?.counts }))
        totals[key] = (totals[key] ?? 0) + count;
    }),
    {
      numRuns: schedules + kept.length,
      seed,
      includeErrorInReport: true,
      endOnFailure: asFound,
      examples: kept.map((story): [Story] => [story]),
      ...(path === undefined ? {} : { path }),
    },
  );
  // The stories are about something.
  if (path === undefined) {
    for (const [key, count] of Object.entries(totals)) assert.ok(count > schedules / 100, `${key}: ${count}`);
  }
  return totals;
}
