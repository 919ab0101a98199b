import { TandemError } from '../../../../src/core/errors.js';
import type { Entry, LogStorage } from '../../../../src/core/log/storage.js';

/** A storage that will never take entries with certain ids, and does not always say which one it was. */
export function picky(poisonous: ReadonlySet<string>, storage: LogStorage): LogStorage {
  const append: LogStorage['append'] = async (log, expected, entries, options) => {
    const bad = entries.find(({ id }: Entry) => poisonous.has(id))?.id;
    if (bad === undefined) return storage.append(log, expected, entries, options);
    throw new TandemError('STORAGE_REJECTED', 'Injected', {
      details: Number(bad.slice(1)) % 2 ? { entry: bad } : {},
    });
  };
  return new Proxy(storage, {
    get: (target, key): unknown => {
      if (key === 'append') return append;
      const value: unknown = Reflect.get(target, key);
      return typeof value === 'function' ? (value as (...args: unknown[]) => unknown).bind(target) : value;
    },
  });
}
