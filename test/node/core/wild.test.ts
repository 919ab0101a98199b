import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { createActor } from 'xstate';
import {
  type Command,
  type Fact,
  coachingMachine,
  decide,
  emptyDocument,
  explain,
  fold,
  isTandemError,
  parseCommand,
  stateValueOf,
  validateCommand,
} from '../../../src/core/index.js';
import { play, samplePartnership } from '../../../src/testing/index.js';
import { check } from '../support/histories.js';
import { checkedIn, coaching, goalText, reflecting, swapping } from '../support/pair.js';
import { candidates } from '../support/next-command.js';
import { type Bend, aBend, bend, wildCommand } from '../support/wild.js';

const starts = [
  emptyDocument,
  coaching().document,
  checkedIn().document,
  reflecting().document,
  swapping().document,
  ...(['paused', 'closed', 'secondRound'] as const).map((stage) => play(samplePartnership(stage)).document),
];

describe('whatever is sent', () => {
  it('is decided, refused with a reason, or fails with VALIDATION_FAILED; an actor takes it or leaves it', () => {
    let accepted = 0;
    check(
      fc.tuple(
        fc.constantFrom(...starts),
        fc.oneof(
          wildCommand.map((value) => ({ value })),
          aBend,
        ),
      ),
      ([document, sent]) => {
        const value = 'pick' in sent ? bend(sensible(document, sent), sent) : sent.value;
        const before = JSON.stringify(document);
        const command = value as Command;
        const actor = createActor(coachingMachine, { input: document });
        const emitted: Fact[] = [];
        actor.on('*', (fact) => emitted.push(fact));
        actor.start();
        const valid = validateCommand(value).ok;
        const answer = explain(document, command);
        if (!valid) {
          assert.equal(answer.allowed, false);
          assert.ok(!answer.allowed && answer.code === 'INVALID_COMMAND');
          assert.throws(
            () => decide(document, command),
            (error) => isTandemError(error, 'VALIDATION_FAILED'),
          );
        } else {
          const decision = decide(document, command);
          assert.equal(decision.status === 'accepted', answer.allowed);
          if (decision.status === 'accepted') {
            accepted += 1;
            const after = fold(document, decision.facts);
            assert.deepEqual(JSON.parse(JSON.stringify(after)), after);
            assert.equal(JSON.stringify(decision.facts).includes('stowaway'), false);
          }
        }
        const isEvent = typeof value === 'object' && value !== null && typeof (value as Command).type === 'string';
        if (isEvent) {
          assert.equal(actor.getSnapshot().can(command), answer.allowed);
          const { context } = actor.getSnapshot();
          actor.send(command);
          const snapshot = actor.getSnapshot();
          assert.equal(snapshot.status, 'active');
          if (answer.allowed) {
            const decision = decide(document, command);
            assert.deepEqual(emitted, decision.status === 'accepted' ? decision.facts : []);
          } else {
            assert.deepEqual(emitted, []);
            assert.equal(snapshot.context, context);
          }
          assert.deepEqual(snapshot.value, stateValueOf(snapshot.context));
        }
        assert.equal(JSON.stringify(document), before, 'the document itself is untouched');
      },
      1000,
    );
    assert.ok(accepted > 60, `only ${accepted} were accepted: the generator is too wild`);
  });

  it('sent twice, does no harm: the second one is refused or changes nothing but its time', () => {
    for (const rhythm of ['mutual', 'alternating'] as const) {
      const commands = samplePartnership('closed', { rhythm });
      let document = emptyDocument;
      for (const command of commands) {
        document = play1(document, command);
        const again = decide(document, command);
        if (again.status === 'refused') continue;
        assert.ok(
          ['reflection.write', 'swap.note', 'closing.reflect'].includes(command.type),
          `${command.type} is accepted twice`,
        );
        assert.deepEqual({ ...fold(document, again.facts), changes: null }, { ...document, changes: null });
      }
    }
  });
});

describe('what people write', () => {
  const propose = (statement: unknown) => ({
    ...coaching().make(1, { type: 'goal.propose', seat: 1, goal: 'g1', text: goalText }),
    text: { statement },
  });
  it('comes back letter by letter: emoji, right-to-left, half characters, markup', () => {
    for (const statement of [
      '👩‍👩‍👧‍👦 🇨🇭',
      'שלום עולם',
      '\u202Eesrever',
      '\uD800',
      '\u0000x',
      '<script>alert(1)</script>',
      ' padded ',
      'a'.repeat(10_000),
    ]) {
      const command = parseCommand(propose(statement));
      assert.ok(command.type === 'goal.propose');
      assert.equal(command.text.statement, statement);
      const round = play1(coaching().document, command).seats[1].round;
      assert.equal((JSON.parse(JSON.stringify(round)) as typeof round)?.goals[0]?.text.statement, statement);
    }
  });
  it('is refused with the place and the problem, and without the words', () => {
    const problem = (statement: unknown) => {
      const result = validateCommand(propose(statement));
      assert.ok(!result.ok);
      return result.issues;
    };
    assert.deepEqual(problem('a'.repeat(10_001)), [{ path: 'text.statement', problem: 'TOO_LONG' }]);
    assert.deepEqual(problem('a'.repeat(100_000)), [{ path: 'text.statement', problem: 'TOO_LONG' }]);
    for (const empty of ['', ' \n\t', undefined, null])
      assert.deepEqual(problem(empty), [{ path: 'text.statement', problem: 'MISSING' }]);
    for (const wrong of [7, {}, []]) assert.deepEqual(problem(wrong), [{ path: 'text.statement', problem: 'INVALID' }]);
  });
  it('is checked as it will be kept: with holes, getters and cycles, what would come back another thing', () => {
    const text: { statement: string; scale?: unknown; self?: unknown } = { statement: 'Speak.' };
    const answer = (values: object) => validateCommand({ ...propose('Speak.'), text: { ...text, ...values } });
    const scale: string[] = [];
    scale[4] = 'Everybody.';
    assert.deepEqual(answer({ scale }), { ok: false, issues: [{ path: 'text.scale', problem: 'INVALID' }] });
    const mask = Object.assign(['', '', '', '', ''], { toJSON: () => 'x'.repeat(100_000) });
    assert.deepEqual(answer({ scale: mask }), { ok: false, issues: [{ path: 'text.scale', problem: 'INVALID' }] });
    const throws = {
      get statement() {
        throw new Error('No.');
      },
    };
    text.self = text;
    const wrongs = [{ ...propose('Speak.'), text: throws }, { ...propose('Speak.'), text }, 7n];
    for (const wrong of wrongs)
      assert.deepEqual(validateCommand(wrong), { ok: false, issues: [{ path: '', problem: 'INVALID' }] });
  });
  it('may name a day that is past, and no day that there is not', () => {
    const withDue = (due: string) => validateCommand({ ...propose('Speak.'), text: { statement: 'Speak.', due } }).ok;
    assert.deepEqual(
      ['1969-07-20', '2026-02-28', '2026-13-01', '2026-00-10', 'tomorrow', '2026-1-1', '2026-02-31'].map(withDue),
      [true, true, false, false, false, false, false],
    );
  });
  it('carries a moment that there is', () => {
    const at = (moment: string) => validateCommand({ ...propose('Speak.'), at: moment }).ok;
    for (const moment of ['2026-01-05T09:00:00Z', '1969-07-20T20:17:40.5Z', '2024-02-29T23:59:59.999Z'])
      assert.ok(at(moment));
    for (const moment of [
      '2026-02-30T09:00:00Z',
      '2026-01-05T29:00:00Z',
      '2026-01-05T09:00:00+01:00',
      '2026-01-05',
      'now',
    ])
      assert.ok(!at(moment), moment);
  });
  it('an object that changes after it was sent changes nothing', () => {
    const text = { statement: 'Speak.' };
    const { document } = coaching();
    const command = { ...coaching().make(1, { type: 'goal.propose', seat: 1, goal: 'g1', text }) };
    const after = play1(document, command);
    text.statement = 'Shout.';
    assert.equal(after.seats[1].round?.goals[0]?.text.statement, 'Speak.');
  });
});

function play1(document: typeof emptyDocument, command: Command) {
  const decision = decide(document, command);
  assert.equal(decision.status, 'accepted', JSON.stringify(decision));
  return decision.status === 'accepted' ? fold(document, decision.facts) : document;
}

/** Half of the time what is allowed right now, half of the time anything that is at hand. */
function sensible(document: typeof emptyDocument, { by, pick }: Bend): readonly object[] {
  const all = candidates(document, () => 'f1');
  const able = all.filter((input) => explain(document, { ...input, id: 'w1', by, at: '2026-01-05T09:00:00Z' }).allowed);
  return pick % 2 === 0 && able.length > 0 ? able : all;
}
