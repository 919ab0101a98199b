import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type AnyActorRef, waitFor } from 'xstate';
import {
  type Json,
  type PartnershipSnapshot,
  isTandemError,
  logIds,
  openPartnership,
} from '../../../src/core/index.js';
import { memory, memoryLocal } from '../../../src/storage/memory.js';
import {
  faulty,
  fillLog,
  play,
  sampleMembers,
  samplePartnership,
  sampleStages,
  type SampleStage,
} from '../../../src/testing/index.js';
import { form, open, refusalOf } from '../support/open.js';
import { goalText } from '../support/pair.js';

const goal = { type: 'goal.propose', seat: 1, goal: 'g9', text: goalText } as const;
const secret = 'Nobody else is to read this.';
const write = { type: 'reflection.write', seat: 1, round: 1, text: { whatHappened: secret } } as const;
const settled = async (...partnerships: { retry(): Promise<void> }[]) => {
  for (const each of [...partnerships, ...partnerships]) await each.retry();
};
const newer = (facts: Json): Json => ({ by: 'ana', at: '2026-01-05T09:00:00Z', command: 'e9', facts });

describe('a partnership', () => {
  it('is formed, agreed and read by the other one', async () => {
    const storage = memory();
    const [ana, ben] = [open('ana', { storage }), open('ben', { storage })];
    const receipt = await ana.send(form);
    assert.deepEqual([receipt.status, receipt.facts.map(({ type }) => type)], ['stored', ['partnership.formed']]);
    await settled(ana, ben);
    assert.deepEqual(ben.getSnapshot().document, ana.getSnapshot().document);
    assert.deepEqual([ana.getSnapshot().seat, ben.getSnapshot().seat, ben.getSnapshot().sync.state], [1, 2, 'saved']);
    await Promise.all([ana.close(), ben.close()]);
  });

  it('shows what a sample wrote, stage by stage, as both see it', async () => {
    for (const rhythm of ['mutual', 'alternating'] as const) {
      for (const stage of sampleStages) {
        const storage = memory();
        const commands = samplePartnership(stage, { rhythm });
        await fillLog(storage, 'pair-1', commands);
        const { document, own } = play(commands);
        for (const [index, member] of sampleMembers.entries()) {
          const partnership = open(member.id, { storage });
          await partnership.ready;
          assert.deepEqual(partnership.getSnapshot().document, document);
          assert.deepEqual(partnership.getSnapshot().own, own[(index + 1) as 1 | 2]);
          await partnership.close();
        }
      }
    }
  });

  it('refuses with the same words before and after', async () => {
    const ana = open('ana');
    await ana.send(form);
    assert.deepEqual(ana.explain(goal), { allowed: false, code: 'AGREEMENT_NOT_SIGNED_YET', params: {} });
    assert.equal(await refusalOf(ana.send(goal)), 'AGREEMENT_NOT_SIGNED_YET');
    assert.equal(ana.getSnapshot().attention.length, 0, 'what is refused at once is not kept');
    await ana.close();
  });

  it('allows nothing more once it is closed here', async () => {
    const ana = open('ana', { storage: memory() });
    await ana.send(form);
    await ana.close();
    const answer = ana.explain({ type: 'partnership.close' });
    assert.equal(answer.allowed ? undefined : answer.code, 'READ_ONLY');
  });

  it('closed twice at once, is closed for both when it is', async () => {
    const local = memoryLocal();
    let kept: () => void = () => undefined;
    const slow = { ...local, set: () => new Promise<void>((resolve) => (kept = resolve)) };
    const ana = open('ana', { storage: memory(), local: slow });
    await ana.ready;
    void ana.drafts.set('goal', 'Half a word');
    const closes = [ana.close(), ana.close()];
    let closed = 0;
    for (const close of closes) void close.then(() => (closed += 1));
    await ana.retry();
    assert.equal(closed, 0, 'a write is still on its way');
    kept();
    await Promise.all(closes);
    assert.equal(ana.getSnapshot().status, 'done');
  });

  it('takes no time that is none from its clock', async () => {
    for (const now of [NaN, Infinity, 8.64e15]) {
      const clock = { now: () => now };
      const ana = openPartnership({ id: 'pair-1', me: 'ana', storage: memory(), local: memoryLocal(), clock });
      await assert.rejects(ana.send(form), (error) => isTandemError(error, 'VALIDATION_FAILED'));
      assert.equal(ana.getSnapshot().document.status, 'forming');
    }
  });

  it('refuses strangers and the wrong shape, and nothing has changed then', async () => {
    const storage = memory();
    await fillLog(storage, 'pair-1', samplePartnership('goalSetting'));
    const eve = open('eve', { storage });
    await eve.ready;
    const before = eve.getSnapshot();
    assert.equal(before.seat, undefined);
    assert.equal(await refusalOf(eve.send(goal)), 'NOT_A_MEMBER');
    const wrong = { ...goal, text: { statement: 'a'.repeat(100_000) } };
    await assert.rejects(eve.send(wrong), (error) => {
      assert.ok(isTandemError(error, 'VALIDATION_FAILED'));
      assert.deepEqual(error.details['issues'], [{ path: 'text.statement', problem: 'TOO_LONG' }]);
      assert.ok(JSON.stringify([error.message, error.details]).length < 300, 'the words are not in the error');
      return true;
    });
    for (const nothing of [undefined, null])
      await assert.rejects(eve.send(nothing as never), (error) => isTandemError(error, 'VALIDATION_FAILED'));
    assert.equal(eve.getSnapshot().document, before.document);
    assert.equal((await storage.read('pair:pair-1', 0)).head, samplePartnership('goalSetting').length);
    await eve.close();
  });

  it('sends an id once, however often', async () => {
    const ana = open('ana');
    const receipts = await Promise.all([1, 2, 3].map(() => ana.send({ ...form, id: 'once' })));
    assert.deepEqual(new Set(receipts.map((receipt) => receipt.status === 'stored' && receipt.version)), new Set([1]));
    assert.equal((await ana.rawEntries('pair', 0)).head, 1);
    await ana.close();
  });

  it('takes names that can be names, and no others', () => {
    const options = { storage: memory(), local: memoryLocal() };
    for (const id of ['', 'a b', 'ä', 'x'.repeat(101), 'a/b', 7 as never])
      assert.throws(() => openPartnership({ ...options, id, me: 'ana' }), TypeError);
    for (const me of ['', 'a b', 'x'.repeat(65), undefined as never])
      assert.throws(() => openPartnership({ ...options, id: 'p', me }), TypeError);
  });
});

describe('it has the shape of an actor', () => {
  it("for XState's waitFor", async () => {
    const ana = open('ana');
    const waiting = waitFor(
      ana as unknown as AnyActorRef,
      (snapshot: PartnershipSnapshot) => snapshot.document.status === 'agreeing',
    );
    await ana.send(form);
    assert.equal(((await waiting) as unknown as PartnershipSnapshot).seat, 1);
    await ana.close();
  });

  it('for observers: not at once, then after every change, and complete at the end', async () => {
    const ana = open('ana');
    const heard: string[] = [];
    const one = ana.subscribe({
      next: ({ document }) => heard.push(document.status),
      complete: () => heard.push('complete'),
    });
    const two = ana.subscribe(() => heard.push('two'));
    assert.equal(heard.length, 0);
    await ana.ready;
    two.unsubscribe();
    two.unsubscribe();
    heard.length = 0;
    await ana.send(form);
    assert.ok(heard.includes('agreeing'));
    assert.ok(!heard.includes('two'));
    await ana.close();
    assert.equal(heard.at(-1), 'complete');
    assert.equal(ana.getSnapshot().status, 'done');
    one.unsubscribe();
    await ana.close();
  });

  it("one observer's mistake keeps nobody else from hearing, and surfaces", async () => {
    const ana = open('ana');
    await ana.ready;
    const runners = process.listeners('unhandledRejection');
    process.removeAllListeners('unhandledRejection');
    const surfaced = new Promise((resolve) => process.once('unhandledRejection', resolve));
    const mistaken = ana.subscribe(() => {
      mistaken.unsubscribe();
      throw new Error('from an observer');
    });
    const heard = new Promise<string>((resolve) => ana.subscribe(({ document }) => resolve(document.status)));
    await ana.send(form);
    assert.equal(await heard, 'agreeing');
    assert.match(String(await surfaced), /from an observer/u);
    process.removeAllListeners('unhandledRejection');
    for (const runner of runners) process.on('unhandledRejection', runner);
    await ana.close();
  });

  it('keeps its snapshot the same object until something changes', async () => {
    const ana = open('ana');
    await ana.ready;
    const before = ana.getSnapshot();
    assert.equal(ana.getSnapshot(), before);
    assert.equal(ana.explain(goal).allowed, false);
    assert.equal(ana.getSnapshot(), before);
    await ana.send(form);
    assert.notEqual(ana.getSnapshot(), before);
    assert.equal(ana.getSnapshot().own, before.own, 'what did not change stays the same object');
    await ana.close();
  });

  it('shows the effect of a command in the next line', async () => {
    const ana = open('ana');
    await ana.ready;
    const sent = ana.send(form);
    assert.equal(ana.getSnapshot().document.status, 'agreeing');
    assert.equal(ana.getSnapshot().sync.state, 'saving');
    await sent;
    assert.equal(ana.getSnapshot().sync.state, 'saved');
    await ana.close();
  });
});

describe('what is for one alone', () => {
  const everything = async (storage: ReturnType<typeof memory>, me: string) => {
    const logs = logIds('pair-1', me);
    return {
      pair: JSON.stringify(await storage.read(logs.pair, 0)),
      own: JSON.stringify(await storage.read(logs.own, 0)),
    };
  };
  it('never enters the log of both', async () => {
    const storage = memory();
    await fillLog(storage, 'pair-1', samplePartnership('reflection'));
    const [ana, ben] = [open('ana', { storage }), open('ben', { storage })];
    await Promise.all([ana.ready, ben.ready]);
    const receipt = await ben.send(write);
    assert.deepEqual(
      receipt.facts.map(({ type }) => type),
      ['reflection.kept', 'reflection.written'],
      'the partner learns that it was written',
    );
    const kept = await everything(storage, 'ben');
    assert.ok(!kept.pair.includes(secret));
    assert.ok(kept.own.includes(secret));
    await settled(ana, ben);
    assert.equal(ana.getSnapshot().document.seats[1].round?.reflections[2]?.shared, null);
    assert.ok(!JSON.stringify(ana.getSnapshot()).includes(secret));
    assert.equal(ben.getSnapshot().own.reflections['1.1']?.text.whatHappened, secret);
    await Promise.all([ana.close(), ben.close()]);
  });

  it('is kept early without a word to the partner, also before the logs are open', async () => {
    const storage = memory();
    await fillLog(storage, 'pair-1', samplePartnership('checkIn'));
    const head = (await storage.read('pair:pair-1', 0)).head;
    const ana = open('ana', { storage });
    await ana.send(write);
    assert.equal((await storage.read('pair:pair-1', 0)).head, head, 'nothing is written for both');
    assert.equal(ana.getSnapshot().own.reflections['1.1']?.text.whatHappened, secret);
    await ana.close();
  });

  it('the partner is told also when it was sent before the logs were open', async () => {
    const storage = memory();
    await fillLog(storage, 'pair-1', samplePartnership('reflection'));
    const ben = open('ben', { storage });
    await ben.send(write);
    assert.notEqual(ben.getSnapshot().document.seats[1].round?.reflections[2], null);
    await ben.close();
  });

  it('shares what is shared, and only then', async () => {
    const storage = memory();
    await fillLog(storage, 'pair-1', samplePartnership('reflection'));
    const ben = open('ben', { storage });
    await ben.ready;
    assert.equal(await refusalOf(ben.send({ ...write, type: 'reflection.share' })), 'REFLECTION_NOT_WRITTEN');
    await ben.send(write);
    await ben.send({ ...write, type: 'reflection.share' });
    assert.ok((await everything(storage, 'ben')).pair.includes(secret));
    await ben.close();
  });
});

describe('a log that this version cannot follow', () => {
  const withEntry = async (body: Json, stage: SampleStage = 'goalSetting') => {
    const storage = memory();
    const commands = samplePartnership(stage);
    await fillLog(storage, 'pair-1', commands);
    const { head } = await storage.read('pair:pair-1', 0);
    await storage.append('pair:pair-1', head, [{ id: 'e9', body }]);
    const ana = open('ana', { storage });
    await ana.ready;
    return { ana, commands };
  };
  it('is read-only when it is newer, and shows the last good state', async () => {
    for (const facts of [
      [{ type: 'moon.landed', v: 1 }],
      [
        { type: 'goals.counted', v: 1 },
        { type: 'goal.agreed', v: 1, seat: 1, goal: 'g', revision: 1 },
      ],
      [{ type: 'goal.dropped', v: 2, seat: 1, goal: 'g', why: 'x' }],
    ]) {
      const { ana, commands } = await withEntry(newer(facts));
      const { sync, document } = ana.getSnapshot();
      assert.deepEqual([sync.state, sync.error?.code], ['read-only', 'FACT_UNKNOWN']);
      assert.equal(sync.error?.details['version'], commands.length + 1);
      assert.deepEqual(document, play(commands).document);
      assert.deepEqual(ana.explain(goal), { allowed: false, code: 'READ_ONLY', params: { error: 'FACT_UNKNOWN' } });
      await assert.rejects(ana.send(goal), (error) => isTandemError(error, 'FACT_UNKNOWN'));
      assert.equal((await ana.rawEntries('pair', 0)).entries.length, commands.length + 1, 'all of it can be exported');
      await ana.close();
    }
  });
  it('is read-only when somebody has damaged it, and nothing is deleted', async () => {
    for (const body of [
      null,
      7,
      'x',
      [],
      {},
      { facts: 'none' },
      newer(['x']),
      newer([null]),
      newer([{ type: 'goal.agreed', v: 1, seat: 3, goal: 'g', revision: 1 }]),
      { ...(newer([{ type: 'partnership.resumed', v: 1 }]) as object), by: 7 },
    ]) {
      const { ana, commands } = await withEntry(body);
      assert.equal(ana.getSnapshot().sync.error?.code, 'LOG_ENTRY_CORRUPT', JSON.stringify(body));
      assert.deepEqual(ana.getSnapshot().document, play(commands).document);
      assert.equal((await ana.rawEntries('pair', 0)).head, commands.length + 1);
      await ana.close();
    }
  });
  it("still keeps what is one's own", async () => {
    for (const stage of ['goalSetting', 'reflection'] as const) {
      const { ana } = await withEntry(newer([{ type: 'moon.landed', v: 1 }]), stage);
      await ana.send(write);
      assert.equal(ana.getSnapshot().own.reflections['1.1']?.text.whatHappened, secret);
      await ana.close();
    }
  });
});

describe('drafts', () => {
  it("survive closing and opening, each member's own", async () => {
    const local = memoryLocal();
    const ana = open('ana', { local });
    await ana.drafts.set('check-in/1', { better: 'More voices' });
    await ana.drafts.set('check-in/2', 'gone');
    await ana.drafts.clear('check-in/2');
    await ana.close();
    const again = open('ana', { local });
    await again.ready;
    assert.deepEqual(again.drafts.get('check-in/1'), { better: 'More voices' });
    assert.equal(again.drafts.get('check-in/2'), undefined);
    const ben = open('ben', { local });
    await ben.ready;
    assert.equal(ben.drafts.get('check-in/1'), undefined);
    await Promise.all([again.close(), ben.close()]);
  });
  it('what is typed before the device answers wins over what was there', async () => {
    const local = memoryLocal();
    const first = open('ana', { local });
    await first.drafts.set('goal', 'old');
    await first.close();
    const ana = open('ana', { local });
    const kept = ana.drafts.set('goal', 'new');
    await ana.ready;
    assert.equal(ana.drafts.get('goal'), 'new');
    await kept;
    await ana.close();
  });
  it('stay in memory where the device does not keep them, and say so until it does', async () => {
    const local = faulty(memoryLocal(), [{ on: 'set', call: 1, fault: 'fail-before' }]);
    const ana = open('ana', { local });
    await ana.ready;
    const told: (string | undefined)[] = [];
    ana.subscribe(({ draftError }) => told.push(draftError?.code));
    await ana.drafts.set('goal', 'half a sent');
    assert.equal(ana.drafts.get('goal'), 'half a sent');
    assert.equal(ana.getSnapshot().draftError?.code, 'STORAGE_CONNECTION_LOST');
    await ana.drafts.set('goal', 'half a sentence');
    assert.equal(ana.drafts.error, undefined);
    assert.deepEqual([told.at(0), told.at(-1)], ['STORAGE_CONNECTION_LOST', undefined]);
    await ana.close();
  });
  it('are part of opening: nobody sees an empty form before them', async () => {
    let answer = () => undefined as void;
    const until = new Promise<void>((resolve) => (answer = resolve));
    const kept = memoryLocal();
    const before = open('ana', { local: kept });
    await before.drafts.set('goal', 'half a sentence');
    await before.close();
    const slow = {
      ...kept,
      list: (prefix: string) => (prefix.includes('draft') ? until : Promise.resolve()).then(() => kept.list(prefix)),
    };
    const ana = open('ana', { local: slow });
    const seen: [string, unknown][] = [];
    ana.subscribe(({ sync }) => seen.push([sync.state, ana.drafts.get('goal')]));
    await assert.rejects(ana.send({ type: 'partnership.pause' }), { code: 'COMMAND_REFUSED' });
    assert.equal(ana.getSnapshot().sync.state, 'opening');
    answer();
    await ana.ready;
    assert.deepEqual(seen.at(-1), ['saved', 'half a sentence']);
    assert.ok(seen.every(([state, draft]) => (state === 'opening') === (draft === undefined)));
    await ana.close();
  });
  it('are said to be kept once the device has the latest state, and no earlier', async () => {
    const answers: (() => void)[] = [];
    const kept = memoryLocal();
    const slow = {
      ...kept,
      set: (key: string, value: Json) =>
        new Promise<void>((resolve) => answers.push(resolve)).then(() => kept.set(key, value)),
    };
    const ana = open('ana', { local: slow });
    await ana.ready;
    assert.equal(ana.drafts.isKept('goal'), false);
    const writes = ['half', 'half a sentence'].map((text) => ana.drafts.set('goal', text));
    // Both are asked for at once: a page that goes away now has lost neither.
    assert.equal(answers.length, 2);
    answers[0]?.();
    await writes[0];
    assert.equal(ana.drafts.isKept('goal'), false);
    answers[1]?.();
    await writes[1];
    assert.equal(ana.drafts.isKept('goal'), true);
    await ana.close();
  });
});

describe('history', () => {
  it("goes back page by page to the beginning, without anybody's own words", async () => {
    const storage = memory();
    const commands = samplePartnership('closed');
    await fillLog(storage, 'pair-1', commands);
    const ana = open('ana', { storage });
    await ana.ready;
    const ids: string[] = [];
    for (let before: number | undefined; ;) {
      const page = await ana.history({ before, limit: 7 });
      ids.push(...page.items.map(({ id }) => id));
      if (page.before === undefined) break;
      before = page.before;
    }
    assert.equal(new Set(ids).size, ids.length);
    assert.deepEqual(ids, commands.map(({ id }) => id).reverse());
    await ana.close();
  });
});
