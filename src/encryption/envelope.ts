import type { TandemError } from '../core/errors.js';
import type { StoredEntry, Version } from '../core/log/storage.js';
import { isProblem, problem } from '../core/log/problems.js';
import { type Bytes, bytesOf, concat, fromText, readU32, same, sure, toText, utf8 } from './bytes.js';
import { sha256 } from './crypto.js';

/*
 * suite(1) kind(1) log(16) version(4) epoch(4) device(16) prevHash(32) idLength(2) id ‖ payload ‖ signature(64)
 *
 * The payload of a content entry is nonce(12) ‖ ciphertext, that of a control entry is JSON. docs/security.md tells all.
 */
const SUITE = 1;
const FIXED = 76;
const SIGNATURE = 64;
/** Most signs of a body: a bound on what anybody can make a device take apart. */
export const MOST = 2 ** 24;

/** Everything in front of the payload. */
export interface Header {
  /** 0: what a person wrote, 1: book-keeping. */
  readonly kind: number;
  readonly log: string;
  readonly version: Version;
  readonly epoch: number;
  readonly device: string;
  /** Hash of the entry before, base64url; 32 zeros in front of the first one. */
  readonly previous: string;
  readonly id: string;
}

/** An entry taken apart; nothing in it is proved yet. */
export interface Envelope extends Header {
  /** The header as bytes: what the encryption is bound to. */
  readonly aad: Bytes;
  readonly payload: Bytes;
  readonly signature: Bytes;
  readonly bytes: Bytes;
}

/** What stands in front of the first entry. */
export const NOTHING = toText(new Uint8Array(32));

/** The header as bytes. */
export function headerBytes({ kind, log, version, epoch, device, previous, id }: Header): Bytes {
  const name = utf8(id);
  const length = Uint8Array.of(name.length >> 8, name.length);
  const place = [bytesOf(log), version, epoch, bytesOf(device), bytesOf(previous)];
  return concat(Uint8Array.of(SUITE, kind), ...place, length, name);
}

/**
 * Takes a stored entry of a log apart. Any value gives an envelope or a coded error.
 *
 * @throws TandemError `LOG_ENTRY_CORRUPT` for what is no envelope, `FACT_UNKNOWN` for one of a later version of Tandem,
 * `LOG_FORGED` for one of another place.
 */
export function open({ id, version, body }: StoredEntry, log: string): Envelope {
  const bytes = typeof id === 'string' && typeof body === 'string' && body.length <= MOST ? fromText(body) : undefined;
  if (!bytes?.length) throw problem('LOG_ENTRY_CORRUPT', version);
  const [suite, kind = 0] = bytes;
  if (suite !== SUITE || kind > 1) throw problem('FACT_UNKNOWN', version);
  const end = FIXED + (bytes[FIXED - 2] ?? 0) * 256 + (bytes[FIXED - 1] ?? 0);
  if (bytes.length <= end + SIGNATURE) throw problem('LOG_ENTRY_CORRUPT', version);
  const text = (from: number, to: number): string => toText(bytes.subarray(from, to));
  const found = {
    kind,
    log: text(2, 18),
    version: readU32(bytes, 18),
    epoch: readU32(bytes, 22),
    device: text(26, 42),
    previous: text(42, 74),
    id,
  };
  if (found.log !== log || found.version !== version || !same(utf8(id), bytes.subarray(FIXED, end))) {
    throw problem('LOG_FORGED', version);
  }
  return {
    ...found,
    aad: bytes.subarray(0, end),
    payload: bytes.subarray(end, -SIGNATURE),
    signature: bytes.subarray(-SIGNATURE),
    bytes,
  };
}

/** Takes what came after a version apart, with the hash of each, up to the first that is none. */
export async function openAll(
  log: string,
  after: Version,
  entries: readonly StoredEntry[],
): Promise<{ found: [Envelope, hash: string][]; error?: TandemError }> {
  const envelopes: Envelope[] = [];
  let error: TandemError | undefined;
  for (const entry of entries) {
    const version = after + envelopes.length + 1;
    try {
      if (entry.version !== version) throw problem('LOG_GAP', version);
      envelopes.push(open(entry, log));
    } catch (cause) {
      error = isProblem(cause) ? cause : problem('LOG_ENTRY_CORRUPT', version, cause);
      break;
    }
  }
  const hashes = await Promise.all(envelopes.map(async ({ bytes }) => toText(await sha256(bytes))));
  const found = envelopes.map((envelope, at): [Envelope, string] => [envelope, sure(hashes[at])]);
  return { found, ...(error && { error }) };
}
