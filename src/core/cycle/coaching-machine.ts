import { type setup, createMachine, enqueueActions } from 'xstate';
import { type PartnershipDocument, type SeatState, type Status, emptyDocument, statuses } from '../model/document.js';
import { evolve, fold } from '../model/evolve.js';
import type { Fact } from '../model/facts.js';
import { type Phase, type Seat, phases } from '../model/fields.js';
import { openGoals, roundOf } from '../model/lookup.js';
import { type Command, type CommandType, wellFormed } from './commands.js';
import { type FactData, factOf, factsOf } from './record.js';
import { refusalByRules } from './rules.js';

type InSeat = { seat: Seat };

/** An actor gets whatever somebody sends it: the shape is checked as well. */
function isAllowed(context: PartnershipDocument, event: Command): boolean {
  const command = wellFormed(event);
  return command !== undefined && !refusalByRules(context, command);
}

/** Whether both want the swap, or both to go on without it. */
function both(context: PartnershipDocument, seat: Seat, what: 'confirmed' | 'waived'): boolean {
  const swap = roundOf(context, seat)?.swap;
  return !!swap && swap[1][what] && swap[2][what];
}

/** The types of xstate's `setup` and its machines, without its helpers for writing actions, which a page would load. */
const parts = ((implementations: never) => ({
  createMachine: (config: never) => createMachine(config, implementations),
})) as unknown as typeof setup;

const base = parts({
  types: {
    context: {} as PartnershipDocument,
    events: {} as Command,
    emitted: {} as Fact,
    input: {} as PartnershipDocument | undefined,
  },
  guards: {
    /** The rules say yes. */
    allowed: ({ context, event }) => isAllowed(context, event),
    /** In a parallel state both regions see every command; each takes only its own seat's. */
    allowedHere: ({ context, event }, { seat }: InSeat) =>
      'seat' in event && event.seat === seat && isAllowed(context, event),
    bothSigned: ({ context }) => context.agreement.inForce !== null,
    bothConfirmed: ({ context }, { seat }: InSeat) => both(context, seat, 'confirmed'),
    bothWaived: ({ context }, { seat }: InSeat) => both(context, seat, 'waived'),
    isStatus: ({ context }, { status }: { status: Status }) => context.status === status,
    isInPhase: ({ context }, { seat, phase }: InSeat & Pick<SeatState, 'phase'>) => context.seats[seat].phase === phase,
    isTurn: ({ context }, { seat }: InSeat) => context.rhythm === 'mutual' || context.turn === seat,
    /** Both have written, and every goal is achieved, carried over or dropped. */
    isReflected: ({ context }, { seat }: InSeat) => {
      const round = roundOf(context, seat);
      return round?.reflections[1] != null && round.reflections[2] != null && openGoals(round).length === 0;
    },
  },
  actions: {
    /** Remembers what the command did, and emits it. */
    record: enqueueActions(({ context, event, enqueue }) => {
      // The guards have asked for the shape already.
      const facts = factsOf(context, wellFormed(event) as Command);
      enqueue.assign(() => fold(context, facts));
      for (const fact of facts) enqueue.emit(fact);
    }),
    startCoaching: conclude(() => ({ type: 'coaching.started' })),
    enterPhase: conclude((_, { seat, phase }: InSeat & { phase: Phase }) => ({ type: 'phase.entered', seat, phase })),
    openRound: conclude(({ seats }, { seat }: InSeat) => {
      const last = seats[seat].past.at(-1);
      const carriedOver = last?.goals.filter((goal) => goal.state === 'carriedOver').map((goal) => goal.id) ?? [];
      return { type: 'round.opened', seat, round: (last?.number ?? 0) + 1, carriedOver };
    }),
    closeRound: conclude(({ seats }, { seat, swapped }: InSeat & { swapped: boolean }) => ({
      type: 'round.closed',
      seat,
      round: seats[seat].round?.number ?? 1,
      swapped,
    })),
  },
});

/** Remembers and emits what follows from a command for phases and rounds. */
function conclude<P>(what: (context: PartnershipDocument, params: P) => FactData) {
  return enqueueActions<PartnershipDocument, Command, P, Command, never, never, never, never, Fact>(
    ({ context, event, enqueue }, params) => {
      const fact = factOf(event, what(context, params));
      enqueue.assign(() => evolve(context, fact));
      enqueue.emit(fact);
    },
  );
}

/** Commands that are recorded without leaving the state. */
const recorded = <G, T extends CommandType>(guard: G, types: readonly T[]) =>
  Object.fromEntries(types.map((type) => [type, { guard, actions: 'record' }])) as {
    [K in T]: { guard: G; actions: 'record' };
  };
const stay = <T extends CommandType>(...types: T[]) => recorded('allowed' as const, types);

/** One seat's rounds, with its member as coachee. The two regions are mirror images. */
function rounds<S extends Seat>(seat: S) {
  const here = { type: 'allowedHere', params: { seat } } as const;
  const enter = <P extends Phase>(phase: P) => ({ type: 'enterPhase', params: { seat, phase } }) as const;
  const close = (swapped: boolean) => ({ type: 'closeRound', params: { seat, swapped } }) as const;
  const stayHere = <T extends CommandType>(...types: T[]) => recorded(here, types);
  const wordingGoals = [
    'goal.revise',
    'goal.suggestChange',
    'goal.acceptSuggestion',
    'goal.declineSuggestion',
    'goal.agree',
    'goal.drop',
  ] as const;
  const wordingSteps = [
    'step.add',
    'step.suggest',
    'step.acceptSuggestion',
    'step.declineSuggestion',
    'step.edit',
    'step.reorder',
    'step.remove',
  ] as const;
  return {
    initial: 'resuming',
    states: {
      /** Finds the way back into the phase that the document remembers. */
      resuming: {
        always: (['resting', ...phases] as const).map(
          (phase) => ({ guard: { type: 'isInPhase', params: { seat, phase } }, target: phase }) as const,
        ),
      },
      resting: {
        always: {
          guard: { type: 'isTurn', params: { seat } },
          target: 'goalSetting',
          actions: { type: 'openRound', params: { seat } },
        },
      },
      goalSetting: {
        on: {
          ...stayHere('goal.propose', ...wordingGoals),
          'goals.ready': { guard: here, target: 'actionPlanning', actions: ['record', enter('actionPlanning')] },
        },
      },
      actionPlanning: {
        on: {
          // Whoever drops their last goal here needs another one to go on.
          ...stayHere('goal.propose', ...wordingGoals, ...wordingSteps),
          'plan.commit': { guard: here, target: 'checkIn', actions: ['record', enter('checkIn')] },
        },
      },
      checkIn: {
        on: {
          ...stayHere(
            ...wordingGoals,
            ...wordingSteps,
            'goal.achieve',
            'step.start',
            'step.finish',
            'step.skip',
            'step.block',
            'step.unblock',
            'checkIn.record',
            'checkIn.answer',
            'reflection.ask',
          ),
          'reflection.begin': { guard: here, target: 'reflection', actions: ['record', enter('reflection')] },
        },
      },
      reflection: {
        on: stayHere('goal.achieve', 'goal.carryOver', 'goal.drop', 'checkIn.answer'),
        always: {
          guard: { type: 'isReflected', params: { seat } },
          target: 'roleSwap',
          actions: enter('roleSwap'),
        },
      },
      roleSwap: {
        on: stayHere('swap.note', 'swap.confirm', 'swap.waive'),
        // By itself: an undo can bring it about as well.
        always: [
          { guard: { type: 'bothConfirmed', params: { seat } }, target: 'resting', actions: close(true) },
          { guard: { type: 'bothWaived', params: { seat } }, target: 'resting', actions: close(false) },
        ],
      },
    },
  } as const;
}

/**
 * The coaching cycle as an XState v5 machine: `forming → agreeing → coaching ⇄ paused → closed`, and within coaching one
 * region a seat. Its context is the {@link PartnershipDocument}, its events are {@link Command}s, and what an accepted
 * command made happen is emitted as {@link Fact}s. Pass a document as `input` to go on from there.
 *
 * `closed` is no final state: parting words, sharing a reflection and undo still work there.
 *
 * @example
 * ```ts
 * const actor = createActor(coachingMachine, { input: undefined });
 * actor.on('*', (fact) => log.push(fact));
 * actor.start();
 * actor.send({ id: 'c1', by: 'ana', at: '2026-01-05T09:00:00Z', type: 'partnership.form', rhythm: 'mutual',
 *   members: [{ id: 'ana', name: 'Ana' }, { id: 'ben', name: 'Ben' }] });
 * ```
 */
export const coachingMachine = base.createMachine({
  id: 'coaching',
  context: ({ input }) => input ?? emptyDocument,
  initial: 'resuming',
  on: {
    ...stay('reflection.write'),
    'change.undo': { guard: 'allowed', target: '.resuming', actions: 'record' },
  },
  states: {
    /** Finds the way back to where the document says the partnership stands. */
    resuming: {
      always: statuses.map((status) => ({ guard: { type: 'isStatus', params: { status } }, target: status }) as const),
    },
    forming: {
      on: { 'partnership.form': { guard: 'allowed', target: 'agreeing', actions: 'record' } },
    },
    agreeing: {
      on: {
        ...stay('agreement.propose', 'agreement.sign'),
        'partnership.close': { guard: 'allowed', target: 'closed', actions: 'record' },
      },
      always: { guard: 'bothSigned', target: 'coaching', actions: 'startCoaching' },
    },
    coaching: {
      type: 'parallel',
      on: {
        ...stay('agreement.propose', 'agreement.sign', 'reflection.share'),
        'partnership.pause': { guard: 'allowed', target: 'paused', actions: 'record' },
        'partnership.close': { guard: 'allowed', target: 'closed', actions: 'record' },
      },
      states: { seat1: rounds(1), seat2: rounds(2) },
    },
    paused: {
      on: {
        ...stay('agreement.propose', 'agreement.sign', 'reflection.share'),
        'partnership.resume': { guard: 'allowed', target: 'coaching', actions: 'record' },
        'partnership.close': { guard: 'allowed', target: 'closed', actions: 'record' },
      },
    },
    closed: {
      on: stay('closing.reflect', 'reflection.share'),
    },
  },
});
