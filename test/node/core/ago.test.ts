import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { agoText } from '../../../src/elements/sync-status/sync-status.ago.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const now = Date.parse('2026-11-24T09:00:00Z');
const ago = (time: number, locale = 'en') => agoText(now - time, now, locale);

describe('how long ago something was', () => {
  it('is told in the largest unit that fits', () => {
    const told: [number, string][] = [
      [0, 'now'],
      [20_000, 'now'],
      [MINUTE, '1 minute ago'],
      [59 * MINUTE, '59 minutes ago'],
      [HOUR, '1 hour ago'],
      [26 * HOUR, '26 hours ago'],
      [2 * DAY, '2 days ago'],
      [40 * DAY, '40 days ago'],
    ];
    for (const [time, text] of told) assert.equal(ago(time), text);
  });

  it('is told in the language of the page, and in some language where that is none', () => {
    assert.equal(ago(5 * MINUTE, 'de'), 'vor 5 Minuten');
    assert.ok(ago(5 * MINUTE, 'no language at all')?.includes('5'));
  });

  it('is not told where the clock must have been set since', () => {
    assert.equal(ago(-30_000), 'now', 'by so little a clock goes back by itself');
    for (const time of [-3 * MINUTE, -DAY, -400 * DAY, 400 * DAY, now, Number.NaN, Infinity, -Infinity])
      assert.equal(ago(time), undefined, `${time}`);
    fc.assert(
      fc.property(fc.double(), fc.double(), (then, today) => {
        assert.match(agoText(then, today, 'en') ?? 'now', /^now$|ago$|^yesterday$/u);
      }),
    );
  });
});
