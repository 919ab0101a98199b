import { createStore, del, get, set } from 'idb-keyval';
import { TandemError } from '../../core/errors.js';
import { subtle } from '../crypto.js';
import { type KeyStore, memoryKeys } from '../keyring.js';

/** Settings of {@link indexedDbKeys}. */
export interface IndexedDbKeysOptions {
  /** Name of the database. */
  readonly name: string;
}

/**
 * Keeps keys in IndexedDB, where they cannot be read out, not even by the page itself.
 *
 * Falls back to memory, with `lasts: false`, where the browser has no IndexedDB for this page or stores no keys in it
 * (some private windows). Where keys may be there but out of reach, it does not.
 *
 * @throws (rejects) TandemError `STORAGE_UNAVAILABLE` (retryable), `STORAGE_QUOTA_EXCEEDED` on a full disk,
 * `ENCRYPTION_UNAVAILABLE` on a page without WebCrypto.
 */
export async function indexedDbKeys({ name }: IndexedDbKeysOptions): Promise<KeyStore> {
  if (typeof indexedDB === 'undefined') return memoryKeys();
  const unavailable = (cause: unknown): TandemError => {
    if ((cause as Error).name === 'QuotaExceededError')
      return new TandemError('STORAGE_QUOTA_EXCEEDED', 'There is no room left for the keys of this device', { cause });
    return new TandemError('STORAGE_UNAVAILABLE', 'The keys of this device cannot be reached', {
      retryable: true,
      cause,
    });
  };
  const cryptography = subtle();
  const store = createStore(name, 'keys');
  const coded = async <T>(call: Promise<T>): Promise<T> =>
    call.catch((cause: unknown) => {
      throw unavailable(cause);
    });
  try {
    const key = await cryptography.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt']);
    await set('probe', key, store);
    if (!((await get<unknown>('probe', store)) instanceof CryptoKey)) return memoryKeys();
  } catch (cause) {
    if (/^(DataClone|Security|InvalidState|NotSupported)Error$/.test((cause as Error).name)) return memoryKeys();
    throw unavailable(cause);
  }
  return {
    lasts: true,
    get: (key) => coded(get<unknown>(key, store)),
    set: (key, value) => coded(set(key, value, store)),
    delete: (key) => coded(del(key, store)),
  };
}
