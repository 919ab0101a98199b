import { Aes256Gcm, CipherSuite, DhkemP256HkdfSha256, HkdfSha256 } from '@hpke/core';
import { type Bytes, bytesOf, toText, utf8 } from './bytes.js';
import { aesKey, hkdf } from './crypto.js';

/*
 * What follows from secrets: keys of epochs, wraps of them, and what a link or recovery code gives.
 */

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

export const hpke = (): CipherSuite =>
  new CipherSuite({ kem: new DhkemP256HkdfSha256(), kdf: new HkdfSha256(), aead: new Aes256Gcm() });

export const wrapInfo = (log: string, epoch: number, receiver: string): Bytes =>
  utf8(`tandem wrap ${log} ${epoch} ${receiver}`);

/** Opens a wrap; `undefined` where it was made for another receiver, log or epoch, or not as {@link wrap} does it. */
export async function unwrap(
  box: string,
  log: string,
  epoch: number,
  receiver: string,
  dh: CryptoKeyPair,
): Promise<readonly Bytes[] | undefined> {
  const bytes = bytesOf(box);
  const enc = bytes.slice(0, 65);
  const info = wrapInfo(log, epoch, receiver);
  const plain = await hpke()
    .open({ recipientKey: dh, enc, info }, bytes.slice(65))
    .catch(() => undefined); // says no more than that it does not open
  if (plain?.byteLength !== epoch * 32) return undefined;
  return Array.from({ length: epoch }, (_, index) => new Uint8Array(plain.slice(index * 32, index * 32 + 32)));
}
