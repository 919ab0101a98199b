import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { build } from 'esbuild';
import * as Y from 'yjs';
import {
  type Command,
  type Fact,
  TandemError,
  decide,
  documentOf,
  emptyDocument,
  evolve,
  fold,
  openPartnership,
  pairLanguage,
} from '../src/core/index.js';
import { memory, memoryLocal } from '../src/storage/memory.js';
import { fillLog, longPartnership, play, sampleEntries } from '../src/testing/index.js';
import { type Both, type Row, sideBySide, statistics, timing } from './measure.js';

const ROUND = 92;

/** (a) One command on a partnership of 5,000 facts: every command of the round that follows, as it comes. */
export function decideRow(): Row {
  const commands = longPartnership({ facts: 5200 });
  const { facts } = play(commands);
  const begin = commands.findIndex(({ id }) => id === facts[5000]?.command);
  const round = commands.slice(begin, begin + ROUND);
  const before = documentOf(
    facts.slice(
      0,
      facts.findIndex(({ command }) => command === round[0]?.id),
    ),
  );
  const update = yjsOf(facts.slice(0, 5000));
  const [ours, yjs]: [number[], number[]] = [[], []];
  for (let run = -10; run < 50; run += 1) {
    const doc = new Y.Doc();
    Y.applyUpdate(doc, update);
    let written = 0;
    doc.on('update', (bytes: Uint8Array) => (written += bytes.length));
    const list = doc.getArray<Fact>('facts');
    let document = before;
    for (const command of round) {
      let start = performance.now();
      const decision = decide(document, command);
      if (decision.status !== 'accepted') throw new Error(`${command.type} should be allowed`);
      document = decision.facts.reduce(evolve, document);
      const time = performance.now() - start;
      const plain = decision.facts.map((fact) => ({ ...fact }));
      start = performance.now();
      list.push(plain);
      const timeOfYjs = performance.now() - start;
      if (run < 0) continue;
      ours.push(time);
      yjs.push(timeOfYjs);
    }
    if (written === 0) throw new Error('Yjs said nothing');
  }
  const kinds = new Set(round.map(({ type }) => type)).size;
  return {
    what: 'Decide and evolve one command, 5,000 facts',
    ours: statistics(ours),
    peers: [
      { what: 'Yjs: push the same facts into an array of 5,000, and encode the update', measured: statistics(yjs) },
    ],
    target: 0.1,
    note: `every command of a whole round (${kinds} kinds). Yjs asks no rule`,
  };
}

/** (b) Cold fold of 10,000 facts: nothing is known but the facts. */
export async function foldRow(facts: readonly Fact[]): Promise<Row> {
  const update = yjsOf(facts);
  const text = JSON.stringify(facts);
  const measured = await sideBySide(40, 10, {
    ours: timing(() => fold(emptyDocument, facts)),
    yjs: timing(() => readYjs(update)),
    json: timing(() => JSON.parse(text)),
    reduce: timing(() => facts.reduce(leastStep, leastDocument)),
  });
  return {
    what: 'Cold fold of 10,000 facts',
    ours: measured.ours,
    peers: [
      { what: 'Yjs: apply one update with the same facts and read them', measured: measured.yjs },
      { what: '`JSON.parse` of the same facts', measured: measured.json },
      { what: '`reduce` that copies an object four levels deep for each', measured: measured.reduce },
    ],
    target: 30,
    note: 'warm code; the document is made from nothing',
  };
}

/** The least that a fold without mutation does: a document, a seat, a round and one field in it, copied for each fact. */
const leastSeat = { phase: '', round: { goals: 0, steps: 0, checkIns: 0, reflections: 0, swap: 0 }, past: 0 };
const leastDocument = {
  status: '',
  members: 0,
  agreement: 0,
  turn: 0,
  pause: 0,
  seats: { 1: leastSeat, 2: leastSeat },
};
function leastStep(document: typeof leastDocument, fact: Fact): typeof leastDocument {
  const seat = 'seat' in fact ? fact.seat : 1;
  const state = document.seats[seat];
  const next = { ...state, round: { ...state.round, goals: state.round.goals + 1 } };
  return { ...document, seats: { ...document.seats, [seat]: next } };
}

function yjsOf(facts: readonly Fact[]): Uint8Array {
  const doc = new Y.Doc();
  doc.getArray('facts').push(facts.map((fact) => ({ ...fact })));
  return Y.encodeStateAsUpdate(doc);
}

function readYjs(update: Uint8Array): unknown[] {
  const doc = new Y.Doc();
  Y.applyUpdate(doc, update);
  return doc.getArray('facts').toArray();
}

/** (b) once more where nothing is compiled yet: each time in a Node of its own. */
export async function freshFoldRow(facts: readonly Fact[]): Promise<Row> {
  const folder = await mkdtemp(join(tmpdir(), 'tandem-bench-'));
  try {
    await build({
      stdin: {
        contents: `
          import { readFileSync } from 'node:fs';
          import * as Y from 'yjs';
          import { emptyDocument, fold } from './src/core/index.ts';
          const facts = JSON.parse(readFileSync(process.argv[2]));
          const update = new Uint8Array(readFileSync(process.argv[3]));
          const before = process.cpuUsage();
          const start = performance.now();
          if (process.argv[4] === 'ours') fold(emptyDocument, facts);
          else { const doc = new Y.Doc(); Y.applyUpdate(doc, update); doc.getArray('facts').toArray(); }
          const time = performance.now() - start;
          const { user, system } = process.cpuUsage(before);
          console.log(JSON.stringify([time, (user + system) / 1000]));`,
        resolveDir: process.cwd(),
      },
      bundle: true,
      format: 'esm',
      platform: 'node',
      outfile: join(folder, 'fold.mjs'),
    });
    await writeFile(join(folder, 'facts.json'), JSON.stringify(facts));
    await writeFile(join(folder, 'yjs'), yjsOf(facts));
    const inFreshNode = (whose: string) => async (): Promise<Both> => {
      const { stdout } = await promisify(execFile)(process.execPath, ['fold.mjs', 'facts.json', 'yjs', whose], {
        cwd: folder,
      });
      return JSON.parse(stdout) as Both;
    };
    const { ours, yjs } = await sideBySide(15, 1, { ours: inFreshNode('ours'), yjs: inFreshNode('yjs') });
    return {
      what: 'The same, for the first time in a fresh Node',
      ours,
      peers: [{ what: 'Yjs: the same as above', measured: yjs }],
      note: 'nothing is compiled yet',
    };
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** Reading the same facts out of entries: shape checks and upcasting, before they are folded. */
export async function decodeRow(commands: readonly Command[]): Promise<Row> {
  const bodies = sampleEntries('bench', commands)
    .filter(({ log }) => log.startsWith('pair:'))
    .map(({ entry }) => entry.body);
  const text = JSON.stringify(bodies);
  const { ours, json } = await sideBySide(20, 5, {
    ours: timing(() => bodies.map((body) => pairLanguage.decode(body))),
    json: timing(() => JSON.parse(text)),
  });
  return {
    what: `Read and check the same facts out of ${bodies.length} entries`,
    ours,
    peers: [{ what: '`JSON.parse` of the same entries, no check', measured: json }],
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
  const { document, facts } = play(commands);
  const newer: { id: string; body: ReturnType<typeof pairLanguage.encode> }[] = [];
  const newerFacts: (readonly Fact[])[] = [];
  let theirs = document;
  for (let index = 0; index < 100; index += 1) {
    const theirCommand = agreement('ben', index);
    const decision = pairLanguage.decide(theirs, theirCommand);
    if (decision.status !== 'accepted') throw new Error(decision.reason.code);
    theirs = fold(theirs, decision.facts);
    newer.push({ id: theirCommand.id, body: pairLanguage.encode(theirCommand, decision.facts) });
    newerFacts.push(decision.facts);
  }

  async function rebase(): Promise<number> {
    const inner = memory();
    await fillLog(inner, 'bench', commands);
    const { head: begin } = await inner.read('pair:bench', 0);
    const gate = gated(inner);
    const partnership = openPartnership({ id: 'bench', me: 'ana', storage: gate.storage, local: memoryLocal() });
    await partnership.ready;
    gate.close();
    const sends = Array.from({ length: 100 }, (_, index) => {
      const { by: _by, at: _at, ...input } = agreement('ana', index);
      return partnership.send(input);
    });
    await Promise.all(sends);
    await inner.append('pair:bench', begin, newer);
    gate.open();
    const waiting = partnership.getSnapshot().pending;
    const start = performance.now();
    await partnership.retry();
    const time = performance.now() - start;
    const { pending, attention } = partnership.getSnapshot();
    const { head } = await inner.read('pair:bench', 0);
    if (waiting !== 100 || pending !== 0 || attention.length !== 0 || head !== begin + 200)
      throw new Error(`Not rebased: ${waiting} waited, ${pending} still do, ${attention.length} refused, head ${head}`);
    await partnership.close();
    return time;
  }

  /** A document of 100 changes of one's own learns of 100 others. */
  const base = yjsOf(facts);
  const remote = newerFacts.map((each) => {
    const doc = new Y.Doc();
    Y.applyUpdate(doc, base);
    const known = Y.encodeStateVector(doc);
    doc.getArray('facts').push(each.map((fact) => ({ ...fact })));
    return Y.encodeStateAsUpdate(doc, known);
  });
  function merge(): number {
    const doc = new Y.Doc();
    Y.applyUpdate(doc, base);
    for (const each of newerFacts) doc.getArray('facts').push(each.map((fact) => ({ ...fact })));
    const start = performance.now();
    for (const each of remote) Y.applyUpdate(doc, each);
    return performance.now() - start;
  }

  const measured = await sideBySide(20, 3, {
    ours: rebase,
    deciding: timing(() => {
      let now = theirs;
      for (let index = 0; index < 100; index += 1) {
        const decision = pairLanguage.decide(now, agreement('ana', index));
        if (decision.status === 'accepted') now = fold(now, decision.facts);
      }
    }),
    merge,
  });
  return {
    what: 'Rebase 100 pending commands over 100 new entries and store them',
    ours: measured.ours,
    peers: [
      { what: 'deciding 100 commands one after another on the document, no log', measured: measured.deciding },
      { what: 'Yjs: merge 100 updates into a document with 100 of its own', measured: measured.merge },
    ],
    note: 'every one is decided anew; Yjs asks no rule and stores nothing',
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
