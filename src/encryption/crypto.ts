import { TandemError } from '../core/errors.js';
import { type Bytes, bytesOf, concat, toText, utf8 } from './bytes.js';
import { pad, unpad } from './padding.js';

/*
 * The few things asked of WebCrypto, each in one place.
 */

const CURVE = { namedCurve: 'P-256' };
export const ECDSA = { name: 'ECDSA', hash: 'SHA-256', ...CURVE };
export const ECDH = { name: 'ECDH', ...CURVE };

/** @throws TandemError `ENCRYPTION_UNAVAILABLE` on a page that has no WebCrypto: one over plain HTTP. */
export function subtle(): SubtleCrypto {
  const found = (globalThis.crypto as Partial<Crypto> | undefined)?.subtle;
  if (!found) throw new TandemError('ENCRYPTION_UNAVAILABLE', 'This page has no WebCrypto; serve it over HTTPS');
  return found;
}

export const randomBytes = (length: number): Bytes => crypto.getRandomValues(new Uint8Array(length));

export const sha256 = async (bytes: Bytes): Promise<Bytes> => new Uint8Array(await subtle().digest('SHA-256', bytes));

/** HKDF-SHA-256; `info` says what it is for, `salt` where it belongs. */
export async function hkdf(secret: Bytes, salt: Bytes, info: string, length: number): Promise<Bytes> {
  const key = await subtle().importKey('raw', secret, 'HKDF', false, ['deriveBits']);
  const purpose = { name: 'HKDF', hash: 'SHA-256', salt, info: utf8(info) };
  return new Uint8Array(await subtle().deriveBits(purpose, key, length * 8));
}

export const aesKey = (bytes: Bytes): Promise<CryptoKey> =>
  subtle().importKey('raw', bytes, 'AES-GCM', false, ['encrypt', 'decrypt']);

/** Pads and encrypts under a fresh random nonce: nonce ‖ ciphertext. */
export async function seal(key: CryptoKey, aad: Bytes, plain: Bytes): Promise<Bytes> {
  const iv = randomBytes(12);
  const purpose = { name: 'AES-GCM', iv, additionalData: aad };
  return concat(iv, new Uint8Array(await subtle().encrypt(purpose, key, pad(plain))));
}

/** Decrypts what {@link seal} made; `undefined` where it did not, or for another place. */
export async function unseal(key: CryptoKey, aad: Bytes, box: Bytes): Promise<Bytes | undefined> {
  const purpose = { name: 'AES-GCM', iv: box.subarray(0, 12), additionalData: aad };
  const padded = await subtle()
    .decrypt(purpose, key, box.subarray(12))
    .catch(() => undefined); // says no more than that the tag is wrong
  return padded && unpad(new Uint8Array(padded));
}

export const sign = async (key: CryptoKey, bytes: Bytes): Promise<Bytes> =>
  new Uint8Array(await subtle().sign(ECDSA, key, bytes));

/** Public keys that were imported before: a log has few, and asks for them at every entry. */
const imported = new Map<string, Promise<CryptoKey | undefined>>();

/** A public key out of its 65 bytes as base64url; `undefined` where they are no point of the curve. */
export function publicKey(text: string, use: 'sign' | 'dh'): Promise<CryptoKey | undefined> {
  const name = use + text;
  const known = imported.get(name);
  if (known) return known;
  if (imported.size > 999) imported.clear();
  const [kind, usages] = use === 'sign' ? [ECDSA, ['verify'] as const] : [ECDH, []];
  const key = subtle()
    .importKey('raw', bytesOf(text), kind, true, usages)
    .catch(() => undefined);
  imported.set(name, key);
  return key;
}

/** Whether the owner of a public key has signed the bytes. */
export async function signed(by: string, signature: Bytes, bytes: Bytes): Promise<boolean> {
  const key = await publicKey(by, 'sign');
  return key !== undefined && subtle().verify(ECDSA, key, signature, bytes);
}

/** What signs and what receives keys: a device's, or those of an invitation or recovery code. */
export interface KeyPairs {
  readonly sign: CryptoKeyPair;
  readonly dh: CryptoKeyPair;
}

/** The public halves as base64url. */
export interface PublicKeys {
  readonly sign: string;
  readonly dh: string;
}

/** Fingerprint of a device: the first 16 bytes of SHA-256(sign ‖ dh). */
export async function deviceId({ sign: signing, dh }: PublicKeys): Promise<string> {
  const keys = concat(bytesOf(signing), bytesOf(dh));
  return toText((await sha256(keys)).slice(0, 16));
}
