import { TandemError } from '../core/errors.js';
import { type Bytes, bytesOf, concat, same, toText } from './bytes.js';
import { sha256 } from './crypto.js';

/** What a link says. */
export interface Link {
  /** Remote name of the pair's log. */
  readonly log: string;
  /** 16 bytes; whoever has them is let in. */
  readonly secret: Bytes;
}

/** log(16) ‖ secret(16) ‖ check(4): 48 signs. Nothing but the end of the address belongs to it. */
const LINK = /#(?:.*&)?tandem=1\.([\w-]{48})/;

const check = async (bytes: Bytes): Promise<Bytes> => (await sha256(bytes)).slice(0, 4);

/** Whether an address looks like an invitation: time to take it out of the address bar and to ask for a device name. */
export const isLink = (address: string): boolean => /#(?:.*&)?tandem=/.test(address);

/**
 * The link to a page that lets somebody in. The secret is in the fragment, which browsers send to nobody.
 *
 * @param page address of the page; a fragment of its own is left out
 */
export async function formatLink(page: string, { log, secret }: Link): Promise<string> {
  const bytes = concat(bytesOf(log), secret);
  return `${page.replace(/#.*$/s, '')}#tandem=1.${toText(concat(bytes, await check(bytes)))}`;
}

/**
 * Reads a link, with whatever a mail program has put around it: blanks, brackets, line breaks, a full stop.
 *
 * @throws (rejects) TandemError `INVITATION_INVALID` where it is cut off, mistyped, or none.
 */
export async function parseLink(text: string): Promise<Link> {
  const plain = text
    .replace(/=?\r?\n|\s/g, '')
    .replace(/%23/g, '#')
    .replace(/%3D|=3D/gi, '=');
  const bytes = bytesOf(LINK.exec(plain)?.[1] ?? '');
  if (bytes.length !== 36 || !same(await check(bytes.slice(0, 32)), bytes.slice(32))) {
    throw new TandemError('INVITATION_INVALID', 'This link is cut off or mistyped, or no invitation at all');
  }
  return { log: toText(bytes.slice(0, 16)), secret: bytes.slice(16, 32) };
}
