import type { Json } from '../../core/log/storage.js';

/** A write to a key; with the key alone, its deletion. */
export type Write = readonly [key: string, value?: Json];

/** Carries writes over from a page that goes away before IndexedDB has answered. */
interface Rescue {
  /** Says that a write was asked for. Call what it returns once the write has ended. */
  watch(...write: Write): () => void;
  /** What pages before this one have left behind. */
  left(): readonly Write[];
  /** Forgets what {@link left} gave: it is written now. */
  done(): void;
  close(): void;
}

/**
 * A page that is reloaded or closed takes along the transactions that the browser has not begun yet. Web storage is the
 * one place that can still be written in that moment: what is under way goes there, and the next page, or another tab,
 * writes it first of all. It holds nothing at any other time.
 *
 * @param onLeft called when another tab has left something behind
 */
export function createRescue(database: string, onLeft: () => void): Rescue {
  const place = `${database}/unwritten`;
  /** The latest write of each key. */
  const underWay = new Map<string, Write>();
  let seen: string | null = null;

  const read = (): string | null => (seen = webStorage((area) => area.getItem(place)) ?? null);
  const onHide = (): void => {
    if (underWay.size === 0) return;
    const all = JSON.stringify([...parse(read()), ...underWay.values()]);
    webStorage((area) => area.setItem(place, all));
  };
  const onStorage = ({ key, newValue }: StorageEvent): void => {
    if (key === place && newValue !== null) onLeft();
  };
  globalThis.addEventListener('pagehide', onHide);
  globalThis.addEventListener('storage', onStorage);

  return {
    watch(...write) {
      const [key] = write;
      underWay.set(key, write);
      return () => {
        if (underWay.get(key) === write) underWay.delete(key);
      };
    },
    left: () => parse(read()),
    done() {
      // Left in the meantime, it is not written yet.
      webStorage((area) => area.getItem(place) === seen && area.removeItem(place));
    },
    close() {
      globalThis.removeEventListener('pagehide', onHide);
      globalThis.removeEventListener('storage', onStorage);
    },
  };
}

/** Where web storage is forbidden or full there is no second net: IndexedDB remains. */
function webStorage<T>(use: (area: Storage) => T): T | undefined {
  try {
    return use(globalThis.localStorage);
  } catch (_forbidden) {
    return undefined;
  }
}

/** Anybody may have put anything there. */
function parse(text: string | null): readonly Write[] {
  try {
    const writes: unknown = JSON.parse(text ?? '[]');
    return Array.isArray(writes) ? writes.filter(isWrite) : [];
  } catch (_damaged) {
    return [];
  }
}

const isWrite = (value: unknown): value is Write => Array.isArray(value) && typeof value[0] === 'string';
