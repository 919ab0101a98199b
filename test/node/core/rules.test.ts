import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, describe, it } from 'node:test';
import { type RefusalCode, openPartnership } from '../../../src/core/index.js';
import { memory, memoryLocal } from '../../../src/storage/memory.js';
import { ana, ben, coaching } from '../support/pair.js';
import './rules/agreement.js';
import { propose, seen } from './rules/common.js';
import './rules/goals.js';
import './rules/plan.js';
import './rules/round.js';

describe('every refusal', () => {
  it('of a command of the wrong shape', () => {
    const pair = coaching();
    const command = { ...pair.make(1, propose('g1')), text: {} } as never;
    assert.equal((pair.explain(1, command) as { code?: string }).code, 'INVALID_COMMAND');
    seen.add('INVALID_COMMAND');
  });
  it('of the log behind it', async () => {
    const storage = memory();
    const partnership = openPartnership({ id: 'p', me: 'ana', storage, local: memoryLocal() });
    const form = { type: 'partnership.form', members: [ana, ben], rhythm: 'mutual' } as const;
    assert.deepEqual(partnership.explain(form), { allowed: false, code: 'STILL_OPENING', params: {} });
    seen.add('STILL_OPENING');
    await partnership.ready;
    assert.deepEqual(partnership.explain(form), { allowed: true });
    await storage.append('pair:p2', 0, [
      {
        id: 'e',
        body: { by: 'ana', at: '2026-01-05T09:00:00Z', command: 'e', facts: [{ type: 'moon.landed', v: 1 }] },
      },
    ]);
    const newer = openPartnership({ id: 'p2', me: 'ana', storage, local: memoryLocal() });
    await newer.ready;
    assert.deepEqual(newer.explain(form), { allowed: false, code: 'READ_ONLY', params: { error: 'FACT_UNKNOWN' } });
    seen.add('READ_ONLY');
    await Promise.all([partnership.close(), newer.close()]);
  });
  after(() => {
    const source = readFileSync('src/core/cycle/refusals.ts', 'utf8');
    const codes = [...source.matchAll(/\| '([A-Z_]+)'/gu)].map(([, code]) => code as RefusalCode);
    assert.ok(codes.length > 30);
    assert.deepEqual(
      codes.filter((code) => !seen.has(code)),
      [],
      'codes that no test reaches',
    );
    assert.deepEqual(
      [...seen].filter((code) => !codes.includes(code)),
      [],
    );
  });
});
