import { TandemError } from '../core/errors.js';
import { type Bytes, concat } from './bytes.js';
import { sha256 } from './crypto.js';

/** Crockford's base32: no I, L, O, U. */
const SIGNS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
/** 30 signs hold 150 bits: 128 of the secret and 22 that tell typing mistakes. */
const LENGTH = 30;

async function withCheck(secret: Bytes): Promise<string> {
  const bytes = concat(secret, (await sha256(secret)).slice(0, 3));
  const bits = [...bytes].map((byte) => byte.toString(2).padStart(8, '0')).join('');
  return Array.from({ length: LENGTH }, (_, at) => SIGNS[parseInt(bits.slice(at * 5, at * 5 + 5), 2)]).join('');
}

/** Writes 16 bytes for people: six groups of five signs. */
export const formatCode = async (secret: Bytes): Promise<string> =>
  (await withCheck(secret)).replace(/.{5}(?=.)/g, '$&-');

/**
 * Reads a recovery code as people type it: in small letters, with or without blanks and hyphens, O for 0, I or L for 1.
 *
 * @returns the 16 bytes; rejects with `RECOVERY_INVALID` for a typing mistake.
 */
export async function parseCode(text: string): Promise<Bytes> {
  const typed = text
    .toUpperCase()
    .replace(/[\s\p{Pd}]/gu, '')
    .replaceAll('O', '0')
    .replace(/[IL]/g, '1');
  const bits = [...typed].map((sign) => SIGNS.indexOf(sign).toString(2).padStart(5, '0')).join('');
  const secret = Uint8Array.from({ length: 16 }, (_, at) => parseInt(bits.slice(at * 8, at * 8 + 8), 2));
  if (typed.length !== LENGTH || typed !== (await withCheck(secret))) {
    throw new TandemError('RECOVERY_INVALID', 'This is no recovery code, or it is mistyped');
  }
  return secret;
}
