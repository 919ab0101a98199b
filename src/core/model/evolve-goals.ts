import { type Evolvers, authorOf, given, inGoal, inList, inRound, perSeat, setSeat, stamp } from './change.js';
import type { Goal, GoalState, PartnershipDocument, Stamp } from './document.js';
import type { GoalText, Seat } from './fields.js';
import { otherSeat } from './lookup.js';

/** Goals, from the first words to how they ended. */
export const goalFacts: Evolvers<
  | 'goal.proposed'
  | 'goal.revised'
  | 'goal.changeSuggested'
  | 'goal.suggestionAccepted'
  | 'goal.suggestionDeclined'
  | 'goal.agreed'
  | 'goal.achieved'
  | 'goal.carriedOver'
  | 'goal.dropped'
> = {
  'goal.proposed': (document, fact) => {
    const goal: Goal = {
      by: authorOf(document, fact),
      at: fact.at,
      id: fact.goal,
      revision: 1,
      revisions: 1,
      text: fact.text,
      agreed: setSeat(perSeat(false), authorOf(document, fact), true),
      suggestions: [],
      earlier: [],
      state: 'open',
      level: null,
    };
    return inRound(document, fact.seat, (round) => ({ ...round, goals: [...round.goals, goal] }));
  },
  'goal.revised': (document, fact) =>
    inGoal(document, fact, (goal) =>
      reworded(goal, fact.revision, fact.text, stamp(document, fact), setSeat(perSeat(false), fact.seat, true)),
    ),
  'goal.changeSuggested': (document, fact) =>
    inGoal(document, fact, (goal) => ({
      ...goal,
      suggestions: [
        ...goal.suggestions,
        given({
          ...stamp(document, fact),
          id: fact.suggestion,
          revision: goal.revision,
          text: fact.text,
          note: fact.note,
          state: 'open' as const,
        }),
      ],
    })),
  'goal.suggestionAccepted': (document, fact) =>
    inGoal(document, fact, (goal) => {
      const suggestion = goal.suggestions.find((candidate) => candidate.id === fact.suggestion);
      if (!suggestion) return goal;
      // Whoever suggests agrees, unless the words have changed under the suggestion since.
      const upToDate = suggestion.revision === goal.revision;
      const agreed = setSeat(perSeat(true), otherSeat(fact.seat), upToDate);
      return {
        ...reworded(goal, fact.revision, suggestion.text, stamp(document, fact), agreed),
        suggestions: settled(goal, fact.suggestion, { state: 'accepted' }),
      };
    }),
  'goal.suggestionDeclined': (document, fact) =>
    inGoal(document, fact, (goal) => ({
      ...goal,
      suggestions: settled(goal, fact.suggestion, { state: 'declined', reason: fact.reason }),
    })),
  'goal.agreed': (document, fact) =>
    inGoal(document, fact, (goal) =>
      goal.revision === fact.revision
        ? { ...goal, agreed: setSeat(goal.agreed, authorOf(document, fact), true) }
        : goal,
    ),
  'goal.achieved': (document, fact) => closed(document, fact, 'achieved'),
  'goal.carriedOver': (document, fact) => closed(document, fact, 'carriedOver'),
  'goal.dropped': (document, fact) => closed(document, fact, 'dropped', fact.reason),
};

const reworded = (goal: Goal, revision: number, text: GoalText, stamped: Stamp, agreed: Goal['agreed']): Goal => ({
  ...goal,
  ...stamped,
  revision,
  revisions: revision,
  text,
  agreed,
  earlier: [...goal.earlier, { by: goal.by, at: goal.at, revision: goal.revision, text: goal.text }],
});

const settled = (goal: Goal, id: string, change: { state: 'accepted' | 'declined'; reason?: string | undefined }) =>
  inList(goal.suggestions, id, (suggestion) => given({ ...suggestion, ...change }));

const closed = (
  document: PartnershipDocument,
  fact: { seat: Seat; goal: string },
  state: GoalState,
  reason?: string,
): PartnershipDocument =>
  inGoal(document, fact, (goal) => (reason === undefined ? { ...goal, state } : { ...goal, state, reason }));
