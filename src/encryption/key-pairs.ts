import { type Bytes, bytesOf, concat, toText } from './bytes.js';
import { ECDH, ECDSA, type KeyPairs, type PublicKeys, publicKey, subtle } from './crypto.js';

/*
 * Making key pairs, and taking them apart.
 */

/** New keys. @param extractable whether they can be read out */
export const makeKeys = async (extractable: boolean): Promise<KeyPairs> => ({
  sign: await subtle().generateKey(ECDSA, extractable, ['sign', 'verify']),
  dh: await subtle().generateKey(ECDH, extractable, ['deriveBits']),
});

const rawText = async ({ publicKey: key }: CryptoKeyPair): Promise<string> =>
  toText(new Uint8Array(await subtle().exportKey('raw', key)));

/** The public halves of keys. */
export const publicOf = async ({ sign: signing, dh }: KeyPairs): Promise<PublicKeys> => ({
  sign: await rawText(signing),
  dh: await rawText(dh),
});

/** The private halves, 32 bytes each, of keys that are extractable. */
export async function privateBytes({ sign: signing, dh }: KeyPairs): Promise<Bytes> {
  const halves = [signing, dh].map(async ({ privateKey }) => {
    const { d = '' } = await subtle().exportKey('jwk', privateKey);
    return bytesOf(d);
  });
  return concat(...(await Promise.all(halves)));
}

/** Puts keys together again out of their public and private halves. */
export async function keysFrom(keys: PublicKeys, bytes: Bytes): Promise<KeyPairs> {
  const pair = async (use: 'sign' | 'dh', at: number): Promise<CryptoKeyPair> => {
    const raw = bytesOf(keys[use]);
    const [x, y] = [toText(raw.slice(1, 33)), toText(raw.slice(33))];
    const jwk = { kty: 'EC', crv: 'P-256', x, y, d: toText(bytes.slice(at, at + 32)) };
    const [kind, usage] = use === 'sign' ? ([ECDSA, 'sign'] as const) : ([ECDH, 'deriveBits'] as const);
    const privateKey = await subtle().importKey('jwk', jwk, kind, false, [usage]);
    return { privateKey, publicKey: (await publicKey(keys[use], use)) as CryptoKey };
  };
  return { sign: await pair('sign', 0), dh: await pair('dh', 32) };
}
