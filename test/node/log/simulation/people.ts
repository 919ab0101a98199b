import assert from 'node:assert/strict';
import { isTandemError } from '../../../../src/core/errors.js';
import type { LocalStore } from '../../../../src/core/log/local-store.js';
import type { LogId, LogStorage, StoredEntry, Version } from '../../../../src/core/log/storage.js';
import type { ChainState } from '../../../../src/encryption/chain.js';
import {
  type EncryptedStorage,
  type LogRow,
  type Membership,
  encrypted,
  openKeyring,
  openMembership,
} from '../../../../src/encryption/index.js';
import { parseCode } from '../../../../src/encryption/recovery-code.js';
import { ticketOf } from '../../../../src/encryption/tickets.js';
import { memoryLocal } from '../../../../src/storage/memory.js';
import { LOG } from '../world.js';
import { type KeyShelf, keyShelf } from './shared-stack.js';
import type { People, Place } from './storages.js';
import { Wires } from './wires.js';

export const PAGE = 'https://intranet.example/coaching';
export const names = (me: string) => ({ pair: LOG, own: `own:${me}` });

/** A way in that somebody was given. */
export interface Way {
  readonly kind: 'link' | 'code';
  readonly text: string;
  readonly id: string;
  /** Whom it lets in. */
  readonly member: string;
}

interface Machine {
  readonly keys: KeyShelf;
  readonly local: LocalStore;
}

/** A device as it was when it was taken out. */
interface Removed {
  readonly device: number;
  readonly row: LogRow;
  readonly since: Version;
}

/** What people may be told who want in, or want others out. */
const HONEST = /^(STORAGE|NETWORK|INVITATION|RECOVERY)_|^ENCRYPTION_KEYS_MISSING$/;

const rowOf = ({ keys }: Machine): LogRow | undefined => keys.values.get(`log/${LOG}`) as LogRow | undefined;

export async function linkFrom(membership: Membership, member: string): Promise<Way> {
  const { link, id } = await membership.invite(member, PAGE);
  return { kind: 'link', text: link, id, member };
}

export async function codeFrom(membership: Membership): Promise<Way> {
  const text = await membership.createRecoveryCode();
  const { id } = await ticketOf(await parseCode(text));
  return { kind: 'code', text, id, member: (await membership.view()).me ?? '' };
}

/** People with links, codes and devices; the first device is never taken out. */
export function openPeople({
  machines,
  truth,
  wires,
  bare,
  opens,
  ways,
}: {
  /** What was given to people before. */
  readonly ways: readonly Way[];
  readonly machines: readonly Machine[];
  readonly truth: EncryptedStorage;
  readonly wires: Wires;
  /** The server's log past all tokens. */
  readonly bare: () => LogStorage;
  /** Whether the server lets a token in. */
  readonly opens: (log: LogId, token: string) => Promise<boolean>;
}): People & {
  move(place: Place, membership: Membership): void;
  prove(entries: readonly StoredEntry[]): Promise<void>;
} {
  const memberships = new Map<Place, Membership>();
  const given = [...ways];
  /** Which ways in each device has tried, the last one last. */
  const tried = machines.map((): Way[] => []);
  /** Ways in that somebody has begun to end: it may have happened in one of their logs, and not in the other one yet. */
  const doubtful = new Set<string>();
  const unexpected: unknown[] = [];
  /** What nobody has been told the outcome of. */
  const running = new Map<Promise<void>, Place>();
  const gone = new Set<Place>();
  const counts = { joined: 0, removed: 0, refusedPeople: 0, epochs: 0 };
  /** By device id, as it was known to this story. */
  const rows = new Map<string, readonly [device: number, LogRow]>();

  /** What the log says of who is in. */
  async function state(): Promise<ChainState | undefined> {
    if (!(await truth.keyring.row(LOG))) return undefined;
    return (await truth.log(LOG)).catchUp();
  }

  function remember(): void {
    for (const [device, machine] of machines.entries()) {
      const row = rowOf(machine);
      if (row) rows.set(row.device.id, [device, row]);
    }
  }

  /** At which version each device was taken out. */
  const outSince = new Map<string, Version>();
  /** Follows the log entry by entry, to know when who went. */
  async function follow(): Promise<void> {
    remember();
    const last = await state();
    if (!last) return;
    for (const [id, { out }] of Object.entries(last.devices)) {
      if (out && !outSince.has(id)) outSince.set(id, last.version);
    }
  }

  function run(place: Place, work: Promise<unknown>): void {
    const mine = work
      .then(
        () => undefined,
        (error: unknown) => {
          counts.refusedPeople += 1;
          Wires.trace?.(`d${place.device} is told ${String(error)} ${String((error as Error).cause)}`);
          if (!(isTandemError(error) && HONEST.test(error.code)) && !isOfTwo(error)) unexpected.push(error);
        },
      )
      .then(() => void running.delete(mine));
    running.set(mine, place);
  }

  async function enter(place: Place, way: Way): Promise<void> {
    const membership = memberships.get(place)!;
    const name = `d${place.device}`;
    tried[place.device]!.push(way);
    await (way.kind === 'link' ? membership.join(way.text, name) : membership.recover(way.text, name));
    counts.joined += 1;
    Wires.trace?.(`d${place.device} is in by ${way.kind} ${way.id}`);
    remember();
  }

  async function remove(membership: Membership, which: number): Promise<void> {
    const first = rowOf(machines[0]!)?.device.id;
    const { devices } = await membership.view();
    const others = devices.filter(({ id }) => id !== first);
    const one = others[which % Math.max(1, others.length)];
    if (!one || !first) return;
    await membership.removeDevice(one.id);
    counts.removed += 1;
  }

  const give = async (way: Promise<Way>): Promise<void> => void given.push(await way);

  return {
    counts,
    check() {
      if (unexpected.length > 0) throw unexpected[0];
    },

    move(place, membership) {
      memberships.set(place, membership);
      place.onGone(() => gone.add(place));
    },

    act(place, { what, which }) {
      const membership = memberships.get(place)!;
      const way = given[which % Math.max(1, given.length)];
      if (what === 'withdraw' && way) doubtful.add(way.id);
      if (what === 'code') for (const { kind, id } of given) if (kind === 'code') doubtful.add(id);
      if (what === 'remove') for (const { id } of given) doubtful.add(id);
      if (what === 'start' && place.device === 0) run(place, membership.start('ana', 'd0'));
      if (what === 'invite') run(place, give(linkFrom(membership, which % 2 === 0 ? 'ana' : 'ben')));
      if (what === 'enter' && way) run(place, enter(place, way));
      if (what === 'withdraw' && way?.kind === 'link') run(place, membership.withdraw(way.id));
      if (what === 'remove') run(place, remove(membership, which));
      if (what === 'code') run(place, give(codeFrom(membership)));
      if (what === 'tidy') run(place, membership.tidy());
      if (what === 'view') run(place, membership.view());
      if (what === 'days') wires.now += which * 86_400_000;
    },

    async standing(device) {
      await follow();
      const row = rowOf(machines[device]!);
      const found = row && (await state())?.devices[row.device.id];
      if (!row || !found) return { state: 'never' };
      const since = outSince.get(row.device.id);
      return since === undefined ? { state: 'in' } : { state: 'out', since };
    },

    identity: (device) => rowOf(machines[device]!)?.device.id,

    memberOf: (device) => rowOf(machines[device]!)?.me,

    async tryAgain(places) {
      if (!(await state())) {
        const place = places.find(({ device }) => device === 0)!;
        run(place, memberships.get(place)!.start('ana', 'd0'));
        return;
      }
      for (const [device] of machines.entries()) {
        if ((await this.standing(device)).state === 'in') continue;
        const place = places.find((each) => each.device === device);
        const way = tried[device]!.at(-1);
        if (place && way) run(place, enter(place, way));
      }
    },

    async prove(entries) {
      await follow();
      for (const place of running.values()) {
        assert.ok(gone.has(place), 'somebody was never told what became of it');
      }
      const last = await state();
      if (!last) return;
      assert.equal(last.version, entries.length);
      counts.epochs += last.epochs.length;
      await proveEntered(last);
      const views = [];
      for (const [device, machine] of machines.entries()) {
        const { state: standing } = await this.standing(device);
        const row = rowOf(machine);
        if (!row) continue;
        const reader = readerOf(row);
        if (standing === 'in') {
          // From the first entry on, with nothing but the keys: the chain is right.
          const all = await readAll(reader);
          assert.deepEqual(all, entries);
          await (await reader.log(names(row.me).own).catch(() => reader.log(LOG))).catchUp();
          const membership = openMembership({ storage: reader, names, find: async () => [] });
          const { devices, safetyNumber } = await membership.view();
          views.push({ devices: devices.map(({ id, member, name }) => ({ id, member, name })), safetyNumber });
        }
      }
      for (const view of views) assert.deepEqual(view, views[0], 'two devices see different people');
      for (const [id, [device, row]] of rows) {
        const since = outSince.get(id);
        if (since !== undefined) await proveShut({ device, row, since }, entries);
      }
    },
  };

  /** Whoever had a good link or code is in. */
  async function proveEntered(last: ChainState): Promise<void> {
    for (const [device, machine] of machines.entries()) {
      const way = tried[device]!.at(-1);
      const row = rowOf(machine);
      if (!way || doubtful.has(way.id) || (row && row.me !== way.member)) continue; // a device stays one person's
      if (row && last.devices[row.device.id] && !last.devices[row.device.id]?.out) continue;
      const { ended, until } = last.tickets[way.id] ?? { ended: true };
      const late = until !== undefined && Date.parse(until) <= wires.now;
      assert.ok(ended || late, `d${device} has a good ${way.kind} and is not let in`);
      if (tried[device]!.some(({ id }) => id !== way.id)) continue;
      const ghost = (await namesOf(last)).find(([id, name]) => name === `d${device}` && !rows.has(id));
      assert.ok(!ghost, `d${device} is in by its ${way.kind} and does not know it`);
    }
  }

  /** How those who are in are called. */
  async function namesOf(last: ChainState): Promise<(readonly [id: string, name: unknown])[]> {
    const { reader } = await truth.log(LOG);
    const present = Object.entries(last.devices).filter(([, { out }]) => !out);
    return Promise.all(
      present.map(async ([id, { about }]) => [id, (await reader.about(last, about))['name']] as const),
    );
  }

  /** Reads with the keys of a device alone, past the server's tokens. */
  function readerOf(row: LogRow): EncryptedStorage {
    const keys = keyShelf(new Map([[`log/${LOG}`, row]]));
    const machine = machines.find((each) => rowOf(each) === row);
    const content = `content/${row.remote}`;
    if (machine?.keys.values.has(content)) keys.values.set(content, machine.keys.values.get(content));
    return encrypted(bare(), openKeyring({ keys, local: memoryLocal(), now: () => wires.now }));
  }

  async function readAll(reader: EncryptedStorage): Promise<StoredEntry[]> {
    const all: StoredEntry[] = [];
    for (;;) {
      const { entries, head } = await reader.read(LOG, all.length);
      all.push(...entries);
      if (all.length >= head) return all;
      assert.ok(entries.length > 0, 'a gap');
    }
  }

  /** Whoever was taken out reads nothing that was written later, even with the server's help. */
  async function proveShut({ device, row, since }: Removed, entries: readonly StoredEntry[]): Promise<void> {
    assert.ok(!(await opens(row.remote, row.token)), `d${device} was taken out and has a token`);
    const reader = readerOf(row);
    for (const { version, control } of entries) {
      if (version <= since || control) continue;
      const told = await reader.read(LOG, version - 1, { limit: 1 }).then(
        () => 'read',
        (error: unknown) => (isTandemError(error) ? error.code : String(error)),
      );
      assert.equal(told, 'ENCRYPTION_KEYS_MISSING', `d${device} was taken out at ${since} and reads ${version}`);
    }
  }
}

const isOfTwo = (error: unknown): boolean => error instanceof TypeError && error.message.includes('of two');
