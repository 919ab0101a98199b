import { copyJson } from '../../core/log/arguments.js';
import type { LocalStore } from '../../core/log/local-store.js';
import type { Json } from '../../core/log/storage.js';
import { closedError } from '../shared/closed.js';
import { byKey, checkKey } from '../shared/keys.js';
import { guarded } from './area.js';
import { keysOf } from './batches.js';
import { tryParse } from './parse.js';

/** The `LocalStore` on a `Storage`: one key a value, written as JSON. */
export function createLocalStore(area: Storage, prefix: string): LocalStore {
  const start = `${prefix}/local/`;
  let closed = false;

  function check(key: string): void {
    if (closed) throw closedError('webStorage');
    checkKey(key);
  }

  return {
    async get(key) {
      check(key);
      return guarded(() => parse(area.getItem(start + escape(key))));
    },
    async set(key, value) {
      check(key);
      const text = JSON.stringify(copyJson(value));
      guarded(() => area.setItem(start + escape(key), text));
    },
    async delete(key) {
      check(key);
      guarded(() => area.removeItem(start + escape(key)));
    },
    async list(prefix) {
      check(prefix);
      return guarded(() =>
        keysOf(area)
          .filter((key) => key.startsWith(start))
          .flatMap((key) => {
            const mine = unescape(key.slice(start.length));
            const value = parse(area.getItem(key));
            return mine?.startsWith(prefix) && value !== undefined ? [[mine, value] as const] : [];
          })
          .sort(byKey),
      );
    },
    async close() {
      closed = true;
    },
  };
}

/** Keys may be any text, but not every browser keeps half a surrogate pair; JSON writes it out. */
const escape = (key: string): string => JSON.stringify(key).slice(1, -1);

function unescape(key: string): string | undefined {
  const value = tryParse(`"${key}"`);
  return typeof value === 'string' ? value : undefined;
}

/** A value that somebody edited until it is no JSON any more is handed on as text. */
function parse(text: string | null): Json | undefined {
  if (text === null) return undefined;
  const value = tryParse(text);
  return value === undefined ? text : value;
}
