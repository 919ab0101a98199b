import { createCipheriv, createDecipheriv, createHash, createHmac, hkdfSync, pbkdf2Sync } from 'node:crypto';

/*
 * WebCrypto for simulations: every operation ends without leaving the thread, so that one order of events follows from one
 * seed. Hashes, HMAC, HKDF and AES-GCM are the real ones, PBKDF2 nearly. Elliptic curves are played by a notary: only who has the
 * private half can sign or agree on a secret, and the notary knows the private half to each public one.
 */

type Source = ArrayBuffer | ArrayBufferView;

interface QuickKey {
  readonly type: 'private' | 'public' | 'secret';
  readonly algorithm: { readonly name: string };
  readonly extractable: boolean;
  readonly usages: readonly string[];
  /** Of a public key the 65 bytes that everybody may see. */
  readonly bytes: Buffer;
}
interface Jwk {
  readonly x?: string;
  readonly y?: string;
  readonly d?: string;
}

const bytesOf = (source: Source): Buffer =>
  ArrayBuffer.isView(source)
    ? Buffer.from(source.buffer, source.byteOffset, source.byteLength)
    : Buffer.from(new Uint8Array(source));
const plain = (bytes: Uint8Array): ArrayBuffer => new Uint8Array(bytes).buffer;
const hmac = (hash: string, key: Buffer, ...parts: readonly Uint8Array[]): Buffer => {
  const mac = createHmac(hash, key);
  for (const part of parts) mac.update(part);
  return mac.digest();
};
const isCurve = (name: string): boolean => name === 'ECDSA' || name === 'ECDH';

/** Private halves by public ones. */
let notary = new Map<string, Buffer>();
let kept = new Map<string, Buffer>();
let seed = 1;

function fill<T extends ArrayBufferView>(array: T): T {
  const bytes = bytesOf(array);
  for (let at = 0; at < bytes.length; at += 1) {
    seed = (seed + 0x6d2b79f5) | 0;
    let mixed = Math.imul(seed ^ (seed >>> 15), 1 | seed);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    bytes[at] = (mixed ^ (mixed >>> 14)) & 255;
  }
  return array;
}

function publicBytes(half: Buffer): Buffer {
  const point = createHash('sha512').update('public').update(half).digest();
  const bytes = Buffer.concat([Buffer.of(4), point]);
  notary.set(bytes.toString('base64'), half);
  return bytes;
}

/** @throws where they are no point of the curve. */
function privateHalf(bytes: Buffer): Buffer {
  const half = notary.get(bytes.toString('base64'));
  if (!half) throw new DOMException('no such point', 'DataError');
  return half;
}

const halfKey = (type: 'private' | 'public', name: string, bytes: Buffer, extractable: boolean): QuickKey => ({
  type,
  algorithm: { name },
  extractable,
  usages: name === 'ECDSA' ? [type === 'private' ? 'sign' : 'verify'] : type === 'private' ? ['deriveBits'] : [],
  bytes,
});

const nameOf = (algorithm: string | { readonly name: string }): string =>
  typeof algorithm === 'string' ? algorithm : algorithm.name;

type Gcm = { readonly iv: Source; readonly additionalData?: Source };

const subtle = {
  async digest(_hash: string, data: Source) {
    return plain(createHash('sha256').update(bytesOf(data)).digest());
  },

  async generateKey(algorithm: { readonly name: string }, extractable: boolean) {
    const half = fill(Buffer.alloc(32));
    return {
      privateKey: halfKey('private', algorithm.name, half, extractable),
      publicKey: halfKey('public', algorithm.name, publicBytes(half), true),
    };
  },

  async importKey(
    format: 'raw' | 'jwk',
    data: Source | Jwk,
    algorithm: string | { readonly name: string },
    extractable: boolean,
    usages: readonly string[],
  ): Promise<QuickKey> {
    const name = nameOf(algorithm);
    if (format === 'raw' && !isCurve(name)) {
      return { type: 'secret', algorithm: { name }, extractable, usages, bytes: Buffer.from(bytesOf(data as Source)) };
    }
    if (format === 'raw') {
      const bytes = Buffer.from(bytesOf(data as Source));
      privateHalf(bytes);
      return halfKey('public', name, bytes, extractable);
    }
    const { x = '', y = '', d } = data as Jwk;
    const bytes = Buffer.concat([Buffer.of(4), Buffer.from(x, 'base64url'), Buffer.from(y, 'base64url')]);
    const half = privateHalf(bytes);
    if (d === undefined) return halfKey('public', name, bytes, extractable);
    if (!half.equals(Buffer.from(d, 'base64url'))) throw new DOMException('halves of two keys', 'DataError');
    return halfKey('private', name, half, extractable);
  },

  async exportKey(format: 'raw' | 'jwk', { type, bytes, extractable }: QuickKey) {
    if (!extractable) throw new DOMException('not extractable', 'InvalidAccessError');
    if (format === 'raw') return plain(bytes);
    const point = type === 'private' ? publicBytes(bytes) : bytes;
    const text = (part: Buffer): string => part.toString('base64url');
    const [x, y] = [text(point.subarray(1, 33)), text(point.subarray(33))];
    return { kty: 'EC', crv: 'P-256', x, y, ...(type === 'private' && { d: text(bytes) }) };
  },

  async sign(_algorithm: unknown, { algorithm, bytes, usages }: QuickKey, data: Source) {
    if (!usages.includes('sign')) throw new DOMException('not for signing', 'InvalidAccessError');
    return plain(hmac(algorithm.name === 'HMAC' ? 'sha256' : 'sha512', bytes, bytesOf(data)));
  },

  async verify(_algorithm: unknown, { bytes }: QuickKey, signature: Source, data: Source) {
    return hmac('sha512', privateHalf(bytes), bytesOf(data)).equals(bytesOf(signature));
  },

  async deriveBits(
    algorithm: { readonly name: string; readonly public: QuickKey; readonly salt: Source; readonly info: Source },
    { bytes }: QuickKey,
    length: number,
  ) {
    if (algorithm.name === 'HKDF') {
      return hkdfSync('sha256', bytes, bytesOf(algorithm.salt), bytesOf(algorithm.info), length / 8);
    }
    // In one round: what is costly on purpose would only hold the stories up.
    if (algorithm.name === 'PBKDF2') return plain(pbkdf2Sync(bytes, bytesOf(algorithm.salt), 1, length / 8, 'sha256'));
    const both = [bytes, privateHalf(algorithm.public.bytes)].sort((a, b) => Buffer.compare(a, b));
    return plain(
      createHash('sha256')
        .update(Buffer.concat(both))
        .digest()
        .subarray(0, length / 8),
    );
  },

  async encrypt({ iv, additionalData }: Gcm, { bytes }: QuickKey, data: Source) {
    const cipher = createCipheriv('aes-256-gcm', bytes, bytesOf(iv));
    if (additionalData) cipher.setAAD(bytesOf(additionalData));
    return plain(Buffer.concat([cipher.update(bytesOf(data)), cipher.final(), cipher.getAuthTag()]));
  },

  async decrypt({ iv, additionalData }: Gcm, { bytes }: QuickKey, data: Source) {
    const sealed = bytesOf(data);
    if (sealed.length < 16) throw new DOMException('too short', 'OperationError');
    const decipher = createDecipheriv('aes-256-gcm', bytes, bytesOf(iv));
    if (additionalData) decipher.setAAD(bytesOf(additionalData));
    decipher.setAuthTag(sealed.subarray(-16));
    return plain(Buffer.concat([decipher.update(sealed.subarray(0, -16)), decipher.final()]));
  },
};

/** Puts it in the place of the platform's, for the whole process. */
export function useQuickCrypto(): void {
  Object.defineProperty(globalThis, 'crypto', { value: { subtle, getRandomValues: fill }, configurable: true });
}

/** Begins the random values anew, and forgets all keys but those that were kept: one story does not depend on another. */
export function beginRandom(start: number): void {
  seed = start;
  notary = new Map(kept);
}

/** Keeps the keys that were made until now. */
export function keepKeys(): void {
  kept = new Map(notary);
}
