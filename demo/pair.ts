import {
  type Command,
  type LocalStore,
  type Partnership,
  erasePartnership,
  openPartnership,
} from '../src/core/index.js';
import { indexedDbLocal, openIndexedDb } from '../src/storage/indexeddb.js';
import { memoryLocal } from '../src/storage/memory.js';
import { fillLog } from '../src/testing/samples.js';

/** Who can be looked at in the demo. */
export type Person = 'ana' | 'ben';

const people: readonly Person[] = ['ana', 'ben'];
const ID = 'ana-ben';
const NAME = 'tandem-demo';
const isPerson = (value: unknown): value is Person => people.includes(value as Person);

/** Who uses the page: kept from one visit to the next, and by each tab for itself, so that two tabs can be two people. */
export const me = {
  get: (): Person => {
    const kept = sessionStorage.getItem(`${NAME}-me`) ?? localStorage.getItem(`${NAME}-me`);
    return isPerson(kept) ? kept : 'ana';
  },
  set: (person: Person): void => {
    for (const store of [sessionStorage, localStorage]) store.setItem(`${NAME}-me`, person);
  },
};

/**
 * The one pair of the demo. Both members share the log in this browser, as they would share one on a server; what stays
 * on a device has a store of its own for each, because each would have a device of their own.
 */
const store = openIndexedDb({ name: NAME });
const devices = new Map<Person, Promise<LocalStore>>();

function deviceOf(person: Person): Promise<LocalStore> {
  const device =
    devices.get(person) ??
    store.then(({ storage }) => (storage.degraded ? memoryLocal() : indexedDbLocal({ name: `${NAME}-${person}` })));
  devices.set(person, device);
  return device;
}

/** The places of a page that show the pair: `data-me` says whom, or `me` for whoever uses the page. */
const providers = () => [...document.querySelectorAll('tandem-partnership')];

const opened = new Map<Element, Partnership>();

/** Opens the pair in every place of the page. Whoever is there already stays. */
export async function openPair(): Promise<void> {
  const { storage } = await store;
  for (const provider of providers()) {
    const named = provider.dataset['me'];
    const person = isPerson(named) ? named : me.get();
    const before = opened.get(provider);
    if (before?.me === person) continue;
    const partnership = openPartnership({ id: ID, me: person, storage, local: await deviceOf(person) });
    opened.set(provider, partnership);
    provider.partnership = partnership;
    await before?.close();
  }
  releaseWhenClosed();
}

async function closePair(): Promise<void> {
  const open = [...opened];
  opened.clear();
  for (const [provider] of open) (provider as HTMLElementTagNameMap['tandem-partnership']).partnership = undefined;
  await Promise.all(open.map(([, partnership]) => partnership.close()));
  release();
}

// Other pages of the demo must not write while everything is replaced: each holds a shared lock while it is open.
const LOCK = `${NAME}-open`;
const news = new BroadcastChannel(LOCK);
let release: () => void = () => undefined;
let isHeld = false;

function releaseWhenClosed(): void {
  if (isHeld) return;
  isHeld = true;
  void navigator.locks.request(LOCK, { mode: 'shared' }, async () => {
    await new Promise<void>((resolve) => (release = resolve));
    isHeld = false;
  });
}

news.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
  if (data === 'close') void closePair();
  if (data === 'open') void openPair().then(() => tell());
});

let tell: () => void = () => undefined;
/** Calls back when another page of the demo has replaced everything. */
export const onReplaced = (listener: () => void): void => void (tell = listener);

/** Takes everything away that the pair ever wrote, and puts the commands of a sample in its place. */
export async function replacePair(commands: readonly Command[]): Promise<void> {
  news.postMessage('close');
  await closePair();
  try {
    await navigator.locks.request(LOCK, async () => {
      const { storage } = await store;
      for (const me of people) await erasePartnership({ id: ID, me, storage, local: await deviceOf(me) });
      if (commands.length) await fillLog(storage, ID, commands);
    });
  } finally {
    news.postMessage('open');
    await openPair();
  }
}
