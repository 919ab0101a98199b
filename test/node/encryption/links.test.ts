import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { composeControl, sealAbout } from '../../../src/encryption/books.js';
import { toText } from '../../../src/encryption/bytes.js';
import { joinProof } from '../../../src/encryption/chain.js';
import { change, series } from '../../../src/encryption/changes.js';
import { randomBytes, sign } from '../../../src/encryption/crypto.js';
import { publicOf } from '../../../src/encryption/key-pairs.js';
import { formatLink, isLink, parseLink } from '../../../src/encryption/link.js';
import { openLog } from '../../../src/encryption/log.js';
import { formatCode, parseCode } from '../../../src/encryption/recovery-code.js';
import { newTicket, ticketOf, ticketReceiver, tokenHash } from '../../../src/encryption/tickets.js';
import { pairLog, remoteOf, smuggle, stateOf } from './attack.js';
import { stranger } from './attack.js';
import {
  PAGE,
  PAIR,
  type TestDevice,
  type World,
  names,
  openDevice,
  openPair,
  openWorld,
  texts,
  write,
} from './world.js';

const DAY = 86_400_000;

/** What somebody with a link reads where the server is on their side: no tokens. */
async function readWith(link: string, world: World, device: TestDevice): Promise<string[]> {
  const { log, secret } = await parseLink(link);
  const opened = openLog(world.logs, device.keyring, log, ticketReceiver(log, await ticketOf(secret)));
  const found: string[] = [];
  for (let after = 0; ;) {
    const { entries, head } = await opened.read(after);
    for (const { body, control } of entries) if (!control) found.push((body as { text: string }).text);
    after += entries.length;
    if (after >= head) return found;
    await assert.rejects(opened.read(after), { code: 'ENCRYPTION_KEYS_MISSING' });
    return found;
  }
}

describe('a link', () => {
  it('that was used opens nothing any more, and nothing written later even with the server’s help', async () => {
    const { world, ana, link } = await openPair();
    await write(ana, 'after');
    await assert.rejects(openDevice(world).membership.join(link, 'x'), { code: 'INVITATION_USED' });
    assert.deepEqual(await readWith(link, world, ana), []);
  });

  it('that was withdrawn opens nothing, and nothing written later even with the server’s help', async () => {
    const { world, ana } = await openPair();
    await write(ana, 'before');
    const { link, id } = await ana.membership.invite('ana', PAGE);
    assert.deepEqual(
      (await ana.membership.view()).invitations.map((each) => each.id),
      [id],
    );
    await ana.membership.withdraw(id);
    await ana.membership.withdraw(id);
    await write(ana, 'after');
    assert.deepEqual((await ana.membership.view()).invitations, []);
    await assert.rejects(openDevice(world).membership.join(link, 'x'), { code: 'INVITATION_USED' });
    assert.deepEqual(await readWith(link, world, ana), ['before']);
  });

  it('that is too old opens nothing, and once tidied up nothing written later even with the server’s help', async () => {
    const { world, ana } = await openPair();
    const { link } = await ana.membership.invite('ana', PAGE);
    world.now += 8 * DAY;
    await assert.rejects(openDevice(world).membership.join(link, 'x'), { code: 'INVITATION_EXPIRED' });
    assert.deepEqual((await ana.membership.view()).invitations, []);
    await ana.membership.tidy();
    await write(ana, 'after');
    assert.deepEqual(await readWith(link, world, ana), []);
  });

  it('stays open while others come in', async () => {
    const { world, ana, ben } = await openPair();
    const [one, two] = [await ana.membership.invite('ana', PAGE), await ben.membership.invite('ben', PAGE)];
    const [tablet, phone] = [openDevice(world), openDevice(world)];
    await tablet.membership.join(one.link, 'Tablet');
    await write(tablet, 'hello');
    await phone.membership.join(two.link, 'Phone');
    assert.deepEqual(await texts(phone), ['ana: hello']);
  });

  it('that two people open at once lets in exactly one', async () => {
    for (const who of ['ana', 'ben']) {
      const { world, ana } = await openPair();
      const { link } = await ana.membership.invite(who, PAGE);
      const devices = [openDevice(world), openDevice(world), openDevice(world)];
      const results = await Promise.allSettled(devices.map(({ membership }) => membership.join(link, 'x')));
      const lost = results.filter((result) => result.status === 'rejected');
      assert.deepEqual(
        lost.map(({ reason }: { reason: { code?: string } }) => reason.code),
        ['INVITATION_USED', 'INVITATION_USED'],
      );
      const winner = devices[results.findIndex(({ status }) => status === 'fulfilled')]!;
      await write(winner, 'in');
      assert.deepEqual(await texts(ana), [`${who}: in`]);
    }
  });

  it('whose second use gets past the server has no effect on anybody', async () => {
    const { world, ana, ben, link } = await openPair();
    const log = await remoteOf(ana);
    const { secret } = await parseLink(link);
    const ticket = await ticketOf(secret);
    const receiver = ticketReceiver(log, ticket);
    const thief = openLog(world.logs, ana.keyring, log, receiver);
    await thief.catchUp();
    const state = await stateOf(ana);
    const { keys, ...author } = await stranger();
    const device = { ...(await publicOf(keys)), token: 'A'.repeat(43), about: 'AAAA' };
    const key = (await receiver.keys(thief.proved().state))!.sign.privateKey;
    const proof = toText(await sign(key, joinProof(log, ticket.id, author.id, device.token)));
    const control = { kind: 'device.added', device, ticket: ticket.id, proof } as const;
    await smuggle(world, log, ...(await series(log, state, author, [() => control])));
    assert.equal((await ana.membership.view()).devices.length, 2);
    await write(ben, 'goes on');
    assert.deepEqual(await texts(ana), ['ben: goes on']);
    // Nor has what that device does to the books.
    const now = await stateOf(ana);
    const more = { kind: 'epoch.started', epoch: 3, commitment: 'A'.repeat(43), wraps: {} } as const;
    await smuggle(world, log, await composeControl(log, now, author, more));
    const later = { kind: 'of a later version' } as unknown as typeof more;
    await smuggle(world, log, await composeControl(log, await stateOf(ana), author, later));
    await write(ben, 'still');
    assert.deepEqual(await texts(ana), ['ben: goes on', 'ben: still']);
    assert.equal((await stateOf(ana)).epochs.length, 2);
  });

  it('for another partnership or person says so', async () => {
    const { world, ana, link } = await openPair();
    const other = await openPair(world);
    await assert.rejects(other.ana.membership.join(link, 'x'), { code: 'INVITATION_OTHER' });
    const mine = await ana.membership.invite('ana', PAGE);
    await assert.rejects(openDevice(world).membership.join(mine.link, 'x', 'ben'), { code: 'INVITATION_OTHER' });
    await ana.membership.join(mine.link, 'x'); // this very device is in
    await openDevice(world).membership.join(mine.link, 'x', 'ana');
  });

  it('that was made in the name of the one whom it lets in is not taken', async () => {
    const world = openWorld();
    // Ana's device calls Ana "ben" in a log of its own, so that what she writes there would be Ben's.
    const mallory = openDevice(world);
    await mallory.membership.start('ben', 'Laptop');
    const secret = randomBytes(16);
    const ticket = await ticketOf(secret);
    const log = await pairLog(mallory);
    await change(log, async ({ state, secrets }) => ({
      make: [
        async (now) => ({
          kind: 'invitation.opened',
          ticket: await newTicket(log.remote, now, secrets, ticket),
          member: 1,
          until: '2030-01-01T00:00:00Z',
          about: await sealAbout(await log.reader.contentKey(state, 1), log.remote, now.version + 1, { member: 'ben' }),
        }),
      ],
      access: { add: [{ hash: await tokenHash(ticket.token) }] },
    }));
    const link = await formatLink(PAGE, { log: log.remote, secret });
    await assert.rejects(openDevice(world).membership.join(link, 'x', 'ben'), { code: 'INVITATION_OTHER' });
  });

  it('lets a partner in again who has lost all devices, with an empty log of their own, and both see who did it', async () => {
    const { world, ana } = await openPair();
    await write(ana, 'hello');
    const { link } = await ana.membership.invite('ben', PAGE);
    const phone = openDevice(world);
    await phone.membership.join(link, 'Phone');
    assert.deepEqual(await texts(phone), ['ana: hello']);
    assert.deepEqual(await texts(phone, names('ben').own), []);
    const { devices } = await phone.membership.view();
    assert.deepEqual(devices.at(-1), {
      id: devices.at(-1)!.id,
      member: 'ben',
      name: 'Phone',
      isThis: true,
      letInBy: 'ana',
    });
  });

  it('of a device that is taken out goes with it, and so does its recovery code', async () => {
    const { world, ana, ben } = await openPair();
    const { link } = await ben.membership.invite('ben', PAGE);
    const code = await ben.membership.createRecoveryCode();
    await texts(ana);
    const { devices } = await ana.membership.view();
    await ana.membership.removeDevice(devices[1]!.id);
    await ana.membership.removeDevice(devices[1]!.id);
    await write(ana, 'after');
    await assert.rejects(openDevice(world).membership.join(link, 'x'), { code: 'INVITATION_USED' });
    await assert.rejects(openDevice(world).membership.recover(code, 'x'), { code: 'RECOVERY_UNKNOWN' });
    assert.deepEqual(await readWith(link, world, ana), []);
    await assert.rejects(texts(ben), { code: 'NETWORK_REFUSED' });
    // Where the server lets it, it still can neither read on nor write.
    const outside = openDevice({ ...world, connect: () => world.logs }, { keys: ben.keys, local: ben.local });
    await assert.rejects(texts(outside), { code: 'ENCRYPTION_KEYS_MISSING' });
    const { head } = await world.logs.read(await remoteOf(ana), 0);
    await assert.rejects(outside.storage.append(PAIR, head, [{ id: 'x', body: 1 }]), {
      code: 'ENCRYPTION_KEYS_MISSING',
    });
    assert.equal((await outside.membership.view()).state, 'removed');
    // Its owner comes back in by a new link.
    const back = await ana.membership.invite('ben', PAGE);
    await ben.membership.join(back.link, 'Laptop, cleaned');
    assert.deepEqual(await texts(ben), ['ana: after']);
    await write(ben, 'back');
  });

  it('is read as mail programs leave it, and no mistyped one is taken', async () => {
    const secret = new Uint8Array(16).fill(7);
    const log = toText(new Uint8Array(16).fill(9));
    const link = await formatLink('https://intranet.example/a?b=c#old', { log, secret });
    assert.match(link, /^https:\/\/intranet\.example\/a\?b=c#tandem=1\.[\w-]{48}$/);
    assert.ok(isLink(link) && isLink(link.slice(0, -9)) && !isLink('https://intranet.example/#other'));
    const half = link.length - 20;
    const around = [
      ` ${link}\n`,
      `<${link}>`,
      `${link}.`,
      `(${link}),`,
      `Ben: ${link} and see you`,
      `100% sure: "${link}".`,
      `https://links.example/?url=${encodeURIComponent(link)}&data=1`,
      `${link.slice(0, half)}\r\n${link.slice(half)}`,
      `${link.slice(0, half)}=\r\n${link.slice(half)}`,
      link.replace('#', '%23').replace('tandem=', 'tandem%3D'),
      link.replace('tandem=', 'tandem=3D'),
      link.slice(link.indexOf('#')),
    ];
    for (const text of around) assert.deepEqual(await parseLink(text).catch(() => text), { log, secret });
    await fc.assert(
      fc.asyncProperty(fc.nat(), fc.constantFrom(...'ABCxyz019-_'), fc.boolean(), async (at, sign, cut) => {
        const start = link.indexOf('1.') + 2;
        const place = start + (at % 48);
        const wrong = link.slice(0, place) + (cut ? '' : sign) + link.slice(place + 1);
        if (wrong !== link) await assert.rejects(parseLink(wrong), { code: 'INVITATION_INVALID' });
      }),
    );
    await fc.assert(
      fc.asyncProperty(fc.string(), (text) => assert.rejects(parseLink(text), { code: 'INVITATION_INVALID' })),
    );
  });
});

describe('a recovery code', () => {
  it('is read as people type it', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ minLength: 16, maxLength: 16 }), async (bytes) => {
        const secret = new Uint8Array(bytes);
        const code = await formatCode(secret);
        assert.match(code, /^([0-9A-HJKMNP-TV-Z]{5}-){5}[0-9A-HJKMNP-TV-Z]{5}$/);
        const typed = code.toLowerCase().replaceAll('-', ' – ').replaceAll('0', 'o').replaceAll('1', 'l');
        for (const text of [code, typed, code.replaceAll('1', 'I'), code.replaceAll('-', '')]) {
          assert.deepEqual(await parseCode(text), secret);
        }
      }),
    );
  });

  it('tells typing mistakes', async () => {
    const code = await formatCode(new Uint8Array(16).fill(5));
    const wrong = { code: 'RECOVERY_INVALID' };
    await fc.assert(
      fc.asyncProperty(fc.nat(34), fc.constantFrom(...'0123456789ABCDEFGHJKMNPQRSTVWXYZ'), async (at, sign) => {
        const mistyped = code.slice(0, at) + sign + code.slice(at + 1);
        if (mistyped !== code) await assert.rejects(parseCode(mistyped), wrong);
      }),
    );
    for (let at = 0; at < code.length - 1; at += 1) {
      const swapped = code.slice(0, at) + code[at + 1] + code[at] + code.slice(at + 2);
      if (swapped.replaceAll('-', '') !== code.replaceAll('-', '')) await assert.rejects(parseCode(swapped), wrong);
    }
    await fc.assert(fc.asyncProperty(fc.string(), (text) => assert.rejects(parseCode(text), wrong)));
  });
});
