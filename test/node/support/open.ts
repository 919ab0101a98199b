import {
  type CommandInput,
  type LocalStore,
  type LogStorage,
  type Partnership,
  type RefusalCode,
  isTandemError,
  openPartnership,
} from '../../../src/core/index.js';
import { memory, memoryLocal } from '../../../src/storage/memory.js';
import { fakeClock, fakeIds } from '../../../src/testing/index.js';
import { ana, ben } from './pair.js';

export interface Opening {
  readonly storage?: LogStorage;
  readonly local?: LocalStore;
  readonly prefix?: string;
}

/** A partnership with a clock and ids that are the same in every run. */
export function open(
  me: string,
  { storage = memory(), local = memoryLocal(), prefix = me }: Opening = {},
): Partnership {
  return openPartnership({ id: 'pair-1', me, storage, local, clock: fakeClock(), ids: fakeIds(prefix) });
}

export const form: CommandInput = { type: 'partnership.form', members: [ana, ben], rhythm: 'mutual' };

/** The code of the refusal with which a promise rejects; fails where it does not. */
export async function refusalOf(promise: Promise<unknown>): Promise<RefusalCode> {
  try {
    await promise;
  } catch (error) {
    if (isTandemError(error, 'COMMAND_REFUSED')) return (error.details['reason'] as { code: RefusalCode }).code;
    throw error;
  }
  throw new Error('It was accepted');
}
