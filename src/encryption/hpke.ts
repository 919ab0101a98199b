import { Aes256Gcm, CipherSuite, DhkemP256HkdfSha256, HkdfSha256 } from '@hpke/core';
import { type Bytes, bytesOf, concat, toText, utf8 } from './bytes.js';
import { publicKey } from './crypto.js';

/*
 * Wraps of the epochs' keys (RFC 9180). Loaded when one has to be made or opened, which is when somebody comes or goes.
 */

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
