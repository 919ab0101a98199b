import * as Y from 'yjs';
import { createActor } from 'xstate';
import {
  type Command,
  type Fact,
  TandemError,
  coachingMachine,
  decide,
  documentOf,
  emptyDocument,
  fold,
  openPartnership,
  pairLanguage,
} from '../src/core/index.js';
import { memory, memoryLocal } from '../src/storage/memory.js';
import { fillLog, longPartnership, play, sampleEntries } from '../src/testing/index.js';
import { type Row, timed, timedLater } from './measure.js';

/** A command that is allowed at the end of any long partnership. */
const command: Command = { type: 'partnership.pause', id: 'bench', by: 'ana', at: '2026-01-05T09:00:00Z' };

/** (a) One command on a partnership of 5,000 facts. */
export function decideRow(facts: readonly Fact[]): Row {
  const document = documentOf(facts.slice(0, 5000));
  const actor = createActor(coachingMachine, { input: document }).start();
  const resume: Command = { ...command, type: 'partnership.resume' };
  return {
    what: 'Decide and evolve one command, 5,000 facts',
    ours: timed(5000, () => {
      const decision = decide(document, command);
      if (decision.status !== 'accepted') throw new Error('The command should be allowed');
      return fold(document, decision.facts);
    }),
    peer: {
      what: 'the same by a running XState actor (half of pause and resume)',
      measured: halved(
        timed(2500, () => {
          actor.send(command);
          actor.send(resume);
        }),
      ),
    },
    target: 0.1,
  };
}

const halved = <T extends { median: number; p95: number }>(measured: T): T => ({
  ...measured,
  median: measured.median / 2,
  p95: measured.p95 / 2,
});

/** (b) Cold fold of 10,000 facts. */
export function foldRow(facts: readonly Fact[]): Row {
  const update = yjsOf(facts);
  return {
    what: 'Cold fold of 10,000 facts',
    ours: timed(30, () => fold(emptyDocument, facts)),
    peer: {
      what: 'Yjs: apply one update with the same facts and read them',
      measured: timed(30, () => {
        const doc = new Y.Doc();
        Y.applyUpdate(doc, update);
        return doc.getArray('facts').toArray();
      }),
    },
    target: 30,
  };
}

function yjsOf(facts: readonly Fact[]): Uint8Array {
  const doc = new Y.Doc();
  doc.getArray('facts').push(facts.map((fact) => ({ ...fact })));
  return Y.encodeStateAsUpdate(doc);
}

/** Reading the same facts out of entries: shape checks and upcasting, before they are folded. */
export function decodeRow(commands: readonly Command[]): Row {
  const bodies = sampleEntries('bench', commands).map(({ entry }) => entry.body);
  return {
    what: 'Read and check 10,000 facts out of their entries',
    ours: timed(20, () => bodies.map((body) => pairLanguage.decode(body))),
    note: 'not part of the fold; only entries above the snapshot are read like this',
  };
}

/** (d) 100 commands that wait here, over 100 entries that others wrote. */
export async function rebaseRow(): Promise<Row> {
  const commands = longPartnership({ facts: 600 });
  const agreement = (by: string, index: number): Command => ({
    type: 'agreement.propose',
    agreement: { cadenceDays: 7 + (index % 100), meetingMinutes: by === 'ana' ? 30 : 45, reviewAfterMeetings: 6 },
    id: `${by}-${index}`,
    by,
    at: '2026-06-01T09:00:00Z',
  });
  const { document } = play(commands);
  const newer: { id: string; body: ReturnType<typeof pairLanguage.encode> }[] = [];
  let theirs = document;
  for (let index = 0; index < 100; index += 1) {
    const theirCommand = agreement('ben', index);
    const decision = pairLanguage.decide(theirs, theirCommand);
    if (decision.status !== 'accepted') throw new Error(decision.reason.code);
    theirs = fold(theirs, decision.facts);
    newer.push({ id: theirCommand.id, body: pairLanguage.encode(theirCommand, decision.facts) });
  }
  return {
    what: 'Rebase 100 pending commands over 100 new entries and store them',
    ours: await timedLater(
      20,
      async () => {
        const inner = memory();
        await fillLog(inner, 'bench', commands);
        const gate = gated(inner);
        const partnership = openPartnership({ id: 'bench', me: 'ana', storage: gate.storage, local: memoryLocal() });
        await partnership.ready;
        gate.close();
        const sends = Array.from({ length: 100 }, (_, index) => {
          const { by: _by, at: _at, ...input } = agreement('ana', index);
          return partnership.send(input);
        });
        await Promise.all(sends);
        const { head } = await inner.read('pair:bench', 0);
        await inner.append('pair:bench', head, newer);
        gate.open();
        return { partnership, inner };
      },
      async ({ partnership, inner }) => {
        await partnership.retry();
        const { pending } = partnership.getSnapshot();
        const { head } = await inner.read('pair:bench', 0);
        if (pending !== 0 || head < 200) throw new Error(`Not rebased: ${pending} pending, head ${head}`);
      },
    ),
    peer: {
      what: 'deciding 100 commands one after another on the document, no log',
      measured: timed(20, () => {
        let now = theirs;
        for (let index = 0; index < 100; index += 1) {
          const decision = pairLanguage.decide(now, agreement('ana', index));
          if (decision.status === 'accepted') now = fold(now, decision.facts);
        }
      }),
    },
  };
}

/** A storage whose line can be cut: appends fail as without a connection. */
function gated(inner: ReturnType<typeof memory>) {
  let cut = false;
  const storage: typeof inner = {
    ...inner,
    append: (...call) =>
      cut
        ? Promise.reject(new TandemError('STORAGE_CONNECTION_LOST', 'cut', { retryable: true }))
        : inner.append(...call),
  };
  return { storage, close: () => (cut = true), open: () => (cut = false) };
}
