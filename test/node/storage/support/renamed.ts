import type { LogId, LogStorage } from '../../../../src/core/log/storage.js';

/**
 * Keeps logs under other names, as the layer above a server does: two names that the contract allows, `.` and `..`,
 * cannot stand in an address.
 */
export function renamed(inner: LogStorage): LogStorage {
  const named = (log: LogId): LogId => (log === '.' || log === '..' ? `dots${log.length}` : log);
  return {
    name: inner.name,
    supports: inner.supports,
    read: async (log, ...rest) => inner.read(named(log), ...rest),
    append: async (log, ...rest) => inner.append(named(log), ...rest),
    subscribe: (log, listener) => inner.subscribe!(named(log), listener),
    erase: async (log) => inner.erase(named(log)),
    close: () => inner.close(),
  };
}
