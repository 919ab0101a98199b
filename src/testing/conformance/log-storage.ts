import type { LogStorage } from '../../core/log/storage.js';
import { appendingCases } from './appending.js';
import { bodyCases } from './bodies.js';
import { caseMaker, type ConformanceCase } from './cases.js';
import { erasingCases } from './erasing.js';
import { durableCases, peerCases } from './lasting.js';
import { livingCases } from './living.js';
import { readingCases } from './reading.js';

/** What {@link logStorageConformance} needs to know beside how to make a store. */
export interface LogStorageConformanceOptions {
  /** Opens again what a closed store holds. Needed where `supports.durable`. */
  readonly reopen?: (closed: LogStorage) => LogStorage | Promise<LogStorage>;
  /** A second object on what an open store holds, as another tab or process has it. Adds the `peers:` cases. */
  readonly peer?: (open: LogStorage) => LogStorage | Promise<LogStorage>;
  /** Milliseconds after which something that should come soon (a notification) counts as missing; 5,000 unless given. */
  readonly patience?: number;
}

/**
 * The suite that tells whether a `LogStorage` keeps the contract. For any test runner: loop over the cases. They run
 * one after another, each on a store of its own.
 *
 * @param createStorage makes a store that is empty: each call a place of its own.
 * @example
 * ```ts
 * import test from 'node:test';
 * for (const { name, run } of logStorageConformance(() => memory())) test(name, run);
 * ```
 */
export function logStorageConformance(
  createStorage: () => LogStorage | Promise<LogStorage>,
  { reopen, peer, patience = 5000 }: LogStorageConformanceOptions = {},
): readonly ConformanceCase[] {
  const make = caseMaker<LogStorage>({ create: createStorage, reopen, peer, patience });
  return [
    ...readingCases(make),
    ...appendingCases(make),
    ...bodyCases(make),
    ...erasingCases(make),
    ...livingCases(make),
    ...durableCases(make),
    ...(peer ? peerCases(make) : []),
  ];
}
