import { expect } from '@open-wc/testing';
import {
  type Command,
  type CommandInput,
  type Partnership,
  type Rhythm,
  type Seat,
  isTandemError,
  logIds,
} from '../../../src/core/index.js';
import { faulty } from '../../../src/testing/faulty.js';
import { type SampleStage, fillLog, samplePartnership } from '../../../src/testing/samples.js';
import { rejection } from '../support/coded.js';
import { ID, type Row, closePlaces, openIn, openPlace, plain, rowsIn, until } from '../support/pair-on-indexeddb.js';
import { patchMethod, unpatch } from '../support/patch.js';
import { freshName } from '../support/storage-names.js';
import { noRoom } from '../support/storage-troubles.js';

type Member = 'ana' | 'ben';

/** Everything in it, as text: also what is not enumerable in an error. */
function textOf(value: unknown, seen = new Set<unknown>()): string {
  if (typeof value !== 'object' || value === null) return String(value);
  if (seen.has(value)) return '';
  seen.add(value);
  const keys = new Set([
    ...Object.keys(value),
    ...(value instanceof Error ? ['message', 'stack', 'cause', 'name'] : []),
  ]);
  return [...keys].map((key) => `${key} ${textOf((value as Record<string, unknown>)[key], seen)}`).join('\n');
}

/** Listens at every way out of the page. */
class Spy {
  readonly rows: Row[] = [];
  readonly messages: unknown[] = [];
  readonly printed: unknown[] = [];
  readonly errors: unknown[] = [];

  constructor() {
    const { rows, messages, printed } = this;
    for (const name of ['add', 'put'] as const) {
      patchMethod(IDBObjectStore.prototype, name, (original) => {
        return function (...args) {
          const { transaction, name: store } = this as IDBObjectStore;
          rows.push({ database: transaction.db.name, store, key: args[1] as IDBValidKey, value: args[0] });
          return original.apply(this, args);
        };
      });
    }
    const tell = (original: (...args: unknown[]) => unknown) =>
      function (this: object, ...args: unknown[]) {
        messages.push(args[0]);
        return original.apply(this, args);
      };
    patchMethod(BroadcastChannel.prototype, 'postMessage', tell);
    patchMethod(window, 'postMessage', tell);
    patchMethod(Storage.prototype, 'setItem', (original) => {
      return function (...args) {
        messages.push(args);
        return original.apply(this, args);
      };
    });
    for (const name of ['log', 'info', 'warn', 'error', 'debug', 'trace', 'dir', 'table'] as const) {
      patchMethod(console, name, (original) => {
        return function (...args) {
          printed.push(...args);
          return original.apply(this, args);
        };
      });
    }
  }

  /** Keeps an error for the look at the end. */
  readonly note = (error: unknown): void => {
    expect(isTandemError(error), String(error)).to.equal(true);
    this.errors.push(error);
  };
}

/** Where a member's own words may lie: the own log, and what the device keeps for that member. */
function isOwnPlace({ key }: Row, me: Member): boolean {
  const { own } = logIds(ID, me);
  if (Array.isArray(key)) return key[0] === own;
  return JSON.stringify(key).startsWith(`"${me}/`);
}

function expectPrivate(spy: Spy, rows: readonly Row[], words: Readonly<Record<Member, readonly string[]>>): void {
  const all = Object.entries(words).flatMap(([me, list]) => list.map((word) => [me as Member, word] as const));
  expect(all.length).to.be.greaterThan(0);
  for (const [me, word] of all) {
    const holding = [...spy.rows, ...rows].filter(({ value }) => JSON.stringify(value ?? null).includes(word));
    for (const row of holding) expect(isOwnPlace(row, me), `${word} at ${JSON.stringify(row.key)}`).to.equal(true);
    for (const [what, list] of Object.entries({ messages: spy.messages, printed: spy.printed, errors: spy.errors }))
      for (const each of list) expect(textOf(each).includes(word), `${word} in ${what}`).to.equal(false);
  }
}

/** A whole cycle in which nothing that one writes for oneself is ever shared. */
function cycle(rhythm: Rhythm): { commands: readonly Command[]; words: Record<Member, string[]> } {
  const words: Record<Member, string[]> = { ana: [], ben: [] };
  const commands = samplePartnership('closed', { rhythm }).map((command): Command => {
    if (command.type !== 'reflection.write') return command;
    const mine = (part: string): string => {
      const word = `only-${command.by}-${part}-${command.id}-${crypto.randomUUID()}`;
      words[command.by as Member].push(word);
      return word;
    };
    const text = { whatHappened: mine('what'), soWhat: mine('so'), nowWhat: mine('now'), confidence: 3 };
    return { ...command, text };
  });
  return { commands, words };
}

describe('what only one member may read', () => {
  afterEach(async () => {
    unpatch();
    await closePlaces();
  });

  for (const rhythm of ['mutual', 'alternating'] as const) {
    it(`stays with its author through a whole cycle (${rhythm}), on one device for both`, async function () {
      this.timeout(60_000);
      const { commands, words } = cycle(rhythm);
      const spy = new Spy();
      const name = freshName('private');
      const [here, there] = [openPlace(name), openPlace(name)];
      let now = 0;
      const clock = { now: () => now };
      const members = { ana: openIn(here, 'ana', { clock }), ben: openIn(there, 'ben', { clock }) };
      await Promise.all([members.ana.ready, members.ben.ready]);
      for (const { by, at, ...input } of commands) {
        now = Date.parse(at);
        const me = members[by as Member];
        const isOwn = input.type === 'reflection.write';
        if (isOwn) await me.drafts.set('reflection/draft', plain(input.text));
        expect((await me.send(input)).status).to.equal('stored');
        if (isOwn) await me.drafts.clear('reflection/draft');
      }
      for (const me of ['ana', 'ben'] as const) {
        const { own, document } = members[me].getSnapshot();
        const other = me === 'ana' ? 'ben' : 'ana';
        const seen = JSON.stringify([document, own, (await members[me].history({ limit: 1000 })).items]);
        expect(words[me].filter((word) => seen.includes(word)).length).to.be.greaterThan(0);
        for (const word of words[other]) expect(seen.includes(word), `${me} reads ${word}`).to.equal(false);
      }
      await Promise.all([here.close(), there.close()]);
      const rows = await rowsIn(name);
      expect(rows.length).to.be.greaterThan(commands.length);
      expectPrivate(spy, rows, words);
      // All has gone where it belongs: nothing of it is left waiting.
      const left = rows.filter(({ key }) => /^"(?:command|draft)/u.test(JSON.stringify(key)));
      expect(left.map(({ key }) => key)).to.deep.equal([]);
    });
  }

  it('is in no error, whatever goes wrong with it', async () => {
    const spy = new Spy();
    const name = freshName('private');
    const place = openPlace(name);
    await fillLog(place.storage, ID, samplePartnership('reflection'));
    const ana = openIn(place, 'ana');
    await ana.ready;
    const secret = `only-ana-${crypto.randomUUID()}`;
    const write = (change: object): CommandInput => ({
      type: 'reflection.write',
      seat: 1,
      round: 1,
      text: { whatHappened: secret },
      ...change,
    });
    const wrong = [
      write({ seat: 3 }),
      write({ round: secret }),
      write({ id: `${secret}/` }),
      write({ text: { whatHappened: secret.repeat(500) } }),
      write({ text: { whatHappened: secret, confidence: secret } }),
      write({ text: secret }),
      write({ type: secret }),
    ];
    for (const input of wrong) await ana.send(input).then(() => expect.fail('it was taken'), spy.note);
    spy.errors.push(ana.explain(wrong[0]!), ana.explain(wrong[3]!));
    noRoom('both');
    await ana.send(write({})).then(() => expect.fail('it was stored'), spy.note);
    await ana.drafts.set('reflection/1.1', secret);
    const { sync, draftError } = ana.getSnapshot();
    spy.errors.push(sync.error, draftError);
    expect(sync.state).to.equal('unsaved');
    unpatch();
    await ana.retry();
    await ana.drafts.set('reflection/1.1', secret);
    expect(spy.errors).to.have.length(wrong.length + 5);
    await place.close();
    expectPrivate(spy, await rowsIn(name), { ana: [secret], ben: [] });
  });

  describe('on one device for both', () => {
    const goals = (partnership: Partnership, seat: Seat) => partnership.getSnapshot().document.seats[seat].round!.goals;

    /** The pair at some stage, open for both; what Ana writes waits at the n-th append until it is let go. */
    async function heldUp(stage: SampleStage, call: number) {
      const name = freshName('private');
      const place = openPlace(name);
      await fillLog(place.storage, ID, samplePartnership(stage));
      const slow = openPlace(name);
      let letGo: () => void = () => undefined;
      const until = new Promise<void>((resolve) => (letGo = resolve));
      const storage = faulty(slow.storage, [{ on: 'append', call, fault: 'delay', until }]);
      const ana = openIn({ storage, local: slow.local }, 'ana');
      const ben = openIn(place, 'ben');
      await Promise.all([ana.ready, ben.ready]);
      return { name, ana, ben, letGo, slow };
    }

    it("one's own words are not shown to the other one when telling of them is refused", async () => {
      const secret = `only-ana-${crypto.randomUUID()}`;
      const text = { whatHappened: secret };
      const { name, ana, ben, letGo, slow } = await heldUp('reflection', 2);
      // Ana keeps her words; telling Ben that there are some is held up.
      const own = until(ana, ({ own: { reflections } }) => reflections['2.1']?.text.whatHappened === secret);
      const sending = ana.send({ type: 'reflection.write', seat: 2, round: 1, text }).catch(() => undefined);
      await own;
      await until(ana, ({ pending }) => pending === 1);
      await ben.send({ type: 'partnership.close' });
      letGo();
      await sending;
      await ana.close();
      await slow.close();
      const later = openIn(openPlace(name), 'ben');
      await later.ready;
      expect(textOf(later.getSnapshot()).includes(secret), 'in what Ben is shown').to.equal(false);
      expect(later.getSnapshot().attention).to.deep.equal([]);
    });

    it("what was refused is in its author's tray, and in nobody else's", async () => {
      const { name, ana, ben, letGo, slow } = await heldUp('goalSetting', 1);
      const goal = goals(ana, 2)[0]!.id;
      const text = { statement: 'What Ana would say.' };
      const refused = rejection(
        ana.send({ type: 'goal.suggestChange', seat: 2, goal, suggestion: 's9', text, id: 'late' }),
        'COMMAND_REFUSED',
      );
      await ben.send({ type: 'goal.drop', seat: 2, goal, reason: 'Not now.' });
      letGo();
      await refused;
      await ana.close();
      await slow.close();
      const again = { ana: openIn(openPlace(name), 'ana'), ben: openIn(openPlace(name), 'ben') };
      await Promise.all([again.ana.ready, again.ben.ready]);
      expect(again.ana.getSnapshot().attention.map(({ id }) => id)).to.deep.equal(['late']);
      expect(again.ben.getSnapshot().attention.map(({ id }) => id)).to.deep.equal([]);
    });
  });
});
