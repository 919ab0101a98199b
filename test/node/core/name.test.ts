import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { fitsDevice, isPlainName } from '../../../src/core/name.js';
import { parseCommand } from '../../../src/core/cycle/commands.js';

const RIGHT_TO_LEFT = ['דנה כהן', 'ليلى حسن', 'مریم'];
const MISLEADING = ['Ana\u202Enab', 'Ana\u2066', 'A\u0000na', 'Ana\n', 'Ana\u200F', '\u061CAna', 'A\u0085na'];

const forming = (name: string) =>
  parseCommand({
    ...{ id: 'c1', by: 'ana', at: '2026-01-05T09:00:00Z', type: 'partnership.form', rhythm: 'mutual' },
    members: [
      { id: 'ana', name },
      { id: 'ben', name: 'Ben' },
    ],
  });

describe('names', () => {
  it('may be of any script', () => {
    for (const name of [...RIGHT_TO_LEFT, 'Ana', 'Zoë', '🙂', 'Nguyễn Thị Hạnh', "O'Brien"]) {
      assert.ok(isPlainName(name) && fitsDevice(name), name);
      assert.equal(forming(name).type, 'partnership.form');
    }
  });

  it('have no sign that nobody sees and that makes them look like others', () => {
    for (const name of MISLEADING) {
      assert.ok(!isPlainName(name) && !fitsDevice(name), JSON.stringify(name));
      assert.throws(() => forming(name), {
        code: 'VALIDATION_FAILED',
        details: { issues: [{ path: 'members.0.name', problem: 'INVALID' }] },
      });
    }
  });

  it('of devices are of 100 characters at most, however many bytes that is', () => {
    assert.ok(fitsDevice(''));
    assert.ok(fitsDevice(` ${'🙂'.repeat(100)} `));
    assert.ok(!fitsDevice('🙂'.repeat(101)));
  });
});
