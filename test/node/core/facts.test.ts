import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import * as z from 'zod/mini';
import { isTandemError, readFact } from '../../../src/core/index.js';
import { readFactWith } from '../../../src/core/model/read-fact.js';
import { play, samplePartnership } from '../../../src/testing/index.js';

const head = { command: 'c1', by: 'ana', at: '2026-01-05T09:00:00Z' };
/** A kind of fact that has changed its shape twice: `{ mood }`, then `{ mood: { word } }`, then `{ moods: [word] }`. */
const moods = {
  data: { 'mood.noted': z.object({ moods: z.array(z.string()) }) },
  upcasters: {
    'mood.noted': [
      (data: Readonly<Record<string, unknown>>) => ({ ...data, mood: { word: data['mood'] } }),
      ({ mood, ...data }: Readonly<Record<string, unknown>>) => ({ ...data, moods: [(mood as { word: string }).word] }),
    ],
  },
};
const read = (value: unknown) => readFactWith(moods, value);
const fails = (
  value: unknown,
  code: 'FACT_UNKNOWN' | 'LOG_ENTRY_CORRUPT',
  reader: (value: unknown) => unknown = read,
) =>
  assert.throws(
    () => reader(value),
    (error) => isTandemError(error, code),
    JSON.stringify(value),
  );

describe('reading facts', () => {
  it('brings each older version up to date', () => {
    const expected = { ...head, type: 'mood.noted', v: 3, moods: ['calm'] };
    assert.deepEqual(read({ ...head, type: 'mood.noted', v: 1, mood: 'calm' }), expected);
    assert.deepEqual(read({ ...head, type: 'mood.noted', v: 2, mood: { word: 'calm' } }), expected);
    assert.deepEqual(read({ ...head, type: 'mood.noted', v: 3, moods: ['calm'] }), expected);
  });
  it('says when something is newer than itself, and never skips it', () => {
    fails({ ...head, type: 'mood.noted', v: 4, moods: [] }, 'FACT_UNKNOWN');
    fails({ ...head, type: 'moon.landed', v: 1 }, 'FACT_UNKNOWN');
    for (const type of ['toString', 'constructor', '__proto__']) fails({ ...head, type, v: 1 }, 'FACT_UNKNOWN');
  });
  it('says when something is no fact at all, also where an upcaster stumbles over it', () => {
    fails({ ...head, type: 'mood.noted', v: 2, mood: null }, 'LOG_ENTRY_CORRUPT');
    fails({ ...head, type: 'mood.noted', v: 3, moods: 'calm' }, 'LOG_ENTRY_CORRUPT');
    for (const v of [0, -1, 1.5, '1', null, undefined]) fails({ ...head, type: 'mood.noted', v }, 'LOG_ENTRY_CORRUPT');
    for (const value of [
      null,
      undefined,
      7,
      'fact',
      [],
      {},
      { ...head, v: 1 },
      { ...head, at: 'now', type: 'x', v: 1 },
    ])
      fails(value, 'LOG_ENTRY_CORRUPT');
  });
  it('never tells what was written', () => {
    try {
      readFact({ ...head, type: 'goal.proposed', v: 1, seat: 1, goal: 'g1', text: { statement: 7, why: 'a secret' } });
      assert.fail('was read');
    } catch (error) {
      assert.ok(isTandemError(error, 'LOG_ENTRY_CORRUPT'));
      assert.deepEqual(error.details, { type: 'goal.proposed', paths: ['text.statement'] });
      assert.ok(!JSON.stringify([error.message, error.details]).includes('secret'));
    }
  });
  it('reads everything that a whole partnership writes, and drops what does not belong there', () => {
    for (const rhythm of ['mutual', 'alternating'] as const) {
      for (const fact of play(samplePartnership('closed', { rhythm })).facts)
        assert.deepEqual(readFact({ ...fact, stowaway: true }), fact);
    }
  });
});
