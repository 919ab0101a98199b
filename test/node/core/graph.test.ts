import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { ActorLogic, SnapshotFrom } from 'xstate';
import { getAdjacencyMap, getShortestPaths, getSimplePaths } from 'xstate/graph';
import {
  type Command,
  type CommandInput,
  type PartnershipDocument,
  type Phase,
  type Rhythm,
  type Round,
  coachingMachine,
  isAgreed,
  stateValueOf,
} from '../../../src/core/index.js';
import { candidates } from '../support/next-command.js';
import { ana, ben } from '../support/pair.js';

type State = SnapshotFrom<typeof coachingMachine>;

/** `getAdjacencyMap` has no type for what a machine emits; the other tools have. */
const logic = coachingMachine as unknown as ActorLogic<State, Command, PartnershipDocument | undefined>;

interface GraphNode {
  readonly state: State;
  readonly transitions: Readonly<Record<string, { readonly state: State }>>;
}

/** What matters of a round for where it can go; all else would only make the graph larger. */
const gist = (round: Round | null): string =>
  round
    ? [
        round.goals.length,
        round.goals.map((goal) => `${goal.state[0]}${isAgreed(goal) ? 1 : 0}`),
        round.steps.length,
        round.checkIns.length,
        Object.values(round.reflections).map((each) => (each ? 1 : 0)),
        Object.values(round.swap).map(({ noted, confirmed, waived }) =>
          [noted, confirmed, waived].map(Number).join(''),
        ),
      ].join('/')
    : '-';
const serializeState = ({ value, context }: State): string =>
  [
    JSON.stringify(value),
    ...[1, 2].map((seat) => {
      const { round, past } = context.seats[seat as 1 | 2];
      return `${past.map(({ swapped }) => swapped).join()}:${gist(round)}`;
    }),
    context.agreement.proposal && JSON.stringify(Object.values(context.agreement.proposal.signed).map(Boolean)),
  ].join(' ');
const serializeEvent = (command: Command): string => JSON.stringify(command);

const complete = (input: CommandInput, by: string): Command => ({
  ...input,
  id: `${by}.${input.type}`,
  by,
  at: '2026-01-05T09:00:00Z',
});
const small = new Set([
  'goal.propose',
  'goal.agree',
  'goals.ready',
  'step.add',
  'plan.commit',
  'checkIn.record',
  'reflection.begin',
  'reflection.write',
  'goal.carryOver',
  'goal.achieve',
  'swap.note',
  'swap.confirm',
  'swap.waive',
]);

/** Commands that lead on, at most one goal and one step in seat 1; what the machine refuses leads nowhere. */
function eventsOf(rhythm: Rhythm, wanted: ReadonlySet<string>, seats: readonly number[]) {
  return ({ context }: State): Command[] => {
    if (context.status === 'forming')
      return [complete({ type: 'partnership.form', members: [ana, ben], rhythm }, 'ana')];
    if (context.status === 'agreeing') {
      const { agreement } = context;
      const input: CommandInput = agreement.proposal
        ? { type: 'agreement.sign', revision: agreement.proposal.revision }
        : { type: 'agreement.propose', agreement: { cadenceDays: 14, meetingMinutes: 60, reviewAfterMeetings: 6 } };
      return ['ana', 'ben'].map((by) => complete(input, by));
    }
    let made = 0;
    return candidates(context, () => `n${(made += 1)}`).flatMap((input) => {
      if (!wanted.has(input.type) || !('seat' in input) || !seats.includes(input.seat)) return [];
      const round = context.seats[input.seat].round;
      if (input.type === 'goal.propose' && round?.goals.some(({ state }) => state === 'open')) return [];
      if (input.type === 'step.add' && round?.steps.length) return [];
      if (input.type === 'checkIn.record' && round?.checkIns.length) return [];
      if (round && round.number > 1) return [];
      return ['ana', 'ben'].map((by) => complete(input, by));
    });
  };
}

const phases: readonly Phase[] = ['goalSetting', 'actionPlanning', 'checkIn', 'reflection', 'roleSwap'];
const phaseOf = ({ value }: State, seat: 1 | 2): string =>
  typeof value === 'object' && 'coaching' in value
    ? String((value.coaching as unknown as Record<string, string>)[`seat${seat}`])
    : String(value);

describe("XState's own graph tools", () => {
  it('reach every phase of a round and the swap, in both rhythms, by shortest paths', () => {
    for (const rhythm of ['mutual', 'alternating'] as const) {
      const paths = getShortestPaths(coachingMachine, {
        input: undefined,
        events: eventsOf(rhythm, small, [1]),
        serializeState,
        serializeEvent,
        limit: 20_000,
      });
      const states = paths.map(({ state }) => state);
      for (const phase of phases)
        assert.ok(
          states.some((state) => phaseOf(state, 1) === phase),
          `${rhythm}: ${phase}`,
        );
      const swapped = paths.filter(({ state }) => state.context.seats[1].past[0]?.swapped === true);
      assert.ok(swapped.length > 0);
      const shortest = Math.min(...swapped.map(({ weight }) => weight));
      // form, propose, 2 signatures, goal, agree, ready, step, commit, check-in, begin, 2 reflections, close the goal,
      // 2 notes, 2 confirmations
      assert.equal(shortest, 18);
      for (const { state } of swapped)
        assert.equal(phaseOf(state, rhythm === 'mutual' ? 1 : 2), 'goalSetting', 'the next round has begun');
      for (const { state } of paths) assert.deepEqual(state.value, stateValueOf(state.context));
    }
  });

  it('find no state from which the swap cannot be reached', () => {
    for (const rhythm of ['mutual', 'alternating'] as const) {
      const graph = getAdjacencyMap(logic, {
        input: undefined,
        events: eventsOf(rhythm, small, [1]),
        serializeState,
        serializeEvent,
        limit: 20_000,
      });
      const nodes = Object.entries(graph as object as Readonly<Record<string, GraphNode>>);
      assert.ok(nodes.length > 60, `${nodes.length} states`);
      const fine = new Set(nodes.filter(([, { state }]) => state.context.seats[1].past.length > 0).map(([key]) => key));
      // Backwards from the end: a state is fine when one of its commands leads to one that is.
      for (let before = 0; before < fine.size;) {
        before = fine.size;
        for (const [key, { transitions }] of nodes)
          if (Object.values(transitions).some(({ state }) => fine.has(serializeState(state)))) fine.add(key);
      }
      assert.deepEqual(
        nodes.map(([key]) => key).filter((key) => !fine.has(key)),
        [],
      );
    }
  });

  it('follow every simple path through pausing, resuming and closing', () => {
    const start: State | undefined = getShortestPaths(coachingMachine, {
      input: undefined,
      events: eventsOf('mutual', small, []),
      serializeState,
      serializeEvent,
      toState: ({ context }) => context.status === 'coaching',
    })[0]?.state;
    assert.ok(start);
    const inputs: readonly CommandInput[] = [
      { type: 'partnership.pause' },
      { type: 'partnership.resume' },
      { type: 'partnership.close' },
      { type: 'closing.reflect', reflection: 'Farewell.' },
    ];
    const paths = getSimplePaths(coachingMachine, {
      fromState: start,
      events: inputs.map((input) => complete(input, 'ben')),
      serializeState: ({ value }: State) => JSON.stringify(value),
      serializeEvent,
    });
    const routes = paths
      .map(({ steps }) =>
        steps.map(({ event }) => event.type).filter((type) => type.includes('.') && !type.startsWith('xstate')),
      )
      .map((route) => route.join(' '));
    assert.deepEqual(routes.sort(), [
      '',
      'partnership.close',
      'partnership.pause',
      'partnership.pause partnership.close',
    ]);
    for (const { state } of paths)
      if (state.value === 'closed') assert.equal(state.status, 'active', 'parting words are still possible');
  });
});
