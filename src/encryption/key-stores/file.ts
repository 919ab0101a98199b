import { randomUUID } from 'node:crypto';
import { chmod, mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { TandemError } from '../../core/errors.js';
import type { KeyStore } from '../keyring.js';

const MARK = 'cryptoKey';

/**
 * Keeps keys in a file that only its owner may read (mode 0600), for Node. Whoever can read the file has the keys: put it
 * where backups do not go. One process at a time may use it.
 *
 * Each change writes the whole file beside the old one and puts it in its place, so that a crash leaves one of the two.
 *
 * @throws (rejects) TandemError `STORAGE_FAILED` where the file can neither be read nor written, or is not such a file.
 * @example
 * ```ts
 * const keyring = openKeyring({ keys: fileKeys('/var/lib/coach-bot/keys.json'), local });
 * ```
 */
export function fileKeys(path: string): KeyStore {
  let queue: Promise<unknown> = Promise.resolve();

  /** One after another: each change reads what the one before has written. */
  function inTurn<T>(run: () => Promise<T>): Promise<T> {
    const result = queue.then(run).catch((cause: unknown) => {
      throw new TandemError('STORAGE_FAILED', 'The file with the keys cannot be used', { retryable: true, cause });
    });
    queue = result.catch(() => undefined); // whoever asked for it gets the error
    return result;
  }

  async function load(): Promise<Record<string, unknown>> {
    try {
      return JSON.parse(await readFile(path, 'utf8')) as Record<string, unknown>;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return {};
      throw error;
    }
  }

  async function save(values: Record<string, unknown>): Promise<void> {
    await mkdir(dirname(path), { recursive: true });
    const beside = `${path}.${randomUUID()}`;
    try {
      const file = await open(beside, 'wx', 0o600);
      try {
        await file.writeFile(JSON.stringify(values));
        await file.sync();
      } finally {
        await file.close();
      }
      await chmod(beside, 0o600);
      await rename(beside, path);
    } finally {
      await rm(beside, { force: true });
    }
  }

  return {
    lasts: true,
    extractable: true,
    get: (name) => inTurn(async () => thaw((await load())[name])),
    set: (name, value) =>
      inTurn(async () => {
        const frozen = await freeze(value);
        await save({ ...(await load()), [name]: frozen });
      }),
    delete: (name) =>
      inTurn(async () => {
        const { [name]: _, ...rest } = await load();
        await save(rest);
      }),
  };
}

/** Keys as JWK, wherever they are inside. */
async function freeze(value: unknown): Promise<unknown> {
  if (value instanceof CryptoKey) {
    const { algorithm, usages } = value;
    return { [MARK]: await crypto.subtle.exportKey('jwk', value), algorithm, usages };
  }
  return mapValues(value, freeze);
}

async function thaw(value: unknown): Promise<unknown> {
  if (typeof value === 'object' && value !== null && MARK in value) {
    const { cryptoKey, algorithm, usages } = value as unknown as {
      cryptoKey: JsonWebKey;
      algorithm: EcKeyImportParams;
      usages: KeyUsage[];
    };
    return crypto.subtle.importKey('jwk', cryptoKey, algorithm, true, usages);
  }
  return mapValues(value, thaw);
}

async function mapValues(value: unknown, map: (value: unknown) => Promise<unknown>): Promise<unknown> {
  if (Array.isArray(value)) return Promise.all(value.map(map));
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(async ([key, inner]) => [key, await map(inner)] as const);
  return Object.fromEntries(await Promise.all(entries));
}
