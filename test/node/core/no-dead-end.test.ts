import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type PartnershipDocument, explain, nextStep, stateValueOf } from '../../../src/core/index.js';
import { aHistory, aHistoryWithEnd, check, tell } from '../support/histories.js';
import { candidates, commandFor } from '../support/next-command.js';

describe('from any state', () => {
  const advance = (document: PartnershipDocument) => document.seats[1].past.length + document.seats[2].past.length;

  it('every next step can be taken, and somebody has one until the end', () => {
    check(aHistoryWithEnd(60), (history) => {
      const { teller } = tell(history);
      const { document } = teller;
      let steps = 0;
      for (const me of [1, 2] as const) {
        for (const step of nextStep(document, me, Date.UTC(2027, 0, 1)).all) {
          steps += 1;
          const input = commandFor(document, me, step, teller.fresh, history.rhythm);
          const answer = explain(document, teller.make(me, input));
          assert.deepEqual(
            answer,
            { allowed: true },
            `${step.action} of ${me} in ${document.seats[step.seat ?? me].phase}`,
          );
        }
      }
      const wordsAreLeft = Object.values(document.closing?.reflections ?? {}).includes(null);
      if (document.status !== 'closed' || wordsAreLeft) assert.ok(steps > 0, 'nobody has anything to do');
    });
  });

  it('there is no dead end: following the next steps, without closing, leads through a role swap', () => {
    check(aHistory(60), (history) => {
      const { teller } = tell(history);
      const rounds = advance(teller.document);
      for (let turn = 0; advance(teller.document) === rounds; turn += 1) {
        assert.ok(turn < 200, `still in ${JSON.stringify(stateValueOf(teller.document))}`);
        for (const me of [1, 2] as const) {
          const steps = nextStep(teller.document, me).all;
          // A check-in or work on the plan can always be done once more; who wants to move on does not.
          const forward = steps.find(
            ({ action }) =>
              action !== 'workThePlan' &&
              !(action === 'recordCheckIn' && steps.some((each) => each.action === 'beginReflection')),
          );
          if (!forward) continue;
          const command = teller.make(me, commandFor(teller.document, me, forward, teller.fresh, history.rhythm));
          assert.equal(teller.give(command).decision.status, 'accepted');
        }
      }
    });
  });

  it('while coaching, each member can do something besides pausing and closing, or is told what they wait for', () => {
    check(aHistory(60), (history) => {
      const { teller } = tell(history);
      if (teller.document.status !== 'coaching') return;
      for (const me of [1, 2] as const) {
        const able = candidates(teller.document, teller.fresh)
          .filter(({ type }) => !/^(partnership|reflection\.write|agreement)/u.test(type))
          .filter((input) => explain(teller.document, teller.make(me, input)).allowed);
        const { waitingFor } = nextStep(teller.document, me);
        assert.ok(able.length > 0 || waitingFor, JSON.stringify(stateValueOf(teller.document)));
      }
    });
  });
});
