import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import {
  type Fact,
  type FactType,
  type PartnershipDocument,
  emptyDocument,
  emptyOwnDocument,
  evolve,
  evolveOwn,
  fold,
  isOwnFact,
  ownReflection,
} from '../../../src/core/index.js';
import { factData, ownFactData } from '../../../src/core/model/facts.js';
import { play, samplePartnership, sampleStages } from '../../../src/testing/index.js';
import { check } from '../support/histories.js';
import { agreement, ana, ben, checkInText, checkedIn, goalText, reflectionText, stepText } from '../support/pair.js';

/** Every kind of fact, about things that need not be there. */
const id = fc.constantFrom('none', 'g1', 's1', 'k1', 'x1', 'i1');
const someFields: Record<string, fc.Arbitrary<unknown>> = {
  members: fc.constantFrom([ana, ben], [ben, ana], [ana, ana]),
  rhythm: fc.constantFrom('mutual', 'alternating'),
  first: fc.constantFrom(1, 2),
  seat: fc.constantFrom(1, 2),
  round: fc.constantFrom(1, 2, 99),
  revision: fc.constantFrom(1, 2, 9),
  goal: id,
  step: id,
  checkIn: id,
  answer: id,
  suggestion: id,
  change: fc.constantFrom('none', 'c1', 'c2', 'c9'),
  phase: fc.constantFrom('goalSetting', 'actionPlanning', 'checkIn', 'reflection', 'roleSwap'),
  swapped: fc.boolean(),
  carriedOver: fc.array(id, { maxLength: 3 }),
  order: fc.array(id, { maxLength: 3 }),
  confidence: fc.constantFrom(0, 10),
  kind: fc.constantFrom('question', 'encouragement'),
  agreement: fc.constant(agreement),
  reason: fc.constantFrom('Not now.', ''),
  reflection: fc.constant('Farewell.'),
  help: fc.constant('Time.'),
  note: fc.constantFrom('Like this?', ''),
  handOver: fc.constant('Ask.'),
  thanks: fc.constant('Thanks.'),
};
const textOf = (type: FactType): fc.Arbitrary<unknown> =>
  fc.constant(
    type.startsWith('goal.')
      ? goalText
      : type.startsWith('step.')
        ? stepText
        : type === 'checkIn.recorded'
          ? {
              ...checkInText,
              progress: [
                { goal: 'none', level: 1 },
                { goal: 'g1', level: -2 },
              ],
            }
          : type === 'checkIn.answered'
            ? 'How?'
            : reflectionText,
  );
const types = [...Object.keys(factData), ...Object.keys(ownFactData)] as FactType[];
const nonsense: fc.Arbitrary<Fact> = fc.constantFrom(...types).chain((type) =>
  fc.record({
    ...someFields,
    text: textOf(type),
    type: fc.constant(type),
    v: fc.constant(1),
    command: fc.constantFrom('c1', 'c2', 'c3'),
    by: fc.constantFrom('ana', 'ben', 'eve'),
    at: fc.constant('2026-01-05T09:00:00Z'),
  }),
) as unknown as fc.Arbitrary<Fact>;

const starts: readonly PartnershipDocument[] = [
  emptyDocument,
  ...sampleStages.flatMap((stage) =>
    (['mutual', 'alternating'] as const).map((rhythm) => play(samplePartnership(stage, { rhythm })).document),
  ),
  checkedIn().document,
];

describe('evolve', () => {
  it('is total: facts about nothing change nothing that matters, and never throw', () => {
    check(
      fc.tuple(fc.constantFrom(...starts), fc.array(nonsense, { maxLength: 40, size: 'max' })),
      ([start, facts]) => {
        const frozen = JSON.stringify(start);
        const document = facts.reduce(evolve, start);
        assert.equal(JSON.stringify(start), frozen, 'the document before is untouched');
        assert.deepEqual(JSON.parse(JSON.stringify(document)), document, 'the document after is plain JSON');
        assert.deepEqual({ ...fold(start, facts), changes: null }, { ...document, changes: null });
      },
      300,
    );
  });
  it("gives back the very same document for what it does not know or what is not the pair's", () => {
    const envelope = { v: 1, command: 'c1', by: 'ana', at: '2026-01-05T09:00:00Z' };
    const { document } = checkedIn();
    for (const type of ['moon.landed', 'toString', 'constructor', '__proto__', 'reflection.kept'])
      assert.equal(evolve(document, { ...envelope, type, seat: 1, round: 1, text: reflectionText } as never), document);
  });
  it('keeps every wording of a goal', () => {
    const pair = checkedIn();
    for (const [index, statement] of ['Second words.', 'Third words.'].entries()) {
      pair.do(1, { type: 'goal.revise', seat: 1, goal: 'g1', text: { statement } });
      pair.do(2, { type: 'goal.agree', seat: 1, goal: 'g1', revision: index + 2 });
    }
    const goal = pair.document.seats[1].round?.goals[0];
    assert.deepEqual(
      goal?.earlier.map(({ revision, text }) => [revision, text.statement]),
      [
        [1, goalText.statement],
        [2, 'Second words.'],
      ],
    );
    assert.equal(goal.revision, 3);
  });
  it("keeps one's own reflections by seat and round, the latest words of each", () => {
    const { facts } = play(samplePartnership('secondRound'));
    const own = facts
      .filter(isOwnFact)
      .filter(({ by }) => by === 'ana')
      .reduce(evolveOwn, emptyOwnDocument);
    assert.deepEqual(Object.keys(own.reflections), ['1.1', '2.1']);
    assert.ok(ownReflection(own, 1, 1)?.text.whatHappened);
    assert.equal(ownReflection(own, 2, 7), undefined);
  });
});
