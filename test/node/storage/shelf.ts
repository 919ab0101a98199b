import { checkAppend } from '../../../src/core/log/arguments.js';
import type { LogId, LogStorage, StoredEntry } from '../../../src/core/log/storage.js';
import { memory } from '../../../src/storage/memory.js';

/** Ways in which a durable storage can be wrong. */
export interface ShelfFaults {
  /** Answers before it has written, and writes only with the next append. */
  readonly writesLate?: boolean;
  /** Knows ids only as long as it is open. */
  readonly forgetsIds?: boolean;
  /** An erase does not reach what is kept. */
  readonly erasesInMemoryOnly?: boolean;
  /** Reads what is kept once, when it is opened. */
  readonly caches?: boolean;
}

/** What outlives the objects: every log as text, the way a disk has it. */
type Disk = Map<LogId, string>;

/** A place that outlives the storages on it: stands for a disk, so that what is durable can be tested without one. */
export function shelf(faults: ShelfFaults = {}) {
  let disk: Disk = new Map();
  const open = (): LogStorage => onDisk(disk, faults);
  return {
    /** A storage on an empty place. */
    create(): LogStorage {
      disk = new Map();
      return open();
    },
    /** A storage on the place that was made last. */
    open,
  };
}

function onDisk(disk: Disk, faults: ShelfFaults): LogStorage {
  const cache = new Map<LogId, LogStorage>();
  const late: (() => void)[] = [];
  let run = 0;
  const gate = memory();

  /** The log as it is on the disk now, in a right storage of its own. */
  async function load(log: LogId): Promise<LogStorage> {
    const cached = cache.get(log);
    if (cached) return cached;
    const fresh = memory();
    const kept = JSON.parse(disk.get(log) ?? '[]') as StoredEntry[];
    run += 1;
    const known = kept.map(({ id, body }) => ({ id: faults.forgetsIds ? `forgotten-${id}-${run}` : id, body }));
    if (known.length > 0) await fresh.append(log, 0, known);
    if (faults.caches || faults.forgetsIds || faults.erasesInMemoryOnly || faults.writesLate) cache.set(log, fresh);
    return fresh;
  }

  async function save(log: LogId, storage: LogStorage): Promise<void> {
    const text = JSON.stringify((await storage.read(log, 0)).entries);
    for (const write of late.splice(0)) write();
    if (faults.writesLate) late.push(() => disk.set(log, text));
    else disk.set(log, text);
  }

  /** One at a time, on everything that shares the disk. */
  const queue = queueOf(disk);

  return {
    name: 'shelf',
    supports: { durable: true, live: false, shared: false },
    async read(log, after, options) {
      await gate.read(log, after, options);
      return queue(async () => (await load(log)).read(log, after, options));
    },
    async append(log, expected, entries, options) {
      const copies = checkAppend(log, expected, entries, options);
      await gate.read(log, 0);
      return queue(async () => {
        const storage = await load(log);
        const result = await storage.append(log, expected, copies);
        if (result.status === 'appended') await save(log, storage);
        return result;
      });
    },
    async erase(log) {
      await gate.erase(log);
      return queue(async () => {
        cache.delete(log);
        if (faults.erasesInMemoryOnly) cache.set(log, memory());
        else disk.delete(log);
      });
    },
    close: () => gate.close(),
  };
}

const queues = new WeakMap<Disk, Promise<unknown>>();

function queueOf(disk: Disk) {
  return <T>(work: () => Promise<T>): Promise<T> => {
    const mine = (queues.get(disk) ?? Promise.resolve()).then(work);
    queues.set(
      disk,
      mine.catch(() => undefined),
    );
    return mine;
  };
}
