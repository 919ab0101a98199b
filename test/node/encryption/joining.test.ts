import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { composeContent } from '../../../src/encryption/compose.js';
import { tokenHash } from '../../../src/encryption/tickets.js';
import { type Malice, malicious, pairLog, remoteOf, stateOf } from './attack.js';
import { PAGE, PAIR, type Tab, names, openDevice, openPair, texts, write } from './world.js';

describe('joining', () => {
  it('fetches every entry once, and shows it as it is now', async () => {
    const { world, ana } = await openPair();
    for (let n = 0; n < 20; n += 1) await write(ana, `n${n}`);
    const { link } = await ana.membership.invite('ben', PAGE);
    const fetched: string[] = [];
    const malice: Malice = {
      read(page, log) {
        fetched.push(...page.entries.map(({ version }) => `${log} ${version}`));
        return page;
      },
    };
    const second = openDevice(world, { wire: malicious(malice) });
    await second.membership.join(link, 'Phone of Ben');
    const log = await pairLog(second);
    const joined = [...fetched];
    await write(ana, 'meanwhile');
    const { entries, head } = await second.storage.read(PAIR, 0, { limit: 5 });
    assert.deepEqual([entries.length, head], [5, log.proved().state.version]);
    assert.deepEqual(fetched, joined, 'whether there is more is asked with the last of what came along');
    assert.deepEqual(await texts(second), await texts(ana));
    assert.equal(new Set(joined).size, joined.length);
    assert.deepEqual(
      fetched.slice(joined.length).filter((each) => joined.includes(each)),
      [],
    );
  });

  it('notices that the server takes something back before it was read', async () => {
    const { world, ana } = await openPair();
    await write(ana, 'one');
    const { link } = await ana.membership.invite('ben', PAGE);
    const malice: Malice = {};
    const second = openDevice(world, { wire: malicious(malice) });
    await second.membership.join(link, 'Phone of Ben');
    malice.read = (page, _, after) => ({
      entries: page.entries.filter(({ version }) => version <= 4),
      head: Math.min(4, Math.max(page.head, after)),
    });
    await assert.rejects(second.storage.read(PAIR, 0), { code: 'LOG_REWRITTEN' });
  });

  it('lets the partner in by a link, and each reads what the other writes', async () => {
    const { ana, ben } = await openPair();
    await write(ana, 'hello');
    await write(ben, 'good morning');
    assert.deepEqual(await texts(ana), ['ana: hello', 'ben: good morning']);
    assert.deepEqual(await texts(ben), ['ana: hello', 'ben: good morning']);
    const [a, b] = [await ana.membership.view(), await ben.membership.view()];
    assert.equal(a.safetyNumber, b.safetyNumber);
    assert.match(a.safetyNumber ?? '', /^(\d{5} ){5}\d{5}$/);
    assert.deepEqual([a.state, a.me, b.state, b.me], ['shared', 'ana', 'shared', 'ben']);
  });

  it('lets a second device of one person in, with both logs', async () => {
    const { world, ana, ben } = await openPair();
    await write(ben, 'mine alone', names('ben').own);
    const { link } = await ben.membership.invite('ben', PAGE);
    const tablet = openDevice(world);
    await tablet.membership.join(link, 'Tablet of Ben');
    assert.deepEqual(await texts(tablet, names('ben').own), ['ben: mine alone']);
    await write(tablet, 'from the tablet');
    assert.deepEqual(await texts(ana), ['ben: from the tablet']);
    const { devices } = await ana.membership.view();
    assert.deepEqual(
      devices.map(({ member, name, letInBy, isThis }) => [member, name, letInBy, isThis]),
      [
        ['ana', 'Laptop of Ana', 'ana', true],
        ['ben', 'Laptop of Ben', 'ana', false],
        ['ben', 'Tablet of Ben', 'ben', false],
      ],
    );
  });

  it('recovers by a code, once', async () => {
    const { world, ana, ben } = await openPair();
    await write(ben, 'mine alone', names('ben').own);
    const code = await ben.membership.createRecoveryCode();
    await write(ana, 'later');
    const found = openDevice(world);
    await found.membership.recover(` ${code.toLowerCase().replaceAll('-', ' ')} `, 'New phone');
    assert.deepEqual(await texts(found), ['ana: later']);
    assert.deepEqual(await texts(found, names('ben').own), ['ben: mine alone']);
    const again = openDevice(world);
    await assert.rejects(again.membership.recover(code, 'Thief'), { code: 'RECOVERY_UNKNOWN' });
    assert.equal((await found.membership.view()).canRecover, false);
  });

  it('recovers also where others have made logs that the code opens as well', async () => {
    const { world, ana, ben } = await openPair();
    await write(ben, 'mine alone', names('ben').own);
    const code = await ben.membership.createRecoveryCode();
    // The hash of the code's token is in the pair's log: whoever reads that can let it into any log.
    const ticket = Object.values((await stateOf(ana)).tickets).find(({ kind }) => kind === 'recovery')!;
    for (const log of ['empty', 'junk']) world.tokens.set(log, new Map([[ticket.token, undefined]]));
    await world.logs.append('junk', 0, [{ id: 'x', body: 'x' }]);
    const find = async (token: string) => [...(await world.find(token))].reverse();
    const found = openDevice(world, { find });
    await found.membership.recover(code, 'New phone');
    assert.deepEqual(await texts(found, names('ben').own), ['ben: mine alone']);
  });

  it('takes a device out', async () => {
    const { ana, ben } = await openPair();
    await write(ana, 'before');
    await texts(ben);
    const { devices } = await ana.membership.view();
    await ana.membership.removeDevice(devices[1]!.id);
    await write(ana, 'after');
    await assert.rejects(texts(ben), { code: 'NETWORK_REFUSED' });
  });

  it('takes a device out with every token that it has added unseen', async () => {
    const { world, ana, ben } = await openPair();
    const remote = await remoteOf(ben);
    await ana.membership.invite('ana', PAGE);
    const secret = await tokenHash('known to nobody but this device');
    const row = (await ben.keyring.row(PAIR))!;
    const server = world.connect(async () => row.token);
    const entry = await composeContent(
      remote,
      await stateOf(ben),
      { id: row.device.id, key: row.device.keys.sign.privateKey },
      await (await pairLog(ben)).reader.contentKey(await stateOf(ben), 2),
      { id: 'x', body: { text: 'harmless' } },
    );
    await server.append(remote, 5, [entry], { access: { add: [{ hash: secret }] } });
    assert.ok(world.tokens.get(remote)?.has(secret));
    await texts(ana);
    const { devices } = await ana.membership.view();
    await ana.membership.removeDevice(devices[1]!.id);
    assert.equal(world.tokens.get(remote)?.has(secret), false);
    assert.equal(world.tokens.get(remote)?.size, 2, 'Ana’s device and her open invitation are left');
    await write(ana, 'after');
  });

  it('leaves a device that was taken out to whose it was', async () => {
    const { world, ana, ben } = await openPair();
    await texts(ana);
    const { devices } = await ana.membership.view();
    await ana.membership.removeDevice(devices[1]!.id);
    const [forAna, forBen] = [await ana.membership.invite('ana', PAGE), await ana.membership.invite('ben', PAGE)];
    await assert.rejects(ben.membership.join(forAna.link, 'Laptop'), { code: 'INVITATION_OTHER' });
    await assert.rejects(ben.membership.start('ana', 'Laptop'), { code: 'ENCRYPTION_KEYS_MISSING' });
    const tablet = openDevice(world);
    await tablet.membership.join(forAna.link, 'Tablet of Ana'); // the link was not used up
    await ben.membership.join(forBen.link, 'Laptop of Ben');
    await write(ben, 'back again');
    assert.deepEqual(await texts(ana), ['ben: back again']);
  });
});

describe('subscribing', () => {
  /** What somebody hears of the log of the pair. */
  const follow = (tab: Tab): number[] => {
    const heard: number[] = [];
    tab.storage.subscribe!(PAIR, (head) => heard.push(head));
    return heard;
  };

  it('begins when the device is in, where it is not yet', async () => {
    const { world, ana } = await openPair();
    const tablet = openDevice(world);
    const heard = follow(tablet);
    const { link } = await ana.membership.invite('ana', PAGE);
    await tablet.membership.join(link, 'Tablet of Ana');
    heard.length = 0;
    await write(ana, 'hello');
    await texts(tablet);
    assert.equal(heard.length, 1);
  });

  it('begins with the next reading, where the keys could not be read', async () => {
    const { world, ana, ben } = await openPair();
    const down = new Error('down');
    let isDown = true;
    const get = (name: string) => (isDown ? Promise.reject(down) : ben.keys.get(name));
    const tab = openDevice(world, { keys: { ...ben.keys, get }, local: ben.local });
    const heard = follow(tab);
    await assert.rejects(texts(tab), down);
    assert.deepEqual(heard, [0], 'only reading can tell');
    isDown = false;
    await texts(tab);
    await write(ana, 'hello');
    assert.equal(heard.length, 2);
  });
});
