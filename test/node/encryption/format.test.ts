import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { type TandemError, isTandemError } from '../../../src/core/errors.js';
import type { Json } from '../../../src/core/log/storage.js';
import { concat, fromText, fromUtf8, toText, utf8 } from '../../../src/encryption/bytes.js';
import { readControl } from '../../../src/encryption/controls.js';
import { NOTHING, headerBytes, open } from '../../../src/encryption/envelope.js';
import { pad, paddedSize, unpad } from '../../../src/encryption/padding.js';
import { memory } from '../../../src/storage/memory.js';
import { rawEntries, remoteOf } from './attack.js';
import { PAIR, openDevice, openPair, write } from './world.js';

const bytes = (constraints?: fc.IntArrayConstraints) =>
  fc.uint8Array(constraints).map((array) => new Uint8Array(array));

describe('base64url', () => {
  it('gives back what was written, and takes nothing else', () => {
    fc.assert(
      fc.property(bytes({ maxLength: 300 }), (value) => {
        const text = toText(value);
        assert.equal(text, Buffer.from(value).toString('base64url'));
        assert.deepEqual(fromText(text), value);
      }),
    );
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.stringMatching(/^[\w-]{0,9}$/)), (text) => {
        const value = fromText(text);
        assert.ok(value === undefined || toText(value) === text);
      }),
    );
  });

  it('is written in stretches', () => {
    const long = new Uint8Array(100_001).map((_, at) => at);
    assert.deepEqual(fromText(toText(long)), long);
  });
});

describe('padding', () => {
  it('comes off again', () => {
    fc.assert(fc.property(bytes({ maxLength: 3000 }), (value) => assert.deepEqual(unpad(pad(value)), value)));
  });

  it('leaves sizes in few steps only, and adds at most 12 %', () => {
    const sizes = new Set(Array.from({ length: 20_000 }, (_, length) => paddedSize(length)));
    assert.ok(sizes.size < 110, `${sizes.size} sizes`);
    for (let length = 0; length < 20_000; length += 1) {
      const size = paddedSize(length);
      assert.ok(size >= Math.max(length, 512) && size <= Math.max(512, length * 1.12));
      assert.equal(paddedSize(size), size);
    }
  });

  it('that is not what this makes is not taken', () => {
    fc.assert(
      fc.property(bytes({ maxLength: 600 }), (value) => {
        const plain = unpad(value);
        assert.ok(plain === undefined || toText(pad(plain)) === toText(value));
      }),
    );
    const padded = pad(utf8('hello'));
    padded[200] = 1;
    assert.equal(unpad(padded), undefined);
  });
});

describe('an envelope', () => {
  const log = toText(new Uint8Array(16).fill(1));
  const device = toText(new Uint8Array(16).fill(2));

  it('gives back what was put into it', () => {
    fc.assert(
      fc.property(
        fc.record({
          kind: fc.constantFrom(0, 1),
          version: fc.integer({ min: 1, max: 2 ** 32 - 1 }),
          epoch: fc.integer({ min: 1, max: 2 ** 32 - 1 }),
          id: fc.string({ minLength: 1, maxLength: 200, unit: 'grapheme' }).filter((id) => utf8(id).length < 2 ** 16),
        }),
        bytes({ minLength: 1, maxLength: 99 }),
        (place, payload) => {
          const header = { ...place, log, device, previous: NOTHING };
          const body = toText(concat(headerBytes(header), payload, new Uint8Array(64).fill(3)));
          const {
            aad,
            payload: found,
            signature,
            bytes: all,
            ...rest
          } = open({ id: place.id, version: place.version, body }, log);
          assert.deepEqual(rest, header);
          assert.deepEqual(found, payload);
          assert.deepEqual(concat(aad, found, signature), all);
        },
      ),
    );
  });

  it('is read out of anything, or there is a coded error', () => {
    const coded = (run: () => unknown): void => {
      try {
        run();
      } catch (error) {
        assert.ok(
          isTandemError(error) && /^(LOG_ENTRY_CORRUPT|LOG_FORGED|FACT_UNKNOWN)$/.test(error.code),
          String(error),
        );
      }
    };
    const any = fc.oneof(
      fc.jsonValue(),
      bytes({ maxLength: 400 }).map(toText),
      bytes({ maxLength: 400 }).map((rest) => toText(concat(Uint8Array.of(1, 1), rest))),
    );
    fc.assert(fc.property(any, (body) => coded(() => open({ id: 'x', version: 1, body: body as Json }, log))));
    const payload = fc.oneof(
      bytes(),
      fc.json().map(utf8),
      fc.record({ kind: fc.string() }).map((value) => utf8(JSON.stringify(value))),
    );
    const parts = { kind: 1, log, device, previous: NOTHING, id: 'x', version: 1, epoch: 1 };
    fc.assert(
      fc.property(payload, (value) => {
        const nothing = new Uint8Array();
        coded(() => readControl({ ...parts, payload: value, aad: nothing, bytes: nothing, signature: nothing }));
      }),
    );
  });

  it('with any single bit flipped is refused', async () => {
    const { world, ana } = await openPair();
    await write(ana, 'hello');
    const remote = await remoteOf(ana);
    const raw = await rawEntries(world, remote);
    for (const version of [2, 5]) {
      const entry = raw[version - 1]!;
      const whole = fromText(entry.body as string)!;
      const server = memory();
      const device = openDevice({ ...world, connect: () => ({ ...server, ...shown() }) }, { keys: ana.keys });
      let body = entry.body;
      // Nothing but the keys is left on the device, so that no hash it remembers helps.
      const row = (await ana.keyring.row(PAIR))!;
      await device.keyring.setRow(PAIR, { ...row, pin: { version: 1, hash: row.pin.hash } });
      function shown() {
        return {
          read: async (_: string, after: number) => ({
            entries: raw.map((each, at) => (at === version - 1 ? { ...each, body } : each)).slice(after),
            head: raw.length,
          }),
        };
      }
      const step = version === 5 ? 1 : 7; // every bit of what a person wrote, every seventh of the book-keeping
      for (let bit = 0; bit < whole.length * 8; bit += step) {
        const flipped = whole.slice();
        flipped[bit >> 3]! ^= 1 << (bit & 7);
        body = toText(flipped);
        const tab = device.tab();
        const found = await tab.storage.read(PAIR, version - 1).catch((error: TandemError) => error);
        assert.ok(isTandemError(found) && /^(LOG|FACT)_/.test(found.code), `bit ${bit}`);
      }
    }
  });
});

describe('what an error says', () => {
  it('is never what somebody wrote', async () => {
    const { world, ana, ben } = await openPair();
    await write(ana, 'a secret wish');
    const remote = await remoteOf(ben);
    const raw = await rawEntries(world, remote);
    const server = { ...world.logs, read: async () => ({ entries: raw.slice(0, -1), head: raw.length - 1 }) };
    await ben.storage.read(PAIR, 0);
    const tab = openDevice({ ...world, connect: () => server }, { keys: ben.keys, local: ben.local });
    const error = await tab.storage.read(PAIR, 0).catch((cause: TandemError) => cause);
    assert.ok(isTandemError(error, 'LOG_REWRITTEN'));
    assert.doesNotMatch(JSON.stringify([error.message, error.details, error.stack]), /secret wish/);
    assert.ok(fromUtf8(utf8('x')));
  });
});
