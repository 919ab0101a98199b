import { type Bytes, toText, utf8 } from './bytes.js';
import { aesKey, hkdf } from './crypto.js';

/** What an epoch's key gives: the key that content is encrypted with, and what commits to it. */
export interface EpochKey {
  readonly content: CryptoKey;
  /** base64url; says nothing about the key, and there is no second key to it. */
  readonly commitment: string;
}

/** Derives both from the 32 bytes of an epoch's key. */
export async function epochKey(secret: Bytes, log: string, epoch: number): Promise<EpochKey> {
  const both = await hkdf(secret, utf8(`${log} ${epoch}`), 'tandem epoch', 64);
  return { content: await aesKey(both.slice(0, 32)), commitment: toText(both.slice(32)) };
}
