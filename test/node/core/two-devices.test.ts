import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import {
  type CommandInput,
  type Partnership,
  type Seat,
  documentOf,
  explain,
  isTandemError,
  nextStep,
  pairLanguage,
} from '../../../src/core/index.js';
import { memory } from '../../../src/storage/memory.js';
import { type Move, aHistory } from '../support/histories.js';
import { candidates, commandFor } from '../support/next-command.js';
import { open } from '../support/open.js';

const names = { 1: 'ana', 2: 'ben' } as const;

/** What a member does on the state that their own device shows. */
function inputOf(
  partnership: Partnership,
  { kind, me, ...rest }: Move,
  rhythm: 'mutual' | 'alternating',
): CommandInput | undefined {
  const { document } = partnership.getSnapshot();
  const fresh = () => partnership.newId();
  if (kind === 'close') return { type: 'partnership.close' };
  if (kind === 'follow') {
    const step = nextStep(document, me).now;
    return step && commandFor(document, me, step, fresh, rhythm);
  }
  const all = candidates(document, fresh);
  const pick = 'pick' in rest ? rest.pick : 0;
  const turned = [...all.slice(pick % all.length), ...all.slice(0, pick % all.length)];
  if (kind === 'try') return turned[0];
  return turned.find(
    (input) => explain(document, { ...input, id: 'x', by: names[me], at: '2026-01-05T09:00:00Z' }).allowed,
  );
}

describe('two members and three devices on one log', () => {
  it('end with the same document, whatever happened at the same time; nothing is lost', async () => {
    const plan = fc.tuple(aHistory(60), fc.infiniteStream(fc.constantFrom(0, 0, 1)), fc.infiniteStream(fc.boolean()));
    await fc.assert(
      fc.asyncProperty(plan, async ([{ rhythm, moves }, waits, second]) => {
        const storage = memory();
        const ana = open('ana', { storage });
        const tab = open('ana', { storage, prefix: 'tab' });
        const ben = open('ben', { storage });
        const all = [ana, tab, ben];
        await Promise.all(all.map(({ ready }) => ready));
        const sent: Promise<'stored' | 'pending' | 'refused' | 'tray'>[] = [];
        for (const move of moves) {
          const device = move.me === 2 ? ben : second.next().value ? ana : tab;
          const input = inputOf(device, move, rhythm);
          if (!input) continue;
          sent.push(
            device.send(input).then(
              ({ status }) => status,
              (error: unknown) => {
                if (!isTandemError(error, 'COMMAND_REFUSED')) throw error;
                return error.details['attention'] === true ? 'tray' : 'refused';
              },
            ),
          );
          if (waits.next().value === 1) await Promise.all(sent);
        }
        const outcomes = await Promise.all(sent);
        for (const each of [...all, ...all]) await each.retry();

        const { entries } = await storage.read('pair:pair-1', 0);
        const document = documentOf(entries.flatMap(({ body }) => pairLanguage.decode(body)));
        for (const each of all) {
          assert.deepEqual(each.getSnapshot().document, document);
          assert.deepEqual([each.getSnapshot().sync.state, each.getSnapshot().pending], ['saved', 0]);
        }
        const inTrays = all.reduce((sum, each) => sum + each.getSnapshot().attention.length, 0);
        const { length } = outcomes.filter((outcome) => outcome === 'tray');
        assert.ok(inTrays >= length, 'what was refused later is in a tray, with its words');
        assert.deepEqual(tab.getSnapshot().own, ana.getSnapshot().own);
        await Promise.all(all.map((each) => each.close()));
      }),
      { numRuns: 20 * Number(process.env['TANDEM_RUNS'] ?? 1) },
    );
  });

  it('nobody signs or agrees to words that they did not see', async () => {
    const storage = memory();
    const [ana, ben] = [open('ana', { storage }), open('ben', { storage })];
    const me: Record<Seat, Partnership> = { 1: ana, 2: ben };
    for (const seat of [1, 1, 1, 2] as const) {
      await me[seat].retry();
      const { document } = me[seat].getSnapshot();
      const step = nextStep(document, seat).now;
      if (step) await me[seat].send(commandFor(document, seat, step, () => ana.newId()));
    }
    await ben.retry();
    const revise = (cadenceDays: number): CommandInput => ({
      type: 'agreement.propose',
      agreement: { cadenceDays, meetingMinutes: 60, reviewAfterMeetings: 6 },
    });
    await ana.send({ ...revise(7), id: 'seven' });
    await ben.retry();
    const seen = ben.getSnapshot().document.agreement.proposal?.revision ?? 0;
    await ana.send({ type: 'change.undo', change: 'seven' });
    await ana.send(revise(300));
    await assert.rejects(ben.send({ type: 'agreement.sign', revision: seen }), (error) =>
      isTandemError(error, 'COMMAND_REFUSED'),
    );
    assert.equal(ben.getSnapshot().document.agreement.proposal?.signed[2], null);
    await Promise.all([ana.close(), ben.close()]);
  });
});
