import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { parseEvents } from '../../../src/storage/http/sse.js';

function parsed(pieces: readonly string[]): readonly (readonly [string, string])[] {
  const events: [string, string][] = [];
  const take = parseEvents((name, data) => events.push([name, data]));
  for (const piece of pieces) take(piece);
  return events;
}

const cut = (text: string, places: readonly number[]): readonly string[] => {
  const sorted = places.map((place) => place % (text.length + 1)).sort((a, b) => a - b);
  return [...sorted, text.length].map((end, index) => text.slice(sorted[index - 1] ?? 0, end));
};

describe('parseEvents', () => {
  it('reads events with every kind of line end, comments and fields it does not know', () => {
    const text =
      ': hello\r\n\r\nevent: head\r\nid: 7\r\ndata: {"a":1}\r\n\r\ndata\n\nretry: 1\n\ndata:x\rdata: y\r\revent: z\n\n';
    assert.deepEqual(parsed([text]), [
      ['head', '{"a":1}'],
      ['', ''],
      ['', 'x\ny'],
    ]);
  });

  it('reads the same however the text is cut into pieces', () => {
    const line = fc.oneof(
      fc.constantFrom(
        'event: head',
        'data: {"log":"a","head":3}',
        'data:',
        'data',
        ': comment',
        'event:',
        '',
        '',
        'data:: x',
        'id: 1',
      ),
      fc.string(),
    );
    const text = fc.array(fc.tuple(line, fc.constantFrom('\n', '\r\n', '\r'))).map((lines) => lines.flat().join(''));
    fc.assert(
      fc.property(text, fc.array(fc.nat()), (whole, places) => {
        assert.deepEqual(parsed(cut(whole, places)), parsed([whole]));
        assert.deepEqual(parsed([...whole]), parsed([whole]));
      }),
      { numRuns: 500 },
    );
  });

  it('gives up a line or an event without end', () => {
    const take = parseEvents(() => undefined);
    const fill = (text: string) => () => {
      for (let index = 0; index < 100; index += 1) take(text);
    };
    assert.throws(fill('x'.repeat(1000)), { code: 'NETWORK_FAILED' });
    assert.throws(fill(`\ndata: ${'x'.repeat(1000)}`), { code: 'NETWORK_FAILED' });
  });
});
