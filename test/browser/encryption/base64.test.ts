import { expect } from '@open-wc/testing';
import { fromText, toText } from '../../../src/encryption/bytes.js';
import { patchValue, unpatch } from '../support/patch.js';

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

/** Texts that are base64url, and such as are nearly. */
const texts = [
  ...Array.from(LETTERS, (letter) => [letter, `A${letter}`, `AA${letter}`, `AAA${letter}`, `AAAAA${letter}`]).flat(),
  ...['', ' ', 'AA AA', 'AA==', 'AA\n', 'AAA=', '+/+/', 'AAAÄ', 'A'.repeat(9), 'A'.repeat(10), 'A'.repeat(11)],
];
const values = Array.from({ length: 70 }, (_, length) =>
  new Uint8Array(length).map((_, at) => (at * 37 + length) % 256),
);

describe('base64url', () => {
  afterEach(() => unpatch());

  it('is the same whether the browser has it or not', () => {
    const own = () => [texts.map(fromText), values.map(toText), values.map((value) => fromText(toText(value)))];
    const native = own();
    patchValue<object>(Uint8Array, 'fromBase64' as never, { value: undefined });
    patchValue<object>(Uint8Array.prototype, 'toBase64' as never, { value: undefined });
    expect(own()).to.deep.equal(native);
    expect(native[2]).to.deep.equal(values);
  });
});
