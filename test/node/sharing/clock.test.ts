import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { watchClock } from '../../../src/sharing/clock.js';

const NOW = Date.parse('2026-01-05T09:00:00Z');
const MINUTE = 60_000;

/** A server whose answers bear some date. */
function answering() {
  let date: string | undefined;
  const clock = watchClock(
    async () => new Response('', { headers: date === undefined ? {} : { date } }),
    () => NOW,
  );
  return async (ahead: number | 'hidden' | 'nonsense') => {
    date = typeof ahead === 'number' ? new Date(NOW + ahead).toUTCString() : ahead === 'hidden' ? undefined : 'soon';
    await clock.fetch('https://sync.example');
    return clock.ahead();
  };
}

describe('The clock of the server', () => {
  it('differs by more than five minutes, or not at all', async () => {
    const aheadAfter = answering();
    assert.equal(await aheadAfter(0), 0);
    assert.equal(await aheadAfter(5 * MINUTE), 0);
    assert.equal(await aheadAfter(-5 * MINUTE), 0);
    assert.equal(await aheadAfter(6 * MINUTE), 6 * MINUTE);
    assert.equal(await aheadAfter(-8 * 24 * 60 * MINUTE), -8 * 24 * 60 * MINUTE);
    assert.equal(await aheadAfter(0), 0, 'set right');
  });

  it('is not guessed where an answer does not tell', async () => {
    const aheadAfter = answering();
    for (const silent of ['hidden', 'nonsense'] as const) assert.equal(await aheadAfter(silent), 0);
  });

  it('hands on what fails', async () => {
    const clock = watchClock(() => Promise.reject(new TypeError('offline')));
    await assert.rejects(clock.fetch('https://sync.example'), /offline/);
    assert.equal(clock.ahead(), 0);
  });
});
