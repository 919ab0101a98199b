import { existsSync, writeFileSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileKeys } from '../../../src/encryption/key-stores/file.js';
import { rawEntries } from '../../node/encryption/attack.js';
import { PAGE, names, openDevice, openWorld, texts, write } from '../../node/encryption/world.js';

/**
 * Adds goldens that are not there yet: `node --import tsx test/golden/encrypted/add.ts`. It never touches one that is: it
 * holds complete logs as some released version has written them, with keys made for it, and whatever comes later has to
 * read them.
 *
 * A change of format gets goldens of its own: add to this file, under a new name.
 */
async function everything() {
  const folder = await mkdtemp(join(tmpdir(), 'tandem-golden-'));
  const world = openWorld();
  const files = { ana: join(folder, 'ana.json'), ben: join(folder, 'ben.json') };
  const ana = openDevice(world, { keys: fileKeys(files.ana) });
  await ana.membership.start('ana', 'Laptop of Ana');
  await write(ana, 'Hello Ben');
  const { link } = await ana.membership.invite('ben', PAGE);
  const withdrawn = await ana.membership.invite('ana', PAGE);
  const ben = openDevice(world, { keys: fileKeys(files.ben) });
  await ben.membership.join(link, 'Laptop of Ben');
  await write(ben, 'Grüße, Ana 👋');
  await write(ben, 'what only Ben reads', names('ben').own);
  await ana.membership.withdraw(withdrawn.id);
  const tablet = openDevice(world);
  await tablet.membership.join((await ben.membership.invite('ben', PAGE)).link, 'Tablet of Ben');
  await write(tablet, 'x'.repeat(5000), names('').pair, 'long');
  await ben.membership.createRecoveryCode();
  const lost = await tablet.membership.view();
  await ben.membership.removeDevice(lost.devices.find(({ isThis }) => isThis)!.id);
  const code = await ben.membership.createRecoveryCode();
  await write(ana, 'after the tablet');
  const open = await ana.membership.invite('ana', PAGE);
  await texts(ben);
  const { safetyNumber, devices } = await ana.membership.view();
  const logs: Record<string, unknown> = {};
  const keys: Record<string, unknown> = {};
  for (const log of world.tokens.keys()) logs[log] = await rawEntries(world, log);
  for (const [who, path] of Object.entries(files)) keys[who] = JSON.parse(await readFile(path, 'utf8'));
  const golden = {
    now: world.now,
    keys,
    tokens: [...world.tokens].map(([log, known]) => [log, [...known]]),
    logs,
    link: open.link,
    code,
    expected: {
      safetyNumber,
      devices: devices.map(({ isThis: _, ...device }) => device),
      pair: await texts(ana),
      own: await texts(ben, names('ben').own),
    },
  };
  await rm(folder, { recursive: true });
  return golden;
}

const goldens: Readonly<Record<string, () => Promise<unknown>>> = { '1-everything': everything };

for (const [name, make] of Object.entries(goldens)) {
  const file = new URL(`${name}.json`, import.meta.url);
  if (existsSync(file)) console.log(`${name}: stays as it is`);
  else {
    writeFileSync(file, `${JSON.stringify(await make(), undefined, 2)}\n`);
    console.log(`${name}: made`);
  }
}
