import { Aes256Gcm, CipherSuite, DhkemP256HkdfSha256, HkdfSha256 } from '@hpke/core';
import { type Bytes, concat, bytesOf, toText, utf8 } from './bytes.js';
import { aesKey, hkdf, publicKey, sha256 } from './crypto.js';

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

const hpke = (): CipherSuite =>
  new CipherSuite({ kem: new DhkemP256HkdfSha256(), kdf: new HkdfSha256(), aead: new Aes256Gcm() });

const wrapInfo = (log: string, epoch: number, receiver: string): Bytes =>
  utf8(`tandem wrap ${log} ${epoch} ${receiver}`);

/**
 * Wraps the keys of all epochs up to this one for one receiver: who has one wrap can read everything before it.
 *
 * @param secrets 32 bytes for each epoch
 * @param receiver id of a device, an invitation or a recovery code
 * @param dh its public key
 */
export async function wrap(secrets: readonly Bytes[], log: string, receiver: string, dh: string): Promise<string> {
  const recipientPublicKey = (await publicKey(dh, 'dh')) as CryptoKey;
  const info = wrapInfo(log, secrets.length, receiver);
  const { enc, ct } = await hpke().seal({ recipientPublicKey, info }, concat(...secrets));
  return toText(concat(new Uint8Array(enc), new Uint8Array(ct)));
}

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

/** What a link or a recovery code gives to whoever has it. */
export interface Ticket {
  readonly id: string;
  /** Opens the log at the server. */
  readonly token: string;
  /** Opens the ticket's private keys, which are in the log. */
  readonly box: CryptoKey;
}

/** Derives a ticket from the 16 bytes of its secret. */
export async function ticketOf(secret: Bytes): Promise<Ticket> {
  const all = await hkdf(secret, new Uint8Array(), 'tandem ticket', 80);
  return { id: toText(all.slice(0, 16)), token: toText(all.slice(16, 48)), box: await aesKey(all.slice(48)) };
}

/** What the server keeps of a token. */
export const tokenHash = async (token: string): Promise<string> => toText(await sha256(utf8(token)));
