import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { TandemError, type TandemErrorCode } from '../../../src/core/errors.js';
import type { AppendResult, StoredEntry } from '../../../src/core/log/storage.js';
import { memory } from '../../../src/storage/memory.js';
import { composeControl, nextEpoch, sealAbout } from '../../../src/encryption/books.js';
import { toText } from '../../../src/encryption/bytes.js';
import { joinProof } from '../../../src/encryption/chain.js';
import { composeContent } from '../../../src/encryption/compose.js';
import { aesKey, randomBytes, sign } from '../../../src/encryption/crypto.js';
import { publicOf } from '../../../src/encryption/key-pairs.js';
import { tokenHash } from '../../../src/encryption/tickets.js';
import {
  type Malice,
  changing,
  malicious,
  pairLog,
  rawEntries,
  remoteOf,
  smuggle,
  stateOf,
  stranger,
} from './attack.js';
import { PAIR, names, openDevice, openPair, openWorld, texts, write } from './world.js';

/** Ana's server turns malicious when three entries were written that she has read. */
async function setUp() {
  const malice: Malice = {};
  const pair = await openPair(openWorld(), { wire: malicious(malice) });
  for (const text of ['one', 'two', 'three']) await write(pair.ben, text);
  const good = ['ben: one', 'ben: two', 'ben: three'];
  assert.deepEqual(await texts(pair.ana), good);
  const log = await remoteOf(pair.ana);
  return { ...pair, malice, log, good, raw: await rawEntries(pair.world, log) };
}

const code = (expected: TandemErrorCode) => ({ name: 'TandemError', code: expected });
const readAll = (tab: Parameters<typeof texts>[0]) => tab.storage.read(PAIR, 0);

describe('a malicious server', () => {
  it('that rolls back is found out, also after a reload', async () => {
    const { ana, malice, good } = await setUp();
    malice.read = ({ entries, head }) => ({ entries: entries.filter(({ version }) => version < head), head: head - 1 });
    await assert.rejects(readAll(ana), code('LOG_REWRITTEN'));
    await assert.rejects(readAll(ana.tab()), code('LOG_REWRITTEN'));
    await assert.rejects(ana.storage.append(PAIR, 6, [{ id: 'x', body: 1 }]), code('LOG_REWRITTEN'));
    delete malice.read;
    assert.deepEqual(await texts(ana), good);
  });

  it('that says the log is empty is found out', async () => {
    const { ana, malice } = await setUp();
    malice.read = () => ({ entries: [], head: 0 });
    await assert.rejects(readAll(ana), code('LOG_REWRITTEN'));
  });

  it('that leaves an entry out is found out', async () => {
    const { ana, ben, malice, good } = await setUp();
    await write(ben, 'four');
    await write(ben, 'five');
    malice.read = (page) => ({ ...page, entries: page.entries.filter(({ id }) => id !== 'four') });
    await assert.rejects(ana.storage.read(PAIR, 7), code('LOG_GAP'));
    malice.read = ({ entries, head }, _, after) => ({ head, entries: after >= 7 ? [] : entries });
    await assert.rejects(ana.storage.read(PAIR, 7), code('LOG_GAP'));
    malice.read = ({ entries, head }) => ({
      head: head - 1,
      entries: entries.filter(({ id }) => id !== 'four').map((entry, at) => ({ ...entry, version: 8 + at })),
    });
    await assert.rejects(ana.storage.read(PAIR, 7), code('LOG_FORGED'));
    delete malice.read;
    assert.deepEqual(await texts(ana), [...good, 'ben: four', 'ben: five']);
  });

  it('that swaps, repeats or exchanges entries is found out', async () => {
    const { ana, ben, malice, raw, world } = await setUp();
    await write(ben, 'a');
    await write(ben, 'b');
    const all = await rawEntries(world, await remoteOf(ana));
    const [a, b] = [all.at(-2)!, all.at(-1)!];
    malice.read = changing((entry) => (entry.id === 'a' ? { ...b, version: a.version } : entry));
    await assert.rejects(ana.storage.read(PAIR, 7), code('LOG_FORGED'));
    malice.read = changing((entry) => (entry.id === 'a' ? { ...raw.at(-1)!, version: a.version } : entry));
    await assert.rejects(ana.storage.read(PAIR, 7), code('LOG_FORGED'));
    malice.read = changing((entry) => (entry.id === 'a' ? { ...entry, body: raw.at(-1)!.body } : entry));
    await assert.rejects(ana.storage.read(PAIR, 7), code('LOG_FORGED'));
    malice.read = changing((entry) => (entry.id === 'a' ? { ...entry, id: 'another' } : entry));
    await assert.rejects(ana.storage.read(PAIR, 7), code('LOG_FORGED'));
  });

  it('that moves an entry into another log is found out', async () => {
    const { ana, ben, world, log } = await setUp();
    await write(ana, 'mine alone', names('ana').own);
    const [, mine] = await rawEntries(world, await remoteOf(ana, names('ana').own));
    await smuggle(world, log, { id: 'mine alone', body: mine!.body });
    await assert.rejects(ana.storage.read(PAIR, 7), code('LOG_FORGED'));
    await assert.rejects(ben.storage.read(PAIR, 7), code('LOG_FORGED'));
  });

  it('that forks the log is found out by whoever has seen the other branch', async () => {
    const { ana, ben, malice, log, raw, world } = await setUp();
    await write(ana, 'to Ana');
    // Ben's device is shown a server that never got it, and writes on.
    const branch = { ...world, logs: memory() };
    await branch.logs.append(log, 0, raw);
    const elsewhere = openDevice(
      { ...branch, connect: () => branch.logs },
      { keys: ben.keys, local: { ...ben.local, get: async () => undefined } },
    );
    await write(elsewhere, 'to Ben');
    await write(elsewhere, 'more to Ben');
    malice.read = async (_, name, after) => branch.logs.read(name, after);
    await assert.rejects(ana.storage.read(PAIR, 8), code('LOG_REWRITTEN'));
    await assert.rejects(readAll(ana), code('LOG_REWRITTEN'));
    await assert.rejects(readAll(ana.tab()), code('LOG_REWRITTEN'));
  });

  it('that puts another log in its place is found out', async () => {
    const { ana, malice } = await setUp();
    const other = await openPair();
    const log = await remoteOf(other.ana);
    malice.read = async (_, __, after) => other.world.logs.read(log, after);
    await assert.rejects(readAll(ana), code('LOG_REWRITTEN'));
    for (let n = 0; n < 9; n += 1) await write(other.ana, `n${n}`);
    await assert.rejects(readAll(ana), code('LOG_FORGED'));
    // Even where nothing but the keys is left of what was proved before.
    const bare = openDevice({ ...other.world, connect: () => other.world.logs }, { keys: ana.keys });
    await assert.rejects(readAll(bare), code('LOG_REWRITTEN'));
  });

  it('that lies about what it has stored is found out', async () => {
    const { ana, ben, malice, good } = await setUp();
    const append = (id: string) => ana.storage.append(PAIR, 7, [{ id, body: { text: id } }]);
    malice.append = async () => ({ status: 'appended', versions: [8], known: true });
    await assert.rejects(append('x'), code('LOG_REWRITTEN'));
    malice.append = async () => ({ status: 'appended', versions: [3], known: true });
    await assert.rejects(append('x'), code('LOG_REWRITTEN'));
    malice.append = async () => ({ status: 'appended', versions: [17], known: false });
    await assert.rejects(append('x'), code('LOG_GAP'));
    assert.deepEqual(await texts(ana), good);
    malice.append = async () => ({ status: 'appended', versions: [8], known: false });
    assert.equal((await append('x')).status, 'appended');
    delete malice.append;
    await assert.rejects(readAll(ana), code('LOG_REWRITTEN'));
    assert.deepEqual(await texts(ben), good);
  });

  it('that keeps an old attempt cannot bring it in beside the new one', async () => {
    const { ana, ben, malice, world, log } = await setUp();
    let kept: readonly { id: string; body: unknown }[] = [];
    malice.append = async (_, entries): Promise<AppendResult> => {
      kept = entries;
      throw new Error('lost');
    };
    await assert.rejects(ana.storage.append(PAIR, 7, [{ id: 'x', body: { text: 'first attempt' } }]));
    delete malice.append;
    await write(ben, 'meanwhile');
    await write(ana, 'second attempt', PAIR, 'x');
    const rest = (await rawEntries(world, log)).slice(7);
    const view = (entries: readonly StoredEntry[]) => ({ entries, head: 7 + entries.length });
    const attempt = { ...(kept[0] as StoredEntry), version: 8 };
    malice.read = (page, _, after) => (after < 7 ? page : view([attempt, ...rest.slice(1)].slice(after - 7)));
    await assert.rejects(ana.storage.read(PAIR, 7), code('LOG_REWRITTEN'));
    malice.read = (page, _, after) => (after < 9 ? page : { entries: [{ ...attempt, version: 10 }], head: 10 });
    await assert.rejects(ana.storage.read(PAIR, 9), code('LOG_FORGED'));
  });

  it('that puts other wraps into an epoch is found out', async () => {
    const { ana, ben, malice } = await setUp();
    await ben.membership.createRecoveryCode();
    await ben.membership.createRecoveryCode(); // replaces one: a new epoch
    malice.read = changing((entry) => {
      const text = Buffer.from(entry.body as string, 'base64url').toString('latin1');
      if (!text.includes('"wraps"')) return entry;
      const changed = text.replace(/("wraps":\{"[\w-]+":")(.)/, (_, front: string, sign: string) => {
        return front + (sign === 'A' ? 'B' : 'A');
      });
      return { ...entry, body: Buffer.from(changed, 'latin1').toString('base64url') };
    });
    await assert.rejects(ana.storage.read(PAIR, 9), code('LOG_FORGED'));
  });

  it('that writes with a device of its own is found out, whatever it writes', async () => {
    const { ana, world, log } = await setUp();
    const state = await stateOf(ana);
    const { keys, ...author } = await stranger();
    const key = await aesKey(randomBytes(32));
    const device = {
      ...(await publicOf(keys)),
      token: await tokenHash('x'),
      about: await sealAbout(key, log, 8, { name: 'Server' }),
    };
    const proof = (ticket: string) => sign(author.key, joinProof(log, ticket, author.id, device.token)).then(toText);
    const { control: epoch } = await nextEpoch(log, state, [randomBytes(32), randomBytes(32)]);
    const ticket = { ...device, id: toText(randomBytes(16)), keys: 'AAAA', wrap: 'AAAA' };
    const { about: _, ...way } = ticket;
    const used = Object.keys(state.tickets)[0]!;
    const forged = [
      await composeContent(log, state, author, key, { id: 'x', body: 'forged' }),
      await composeControl(log, state, author, epoch),
      await composeControl(log, state, author, { ...epoch, first: device }),
      await composeControl(log, state, author, { kind: 'recovery.set', ticket: way }),
      await composeControl(log, state, author, {
        kind: 'device.added',
        device,
        ticket: way.id,
        proof: await proof(way.id),
      }),
      await composeControl(log, state, author, {
        kind: 'device.added',
        device,
        ticket: used,
        proof: await proof(used),
      }),
      await composeControl(log, state, author, {
        kind: 'invitation.opened',
        ticket: way,
        member: 1,
        until: '2030-01-01T00:00:00Z',
      }),
      // In the name of a device that is in.
      await composeContent(log, state, { ...author, id: Object.keys(state.devices)[0]! }, key, {
        id: 'x',
        body: 'forged',
      }),
      await composeControl(log, state, { ...author, id: Object.keys(state.devices)[0]! }, epoch),
    ];
    for (const entry of forged) {
      const server = memory();
      await server.append(log, 0, await rawEntries(world, log));
      await server.append(log, 7, [entry]);
      const tab = openDevice({ ...world, connect: () => server }, { keys: ana.keys, local: ana.local });
      await assert.rejects(tab.storage.read(PAIR, 7), code('LOG_FORGED'));
      assert.equal((await tab.storage.read(PAIR, 0)).entries.length, 7, 'what is right can still be read');
    }
  });

  it('that shows a new device a log of its own making is found out', async () => {
    const { world, ana, log } = await setUp();
    const { link } = await ana.membership.invite('ana', 'https://intranet.example/');
    const raw = await rawEntries(world, log);
    // Everything in front of the invitation is what the inviter saw: here the server drops what Ben wrote.
    const server = memory();
    await server.append(log, 0, [...raw.slice(0, 4), ...raw.slice(-1)]);
    const tablet = openDevice({ ...world, connect: () => server });
    await assert.rejects(tablet.membership.join(link, 'Tablet'), code('LOG_FORGED'));
    assert.equal((await tablet.membership.view()).state, 'unknown');
  });

  it('that says a device was taken out cannot have it carry on with another log', async () => {
    const { world, ana, malice, log, good } = await setUp();
    const other = await openPair(world);
    const { link } = await other.ana.membership.invite('ana', 'https://intranet.example/');
    malice.read = (page, name) => {
      if (name === log) throw new TandemError('NETWORK_REFUSED', 'No', { details: { code: 'token-unknown' } });
      return page;
    };
    await assert.rejects(ana.membership.join(link, 'Laptop'), code('INVITATION_OTHER'));
    const sheet = await other.ana.membership.createRecoveryCode();
    await assert.rejects(ana.membership.recover(sheet, 'Laptop'), code('RECOVERY_UNKNOWN'));
    await assert.rejects(ana.membership.start('ana', 'Laptop'), code('ENCRYPTION_KEYS_MISSING'));
    delete malice.read;
    assert.deepEqual(await texts(ana), good);
    assert.deepEqual(await texts(ana.tab()), good);
  });

  it('that shows half of a joining gets nothing written under the epoch of the link', async () => {
    const { world, ana } = await setUp();
    const { link } = await ana.membership.invite('ana', 'https://intranet.example/');
    const tablet = openDevice(world);
    await tablet.membership.join(link, 'Tablet');
    const raw = await rawEntries(world, await remoteOf(ana));
    const server = memory();
    await server.append(await remoteOf(ana), 0, raw.slice(0, -1));
    const tab = openDevice({ ...world, connect: () => server }, { keys: ana.keys, local: ana.local });
    await assert.rejects(tab.storage.append(PAIR, raw.length - 1, [{ id: 'x', body: 1 }]), code('LOG_GAP'));
  });
});

describe('a malicious partner', () => {
  it('cannot write in the other one’s name', async () => {
    const { ana, ben, world, log } = await setUp();
    const state = await stateOf(ben);
    const row = (await ben.keyring.row(PAIR))!;
    const [first] = Object.keys(state.devices);
    assert.notEqual(first, row.device.id);
    const key = await (await pairLog(ben)).reader.contentKey(state, 2);
    const author = { id: first!, key: row.device.keys.sign.privateKey };
    await smuggle(world, log, await composeContent(log, state, author, key, { id: 'x', body: { text: 'I give up' } }));
    await assert.rejects(ana.storage.read(PAIR, 7), code('LOG_FORGED'));
  });

  it('cannot hide from the other that an epoch has keys of another one', async () => {
    const { ana, ben, world, log } = await setUp();
    const state = await stateOf(ben);
    const row = (await ben.keyring.row(PAIR))!;
    const author = { id: row.device.id, key: row.device.keys.sign.privateKey };
    const secrets = await (await pairLog(ben)).reader.open(state);
    const [{ control }, other] = [await nextEpoch(log, state, secrets), await nextEpoch(log, state, secrets)];
    await smuggle(world, log, await composeControl(log, state, author, { ...control, wraps: other.control.wraps }));
    await assert.rejects(ana.storage.read(PAIR, 7), code('LOG_FORGED'));
  });

  it('cannot leave a device out without saying so', async () => {
    const { ana, ben, world, log } = await setUp();
    const state = await stateOf(ben);
    const row = (await ben.keyring.row(PAIR))!;
    const author = { id: row.device.id, key: row.device.keys.sign.privateKey };
    const secrets = await (await pairLog(ben)).reader.open(state);
    const { control } = await nextEpoch(log, state, secrets);
    const wraps = { [row.device.id]: control.wraps[row.device.id]! };
    await smuggle(world, log, await composeControl(log, state, author, { ...control, wraps }));
    await assert.rejects(ana.storage.read(PAIR, 7), code('LOG_FORGED'));
  });
});

describe('a server that makes no sense', () => {
  it('is no reason to go round for ever, nor to throw anything without a code', async () => {
    const { ana, malice, good } = await setUp();
    malice.append = async () => ({ status: 'conflict', newer: { entries: [], head: 7 } });
    await assert.rejects(ana.membership.createRecoveryCode(), code('NETWORK_FAILED'));
    await assert.rejects(ana.membership.invite('ana', 'https://intranet.example/'), code('NETWORK_FAILED'));
    delete malice.append;
    const nonsense: [unknown, TandemErrorCode][] = [
      [{ entries: null, head: 9 }, 'STORAGE_FAILED'],
      [{ entries: [], head: '9' }, 'STORAGE_FAILED'],
      [{ entries: [null], head: 9 }, 'LOG_ENTRY_CORRUPT'],
      [{ entries: [{ version: 8 }], head: 9 }, 'LOG_ENTRY_CORRUPT'],
      [{ entries: [{ version: 8, id: 8, body: 'AAAA' }], head: 9 }, 'LOG_ENTRY_CORRUPT'],
      [{ entries: [{ version: 8, id: 'x', body: '' }], head: 9 }, 'LOG_ENTRY_CORRUPT'],
      [{ entries: [{ version: 8, id: 'x', body: { a: 1 } }], head: 9 }, 'LOG_ENTRY_CORRUPT'],
      [{ entries: [{ version: 8, id: 'x', body: 'AgAA' }], head: 9 }, 'FACT_UNKNOWN'],
      [{ entries: [{ version: 8, id: 'x', body: 'AQAA' }], head: 9 }, 'LOG_ENTRY_CORRUPT'],
    ];
    for (const [page, expected] of nonsense) {
      malice.read = (real, _, after) => (after === 7 ? (page as typeof real) : real);
      await assert.rejects(ana.storage.read(PAIR, 7), code(expected), JSON.stringify(page));
    }
    delete malice.read;
    assert.deepEqual(await texts(ana), good);
  });
});

describe('book-keeping of a later version', () => {
  it('is FACT_UNKNOWN where a member signed it, and a forgery where nobody did', async () => {
    const { ana, ben, world, log } = await setUp();
    const state = await stateOf(ben);
    const row = (await ben.keyring.row(PAIR))!;
    const control = { kind: 'member.renamed', to: 'x' } as unknown as Parameters<typeof composeControl>[3];
    const author = { id: row.device.id, key: row.device.keys.sign.privateKey };
    const right = await composeControl(log, state, author, control);
    const wrong = await composeControl(log, state, { ...author, key: (await stranger()).key }, control);
    for (const [entry, expected] of [
      [right, 'FACT_UNKNOWN'],
      [wrong, 'LOG_FORGED'],
    ] as const) {
      const server = memory();
      await server.append(log, 0, [...(await rawEntries(world, log)), entry]);
      const tab = openDevice({ ...world, connect: () => server }, { keys: ana.keys, local: ana.local });
      await assert.rejects(tab.storage.read(PAIR, 7), code(expected));
    }
  });
});
