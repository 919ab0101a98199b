import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { createActor } from 'xstate';
import {
  type Fact,
  type PartnershipDocument,
  coachingMachine,
  documentOf,
  emptyDocument,
  explain,
  fold,
  isPairFact,
  pairLanguage,
  stateValueOf,
} from '../../../src/core/index.js';
import { type History, type Turn, accepted, aHistory, aHistoryWithEnd, check, tell } from '../support/histories.js';
import { mirrorCommand, mirrorDocument } from '../support/mirror.js';
import { play } from '../../../src/testing/index.js';

const factsOf = (turns: readonly Turn[]): readonly Fact[] =>
  turns.flatMap(({ decision }) => (decision.status === 'accepted' ? decision.facts : []));
const throughJson = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T;

describe('in any history', () => {
  it('the seats are symmetric: the mirrored history gives the mirrored document', () => {
    check(aHistoryWithEnd(), (history) => {
      const commands = accepted(tell(history).turns);
      const mirrored = play(commands.map(mirrorCommand)).document;
      const first = commands.length > 0;
      // Before anybody has formed the pair, seat 1 begins by convention.
      if (first) assert.deepEqual(mirrored, mirrorDocument(play(commands).document));
    });
  });

  it('explain, decide and an actor say the same, and what is refused leaves no trace', () => {
    check(aHistoryWithEnd(), (history) => {
      const { turns } = tell(history);
      const actor = createActor(coachingMachine, { input: undefined });
      const emitted: Fact[] = [];
      actor.on('*', (fact) => emitted.push(fact));
      actor.start();
      for (const { command, before, after, decision } of turns) {
        const allowed = decision.status === 'accepted';
        assert.equal(explain(before, command).allowed, allowed);
        assert.equal(actor.getSnapshot().can(command), allowed);
        emitted.length = 0;
        const context = actor.getSnapshot().context;
        actor.send(command);
        assert.deepEqual(emitted, allowed ? decision.facts : []);
        if (!allowed) {
          assert.equal(after, before, 'the very same document');
          assert.equal(actor.getSnapshot().context, context);
        }
        assert.deepEqual(actor.getSnapshot().context, after);
        assert.deepEqual(actor.getSnapshot().value, stateValueOf(after));
        assert.equal(actor.getSnapshot().status, 'active');
      }
    });
  });

  it('the fold of the facts is the document, in any batching, from any point, and through JSON', () => {
    check(fc.tuple(aHistoryWithEnd(), fc.infiniteStream(fc.integer({ min: 1, max: 9 }))), ([history, sizes]) => {
      const { teller, turns } = tell(history);
      const facts = factsOf(turns);
      assert.deepEqual(documentOf(facts), teller.document);
      assert.deepEqual(documentOf(facts.filter(isPairFact)), teller.document, 'own facts play no part');
      let document: PartnershipDocument = emptyDocument;
      for (let at = 0; at < facts.length;) {
        const size = sizes.next().value as number;
        document = throughJson(fold(document, throughJson(facts.slice(at, at + size))));
        at += size;
      }
      assert.deepEqual(document, teller.document);
      assert.deepEqual(throughJson(teller.document), teller.document, 'a document is plain JSON');
    });
  });

  it('an entry reads back as it was written, and holds no words of one member alone', () => {
    check(aHistoryWithEnd(), (history) => {
      for (const { command, decision } of tell(history).turns) {
        if (decision.status !== 'accepted') continue;
        const facts = decision.facts.filter(isPairFact);
        const body = pairLanguage.encode(command, facts);
        assert.deepEqual(pairLanguage.decode(throughJson(body)), facts);
        if (command.type === 'reflection.write') assert.ok(!JSON.stringify(body).includes(command.text.whatHappened));
      }
    });
  });

  it('a document can be handed to a new actor, which goes on in the same state', () => {
    check(aHistoryWithEnd(), (history) => {
      const { teller } = tell(history);
      const actor = createActor(coachingMachine, { input: throughJson(teller.document) }).start();
      assert.deepEqual(actor.getSnapshot().value, stateValueOf(teller.document));
      assert.deepEqual(actor.getSnapshot().context, teller.document);
    });
  });

  it('what both know is never lost: each fact only adds to texts, but for undo and what is rewritten by its author', () => {
    check(aHistory(), (history) => {
      for (const { before, after, command } of tell(history).turns) {
        for (const seat of [1, 2] as const) {
          const past = before.seats[seat].past.length;
          assert.ok(after.seats[seat].past.length >= past);
          if (command.type !== 'reflection.share')
            assert.deepEqual(after.seats[seat].past.slice(0, past), before.seats[seat].past);
        }
      }
    });
  });

  it('undo right after a command restores an equal document, or is refused', () => {
    let undone = 0;
    check(aHistoryWithEnd(), (history) => {
      const { teller, turns } = tell(history);
      for (const { command, before, after, decision } of turns) {
        if (decision.status === 'refused' || command.type === 'change.undo') continue;
        if (!decision.facts.some(isPairFact)) continue;
        const by = command.by === 'ana' ? 1 : 2;
        const undo = teller.make(by, { type: 'change.undo', change: command.id });
        const answer = explain(after, undo);
        if (!answer.allowed) {
          assert.equal(answer.code, 'BUILT_UPON');
          const final = decision.facts.some(({ type }) =>
            /^(partnership\.formed|coaching\.started|round\.\w+)$/u.test(type),
          );
          const ofThePast =
            command.type === 'reflection.share' && before.seats[command.seat].round?.number !== command.round;
          assert.ok(final || ofThePast, `${command.type} cannot be undone`);
          continue;
        }
        undone += 1;
        const back = play1(after, undo);
        assert.deepEqual(comparable(back), comparable(before), command.type);
        assert.equal(back.changes[by], null);
      }
    });
    assert.ok(undone > 200, `only ${undone} were undone`);
  });

  it('undo after the partner went on leaves everything as if the change had never been made', () => {
    let undone = 0;
    const everyChange = (history: History) => {
      const { teller, turns } = tell(history);
      const commands = accepted(turns);
      // An order names every step, also one that is taken back later.
      if (commands.some(({ type }) => type === 'step.reorder')) return;
      for (const by of [1, 2] as const) {
        const { command, type, before } = teller.document.changes[by] ?? {};
        // What was done since a break ended stays done, and of a reflection only the first words are news to the pair.
        if (!before || /^(partnership\.|reflection\.written)/u.test(type ?? '')) continue;
        undone += 1;
        const after = play1(teller.document, teller.make(by, { type: 'change.undo', change: command ?? '' }));
        const without = play(commands.filter(({ id }) => id !== command)).document;
        assert.deepEqual(timeless(after), timeless(without), type);
      }
    };
    check(aHistory(60), everyChange, 150);
    assert.ok(undone > 60, `only ${undone} were undone`);
  });

  it('a change of the partner elsewhere takes no undo away, and a change in the same place does', () => {
    check(aHistory(60), (history) => {
      const { turns } = tell(history);
      for (const { command, before, after, decision } of turns) {
        if (decision.status === 'refused' || command.type === 'change.undo') continue;
        const other = command.by === 'ana' ? 2 : 1;
        const was = before.changes[other];
        const is = after.changes[other];
        assert.equal(is?.command, was?.command);
        // Somebody working on the other seat's round, without closing or opening anything, is in nobody's way.
        const inSeat = 'seat' in command ? command.seat : undefined;
        const places = was?.before?.map(({ seat }) => seat) ?? [];
        const stays =
          inSeat !== undefined &&
          !places.includes(inSeat) &&
          !decision.facts.some(({ type }) => type === 'round.closed');
        if (stays) assert.deepEqual(is, was);
      }
    });
  });
});

/** The document after one command that has to be accepted. */
function play1(document: PartnershipDocument, command: Parameters<typeof explain>[1]): PartnershipDocument {
  const actor = createActor(coachingMachine, { input: document }).start();
  actor.send(command);
  assert.deepEqual(actor.getSnapshot().value, stateValueOf(actor.getSnapshot().context));
  assert.notEqual(actor.getSnapshot().context, document, `${command.type} did nothing`);
  return actor.getSnapshot().context;
}

/** All but what undo itself is about, and the numbers that are used up. */
function comparable(document: PartnershipDocument): unknown {
  return JSON.parse(
    JSON.stringify({ ...document, changes: null }, (key, value: unknown) => (key === 'revisions' ? 0 : value)),
  );
}

/** {@link comparable}, without when a round closed and the next one opened, and numbers that would not have been used up. */
function timeless(document: PartnershipDocument): unknown {
  const used = new Set(['closedAt', 'openedAt', 'revision']);
  return JSON.parse(JSON.stringify(comparable(document), (key, value: unknown) => (used.has(key) ? 0 : value)));
}
