import { concat, toText, utf8 } from './bytes.js';
import { type ChainState, isIn } from './chain.js';
import { sha256, subtle } from './crypto.js';

/**
 * Makes each guess costly: whoever stands between the two and chooses keys on both sides would find two logs with one number
 * after 2^50 guesses, which is a matter of hours where a guess is one hash.
 */
const ROUNDS = 20_000;

/** The last number: the devices seldom change, and it is asked for with every look. */
let last: { readonly of: string; readonly number: Promise<string> } | undefined;

/**
 * The 30 digits that two people compare: the same on all their devices as long as all of them see one log and the same
 * devices in it.
 */
export async function safetyNumber({ root, devices }: ChainState): Promise<string> {
  const keys = Object.values(devices).filter(isIn).map(({ sign, dh }) => sign + dh).sort(); // prettier-ignore
  const digest = await sha256(concat(utf8(`tandem safety number ${root} `), ...keys.map(utf8)));
  const of = toText(digest);
  if (last?.of !== of) last = { of, number: digits(digest) };
  return last.number;
}

async function digits(digest: Uint8Array<ArrayBuffer>): Promise<string> {
  const key = await subtle().importKey('raw', digest, 'PBKDF2', false, ['deriveBits']);
  const purpose = { name: 'PBKDF2', hash: 'SHA-256', salt: utf8('tandem safety number'), iterations: ROUNDS };
  const bytes = new Uint8Array(await subtle().deriveBits(purpose, key, 240));
  return Array.from({ length: 6 }, (_, at) => {
    const number = bytes.slice(at * 5, at * 5 + 5).reduce((sum, byte) => sum * 256 + byte, 0);
    return String(number % 100_000).padStart(5, '0');
  }).join(' ');
}
