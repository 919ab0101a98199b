/*
 * Bytes and their texts. `Bytes` are never a view of shared memory, which is what WebCrypto asks for.
 */

/** Plain bytes, as WebCrypto takes them. */
export type Bytes = Uint8Array<ArrayBuffer>;

const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8', { fatal: true });

/** UTF-8. */
export const utf8 = (text: string): Bytes => encoder.encode(text);

/** Reads UTF-8. @throws where it is none. */
export const fromUtf8 = (bytes: Bytes): string => decoder.decode(bytes);

/** Parts one after another; a number stands for four bytes, the most significant first. */
export function concat(...parts: readonly (Bytes | number)[]): Bytes {
  const pieces = parts.map((part) => (typeof part === 'number' ? u32(part) : part));
  const all = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const piece of pieces) {
    all.set(piece, at);
    at += piece.length;
  }
  return all;
}

const u32 = (value: number): Bytes => Uint8Array.of(value >>> 24, value >>> 16, value >>> 8, value);

/** Four bytes as a whole number. */
export const readU32 = (bytes: Bytes, at: number): number => new DataView(bytes.buffer, bytes.byteOffset).getUint32(at);

/** What browsers of today have, and Node 20 has not. */
interface Base64 {
  toBase64?(options: object): string;
  fromBase64?(text: string, options: object): Bytes;
}
const URL_SAFE = { alphabet: 'base64url', omitPadding: true };

/** base64url without padding. */
export function toText(bytes: Bytes): string {
  const native = (bytes as Base64).toBase64?.(URL_SAFE);
  if (native !== undefined) return native;
  let binary = '';
  // In stretches: a call takes a bounded number of arguments.
  for (let at = 0; at < bytes.length; at += 8192) binary += String.fromCharCode(...bytes.subarray(at, at + 8192));
  return btoa(binary).replace(/[+/=]/g, (sign) => (sign === '+' ? '-' : sign === '/' ? '_' : ''));
}

/** Reads base64url; `undefined` for anything that {@link toText} would not have written. */
export function fromText(text: string): Bytes | undefined {
  if (!/^[\w-]*$/.test(text) || text.length % 4 === 1) return undefined;
  const bytes =
    (Uint8Array as Base64).fromBase64?.(text, URL_SAFE) ??
    Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (sign) => sign.charCodeAt(0));
  // The last sign may have bits that stand for nothing: they have to be 0.
  const rest = bytes.length % 3;
  return rest === 0 || text.endsWith(toText(bytes.subarray(-rest))) ? bytes : undefined;
}

/** Reads base64url; nothing at all where it is none. */
export const bytesOf = (text: string): Bytes => fromText(text) ?? new Uint8Array();

/** What has to be there. */
export function sure<T>(value: T | undefined): T {
  if (value === undefined) throw new TypeError('Something is missing that has to be there');
  return value;
}

/** Whether two stretches of bytes are the same. Not for secrets: the time it takes tells where they differ. */
export const same = (a: Bytes, b: Bytes): boolean => a.length === b.length && a.every((byte, at) => byte === b[at]);
