import assert from 'node:assert/strict';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { checkIn, goals, plan, reflection, signing, swap } from './support/cycle.js';
import type { Member } from './support/member.js';
import { readableIn } from './support/readable.js';
import { databaseOf, memoryOf, sizesOf, trafficOf } from './support/server-places.js';
import { type Meeting, openSharedStage } from './support/shared-stage.js';
import { invites, joins, starts } from './support/sharing.js';
import { anasStory, bensStory } from './support/words.js';

/** Long enough that they would not turn up by chance. */
const [ANA, BEN] = ['Anneliese', 'Bartholomew'];
const CONTROL = ['everybody-may-read-this-name', 'And everybody may read this sentence.'] as const;

/** What is sent in clear is found in all places: it shows that the search works. */
async function sendsInClear({ page }: Member): Promise<void> {
  await page.evaluate(async ([log, body]) => {
    const token = 'c'.repeat(43);
    const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(token)));
    const hash = btoa(String.fromCharCode(...digest)).replace(
      /[+/=]/gu,
      (sign) => ({ '+': '-', '/': '_' })[sign] ?? '',
    );
    const calls = [
      ['/logs', { log, access: { add: [{ hash }] } }],
      [`/logs/~${log}/entries`, { expected: 0, entries: [{ id: 'one', body }] }],
      // For as long as somebody listens, the server has the name in its memory.
      ['/live', { logs: [{ log, token }] }],
    ] as const;
    for (const [path, content] of calls)
      await fetch(`/sync${path}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'tandem-token': token },
        body: JSON.stringify(content),
      });
  }, CONTROL);
}

async function nothingIsReadable(meeting: Meeting, texts: readonly string[]): Promise<void> {
  const { way, folder } = meeting;
  const memory = await memoryOf(meeting);
  const output = meeting.demo().output();
  await meeting.stop();
  const places: Record<string, readonly Buffer[]> = {
    memory: [memory],
    output: [Buffer.from(output)],
    database: await databaseOf(join(folder, 'data')),
    traffic: trafficOf(way.exchanges),
  };
  for (const [name, place] of Object.entries(places))
    assert.deepEqual(readableIn(place, texts), [], `readable in the ${name}`);
  const seen = (name: string) => readableIn(places[name] ?? [], [...CONTROL, 'Ctrl+C ends it']);
  assert.ok(seen('memory').includes(CONTROL[0]));
  assert.deepEqual(seen('output'), ['Ctrl+C ends it']);
  assert.deepEqual(seen('database').sort(), [...CONTROL].sort());
  assert.deepEqual(seen('traffic').sort(), [...CONTROL].sort());
}

describe('A whole cycle side by side, on two machines', () => {
  const stage = openSharedStage({ flags: ['--heapsnapshot-signal=SIGUSR2'] });

  it('goes from an invitation to the second round of both, at once on both screens, and nobody else can read a word', () =>
    stage.meet([/ERR_EMPTY_RESPONSE/u, /ERR_INCOMPLETE_CHUNKED/u], async (meeting) => {
      const { way } = meeting;
      const ana = await meeting.sits({ name: ANA, partner: BEN });
      await starts(ana);
      const link = await invites(ana);
      const secret = new URL(link).hash.replace('#tandem=1.', '');
      const ben = await meeting.sits({ name: BEN, partner: ANA, address: link });
      await ben.sees('You are about to join');
      assert.equal(ben.page.url(), `${way.origin}/shared.html`);
      await joins(ben);
      await ana.sees(`${BEN} has joined.`);
      await signing(ana, ben);
      const answers = ['?', 'What was it that made this one possible?', 'What else? '.repeat(14)];
      await goals(ana, ben, anasStory);
      await goals(ben, ana, bensStory);
      await plan(ana, anasStory);
      await plan(ben, bensStory);
      const sizes: (number | undefined)[] = [];
      for (const index of [0, 1, 2]) {
        const before = way.exchanges.length;
        await checkIn(ana, ben, { ...anasStory, answers }, index);
        sizes.push(sizesOf(way.exchanges.slice(before)).at(-1));
        await checkIn(ben, ana, bensStory, index);
      }
      await reflection(ana, ben, anasStory);
      await swap(ana, ben, 'Begin the next round');
      await reflection(ben, ana, bensStory);
      await swap(ben, ana, 'Begin the next round');
      for (const member of [ana, ben]) {
        await member.reloads();
        await member.sees('Round 2');
      }
      assert.equal(new Set(sizes).size, 1, `short and long answers look alike: ${sizes.join(', ')} bytes`);
      assert.ok(new Set(sizesOf(way.exchanges)).size < 5, 'sizes come in few steps');
      await sendsInClear(ana);
      await nothingIsReadable(meeting, [...ana.typed, ...ben.typed, 'Chrome on Linux', link, secret]);
    }));
});
