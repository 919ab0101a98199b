import { type Bytes, concat, readU32 } from './bytes.js';

/** The smallest size: an answer of one word and one of 150 letters look alike, with all that is around them in a fact. */
const FLOOR = 512;

/**
 * The size that `length` bytes are padded to: PADMÉ, at most 12 % more. Sizes come in few steps, so that they tell little
 * about what is inside.
 */
export function paddedSize(length: number): number {
  if (length <= FLOOR) return FLOOR;
  const exponent = Math.floor(Math.log2(length));
  const step = 2 ** (exponent - Math.floor(Math.log2(exponent)) - 1);
  return Math.ceil(length / step) * step;
}

/** Four bytes with the length, the bytes, zeros. */
export function pad(bytes: Bytes): Bytes {
  const size = bytes.length + 4;
  return concat(bytes.length, bytes, new Uint8Array(paddedSize(size) - size));
}

/** Takes the padding off; `undefined` where it is not what {@link pad} makes. */
export function unpad(bytes: Bytes): Bytes | undefined {
  const end = bytes.length < 4 ? Infinity : readU32(bytes, 0) + 4;
  const right = end <= bytes.length && paddedSize(end) === bytes.length && bytes.subarray(end).every((byte) => !byte);
  return right ? bytes.slice(4, end) : undefined;
}
