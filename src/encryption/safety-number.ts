import { concat, utf8 } from './bytes.js';
import { type ChainState, isIn } from './chain.js';
import { sha256 } from './crypto.js';

/**
 * The 30 digits that two people compare: the same on all their devices as long as all of them see one log and the same
 * devices in it.
 */
export async function safetyNumber({ root, devices }: ChainState): Promise<string> {
  const keys = Object.values(devices).filter(isIn).map(({ sign, dh }) => sign + dh).sort(); // prettier-ignore
  const digest = await sha256(concat(utf8(`tandem safety number ${root} `), ...keys.map(utf8)));
  return Array.from({ length: 6 }, (_, at) => {
    const number = digest.slice(at * 5, at * 5 + 5).reduce((sum, byte) => sum * 256 + byte, 0);
    return String(number % 100_000).padStart(5, '0');
  }).join(' ');
}
