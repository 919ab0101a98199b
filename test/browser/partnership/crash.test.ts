import { expect } from '@open-wc/testing';
import {
  type Command,
  type CommandInput,
  type Json,
  type Partnership,
  isTandemError,
  logIds,
} from '../../../src/core/index.js';
import { fakeIds } from '../../../src/testing/fakes.js';
import { play, sampleEntries, sampleMembers } from '../../../src/testing/samples.js';
import { openStory } from '../../../src/testing/samples/story.js';
import { type MortalTab, mortalTab } from '../support/mortal-tab.js';
import { ID, type Place, closePlaces, openIn, openPlace } from '../support/pair-on-indexeddb.js';
import { unpatch } from '../support/patch.js';
import { freshName } from '../support/storage-names.js';

/*
 * Crash at the k-th IndexedDB operation, for every k of a whole cycle.
 *
 * The cycle is cut into steps: one person types, sends and goes on, while the other one types as well and reads along.
 * Run j goes through all steps on one database, and lets the tab die at the j-th operation of each; what a crash left
 * behind is what the next step begins with. Runs end with the one in which no step is long enough to be crashed any
 * more: by then every operation of every step has been the last one once. Steps that are known to be too short to crash
 * are not played again but written at once.
 */

/** A whole round of Ana's: from the first word to the swapped roles. */
function wholeCycle(): readonly Command[] {
  const story = openStory({ rhythm: 'alternating', members: sampleMembers, checkIns: 2 });
  story.form();
  story.propose();
  story.sign();
  for (const { begin, end } of story.phases) {
    begin(1);
    end(1);
  }
  return story.commands;
}

const commands = wholeCycle();
/** What is in which log after so many commands, and what everybody sees then. */
const after = Array.from({ length: commands.length + 1 }, (_, count) => {
  const { document, own } = play(commands.slice(0, count));
  const entries = sampleEntries(ID, commands.slice(0, count));
  const of = (log: string) => entries.filter((each) => each.log === log).map(({ entry }) => JSON.stringify(entry));
  return {
    document: JSON.stringify(document),
    own: { ana: JSON.stringify(own[1]), ben: JSON.stringify(own[2]) },
    logs: {
      pair: of(logIds(ID, 'ana').pair),
      ana: of(logIds(ID, 'ana').own),
      ben: of(logIds(ID, 'ben').own),
    },
  };
});
const members = ['ana', 'ben'] as const;
type Member = (typeof members)[number];
type LogName = 'pair' | Member;
const logOf = (name: LogName): string => (name === 'pair' ? logIds(ID, 'ana').pair : logIds(ID, name).own);

/** One life of the browser: the tabs of both, side by side. */
interface Life extends Record<Member, Partnership> {
  readonly place: Place;
}

/** What somebody typed under a key, oldest first; `''` stands for nothing. */
interface Typing {
  readonly states: string[];
  /** Index of the newest state that was said to be kept. */
  kept: number;
}

class Cycle {
  readonly name = freshName('crash');
  readonly tab: MortalTab = mortalTab(this.name);
  /** What somebody was told, for good: id of the command, and its version where it was given. */
  readonly told = new Map<string, { readonly version: number | undefined; readonly log: LogName }>();
  readonly typed = new Map<string, Typing>();
  life: Life | undefined;
  done = 0;
  #lives = 0;
  #now = 0;

  /** Opens everything anew. */
  async open(): Promise<void> {
    this.#lives += 1;
    const place = openPlace(this.name);
    const clock = { now: () => this.#now };
    const open = (me: Member) => openIn(place, me, { clock, ids: fakeIds(`${me}.${this.#lives}`) });
    this.life = { place, ana: open('ana'), ben: open('ben') };
    for (const me of members) {
      const { ready } = this.life[me];
      await ready.catch((error: unknown) => expect(isTandemError(error), String(error)).to.equal(true));
    }
  }

  /** The tab is gone: its stores never wake up again. */
  async bury(): Promise<void> {
    const { storage, local } = this.life!.place;
    await Promise.all([storage.close(), local.close()]);
    this.tab.restart();
  }

  /** Types one more state of a text; it is kept when this resolves without an error. */
  async type(me: Member, key: string, text: string): Promise<void> {
    const { drafts } = this.life![me];
    const typing = this.typed.get(`${me}/${key}`) ?? { states: [''], kept: 0 };
    this.typed.set(`${me}/${key}`, typing);
    const state = typing.states.push(text) - 1;
    await (text === '' ? drafts.clear(key) : drafts.set(key, text));
    if (!drafts.error) typing.kept = Math.max(typing.kept, state);
  }

  /**
   * One person types, sends and forgets the draft; the other one types at the same time. With `reload`, the page is
   * closed before there is an answer, opened again, and the same is sent again.
   */
  async step(command: Command, reload = false): Promise<void> {
    const me = command.by as Member;
    const other = me === 'ana' ? 'ben' : 'ana';
    const words = JSON.stringify(command);
    await Promise.all([
      this.type(me, command.type, words.slice(0, words.length / 2)),
      this.type(me, command.type, words),
    ]);
    this.#now = Date.parse(command.at);
    const { by: _by, at: _at, ...input } = command;
    if (reload) {
      // Nobody waits for the answer.
      this.life![me].send(input as CommandInput & { id: string }).catch(() => undefined);
      await this.life!.place.close();
      await this.open();
    }
    const sending = this.life![me].send(input as CommandInput & { id: string }).then(
      (receipt) => {
        const log: LogName = receipt.facts.every(({ type }) => type === 'reflection.kept') ? me : 'pair';
        this.told.set(command.id, { version: receipt.status === 'stored' ? receipt.version : undefined, log });
        return true;
      },
      (error: unknown) => {
        expect(isTandemError(error), `a coded error, not ${String(error)}`).to.equal(true);
        expect(this.tab.dead, `refused while alive: ${JSON.stringify(error)}`).to.equal(true);
        return false;
      },
    );
    const [sent] = await Promise.all([sending, this.type(other, 'note', `a note beside ${command.id}`)]);
    if (sent) await this.type(me, command.type, '');
  }

  /** Looks at what there is, with all steps done and perhaps the one under way. */
  async check(where: string): Promise<void> {
    const { place, ...partnerships } = this.life!;
    for (const me of members) await partnerships[me].retry();
    const logs: Partial<Record<LogName, readonly string[]>> = {};
    for (const log of ['pair', ...members] as const) {
      const { entries, head } = await place.storage.read(logOf(log), 0);
      expect(head, `${where}: entries in ${log}`).to.equal(entries.length);
      logs[log] = entries.map(({ id, body, version }, index) => {
        expect(version, `${where}: no gap in ${log}`).to.equal(index + 1);
        return JSON.stringify({ id, body });
      });
    }
    const before = after[this.done]!;
    const then = after[this.done + 1] ?? before;
    // Whole, and nothing half: the command is there, or it is not. Words that one keeps for oneself are kept first, and
    // then the other one is told: in between, they are kept.
    const between = { ...before, own: then.own, logs: { ...then.logs, pair: before.logs.pair } };
    const wanted = [before, then, between].find((each) => JSON.stringify(each.logs) === JSON.stringify(logs))!;
    expect(wanted, `${where}: the logs as they are before or after the command`).not.to.equal(undefined);
    for (const me of members) {
      const { document, own, sync, pending, attention } = partnerships[me].getSnapshot();
      expect([sync.state, pending, attention.length], `${where}: ${me}`).to.deep.equal(['saved', 0, 0]);
      expect(JSON.stringify(document), `${where}: ${me}'s document`).to.equal(wanted.document);
      expect(JSON.stringify(own), `${where}: what ${me} alone knows`).to.equal(wanted.own[me]);
    }
    for (const [id, { version, log }] of this.told) {
      const versions = logs[log]!.flatMap((entry, index) =>
        (JSON.parse(entry) as { id: string }).id === id ? index + 1 : [],
      );
      expect(versions, `${where}: ${id} was acknowledged`).to.deep.equal([version ?? versions[0] ?? 'missing']);
    }
    for (const [key, { states, kept }] of this.typed) {
      const [me, ...rest] = key.split('/');
      const found = states.lastIndexOf(
        (partnerships[me as Member].drafts.get(rest.join('/')) as string | undefined) ?? '',
      );
      expect(found, `${where}: what was typed under ${key}`).to.be.within(kept, states.length - 1);
      this.typed.set(key, { states: [states[found]!], kept: 0 });
    }
  }

  /** Writes steps that need no further look. */
  async skipTo(count: number): Promise<void> {
    const { place, ...partnerships } = this.life!;
    for (const log of ['pair', ...members] as const) {
      const have = after[this.done]!.logs[log].length;
      const entries = after[count]!.logs[log].slice(have).map(
        (entry) => JSON.parse(entry) as { id: string; body: Json },
      );
      if (entries.length) expect((await place.storage.append(logOf(log), have, entries)).status).to.equal('appended');
    }
    this.done = count;
    for (const me of members) await partnerships[me].retry();
  }
}

/** A stretch of the cycle that the tab may die in, and how many commands there are after it. */
interface Step {
  readonly name: string;
  readonly command?: Command;
  readonly count: number;
  run(cycle: Cycle): Promise<void>;
}

/** Pages are reloaded in the middle of these. */
const reloads = ['agreement.sign', 'checkIn.record', 'reflection.write'];

const steps: readonly Step[] = [
  { name: 'the first opening', count: 0, run: (cycle) => cycle.open() },
  ...commands.map((command, index): Step => {
    const { id, type } = command;
    const reload = reloads.includes(type) && commands.findIndex((each) => each.type === type) === index;
    const run = (cycle: Cycle) => cycle.step(command, reload);
    return { name: `${id} ${type}${reload ? ' and reloading' : ''}`, command, count: index + 1, run };
  }),
];

describe('a whole cycle on IndexedDB when the tab dies', () => {
  afterEach(async () => {
    unpatch();
    await closePlaces();
  });

  it('at any operation: what was acknowledged is there, nothing is half, what was typed is there, and it goes on', async function () {
    this.timeout(170_000);
    // Every operation in one browser; in the others, which take longer, some of each step.
    const stride = navigator.userAgent.includes('Chrome') ? 1 : 9;
    const finished = new Set<Step>();
    let crashes = 0;
    for (let at = 1; finished.size < steps.length; at += stride) {
      const cycle = new Cycle();
      for (const step of steps) {
        if (finished.has(step)) continue;
        if (!cycle.life && step.count > 0) await cycle.open();
        if (step.count - 1 > cycle.done) await cycle.skipTo(step.count - 1);
        cycle.tab.dieAt(at);
        await step.run(cycle);
        if (cycle.tab.dead) {
          crashes += 1;
          await cycle.bury();
          await cycle.open();
          await cycle.check(`operation ${at} of ${step.name}`);
          if (step.command) await cycle.step(step.command);
        } else finished.add(step);
        cycle.tab.dieAt(Infinity);
        cycle.done = step.count;
      }
      await cycle.skipTo(commands.length);
      await cycle.check(`the end of run ${at}`);
      unpatch();
      await closePlaces();
    }
    // Some 25 for a command, and some 80 more where a page is reloaded.
    expect(crashes).to.be.greaterThan(1000 / stride);
  });
});
