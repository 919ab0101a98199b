import type { FactType, OwnFact, PairFact } from '../../core/index.js';
import { words } from '../base/words/words.js';

export const timelineWords = words('timeline', {
  title: 'What happened so far',
  reading: 'Reading your history',
  empty: 'Nothing has happened yet.',
  failed: 'Your history could not be read just now.',
  earlier: 'Show earlier',
  later: 'Show later',
  shownEarlier: (count: number) => `${count} earlier entries are shown`,
  shownLater: (count: number) => `${count} later entries are shown`,
  beginning: 'This is where it began.',
  takenBack: 'taken back',
  read: 'Read it',
  compare: 'Before and after',
  before: 'Before',
  after: 'After',
  why: 'Why',
  due: 'By',
  note: 'Note',
  levels: 'Levels',
  whatHappened: 'What happened',
  soWhat: 'What it means',
  nowWhat: 'What comes next',
  handOver: 'To hand over',
  thanks: 'Thanks',
});

export type TimelineTerms = (typeof timelineWords)['english'];

type Told = Exclude<FactType, OwnFact['type']> | 'agreement.changed' | 'checkIn.encouraged' | 'round.waived';

/** A sentence for everything that can happen: who did it, in whose round, and a number or a phase that belongs to it. */
export const happenedWords = words<Readonly<Record<Told, (who: string, whose: string, detail: string) => string>>>(
  'happened',
  {
    'partnership.formed': (who) => `${who} began this partnership`,
    'partnership.paused': (who) => `${who} started a break`,
    'partnership.resumed': (who) => `${who} ended the break`,
    'partnership.closed': (who) => `${who} ended the partnership`,
    'closing.reflected': (who) => `${who} wrote some parting words`,
    'agreement.proposed': (who) => `${who} wrote an agreement`,
    'agreement.changed': (who) => `${who} changed the agreement`,
    'agreement.signed': (who) => `${who} signed the agreement`,
    'coaching.started': () => 'Both have signed: the coaching begins',
    'round.opened': (_, whose, round) => `${whose}'s round ${round} begins`,
    'phase.entered': (_, whose, phase) => `${whose} goes on: ${phase}`,
    'round.closed': (_, whose, round) => `${whose}'s round ${round} ends with a change of roles`,
    'round.waived': (_, whose, round) => `${whose}'s round ${round} ends without a change of roles`,
    'goal.proposed': (who) => `${who} wrote a goal`,
    'goal.revised': (who) => `${who} changed the words of a goal`,
    'goal.changeSuggested': (who) => `${who} suggested other words for a goal`,
    'goal.suggestionAccepted': (who) => `${who} took the suggested words`,
    'goal.suggestionDeclined': (who) => `${who} kept the goal as it was`,
    'goal.agreed': (who) => `${who} agreed to a goal`,
    'goal.achieved': (who) => `${who} achieved a goal`,
    'goal.carriedOver': (who) => `${who} takes a goal along into the next round`,
    'goal.dropped': (who) => `${who} dropped a goal`,
    'step.added': (who) => `${who} planned a step`,
    'step.suggested': (who) => `${who} suggested a step`,
    'step.suggestionAccepted': (who) => `${who} took a suggested step into the plan`,
    'step.suggestionDeclined': (who) => `${who} left a suggested step aside`,
    'step.edited': (who) => `${who} changed a step`,
    'step.reordered': (who) => `${who} put the plan in another order`,
    'step.started': (who) => `${who} started a step`,
    'step.finished': (who) => `${who} finished a step`,
    'step.skipped': (who) => `${who} skipped a step`,
    'step.blocked': (who) => `${who} is stuck with a step`,
    'step.unblocked': (who) => `${who} can go on with a step`,
    'step.removed': (who) => `${who} took a step out of the plan`,
    'plan.committed': (who, _, confidence) => `${who} stands behind the plan, confidence ${confidence} of 10`,
    'checkIn.recorded': (who, _, confidence) => `${who} checked in, confidence ${confidence} of 10`,
    'checkIn.answered': (who, whose) => `${who} asked ${whose} a question`,
    'checkIn.encouraged': (who, whose) => `${who} encouraged ${whose}`,
    'reflection.asked': (who, whose) => `${who} asked ${whose} whether it is time to look back`,
    'reflection.written': (who) => `${who} wrote a reflection, alone for now`,
    'reflection.shared': (who) => `${who} shared a reflection`,
    'swap.noted': (who) => `${who} left some lines for the change of roles`,
    'swap.confirmed': (who) => `${who} is ready to change roles`,
    'swap.waived': (who) => `${who} would rather go on without a change of roles`,
    'change.undone': (who) => `${who} took back the latest change`,
  },
);

export type HappenedTerms = (typeof happenedWords)['english'];

/** Which sentence tells a fact. */
export function sentenceKey(fact: PairFact): Told | undefined {
  switch (fact.type) {
    case 'phase.entered':
      return fact.phase === 'goalSetting' ? undefined : fact.type;
    case 'agreement.proposed':
      return fact.revision > 1 ? 'agreement.changed' : fact.type;
    case 'checkIn.answered':
      return fact.kind === 'encouragement' ? 'checkIn.encouraged' : fact.type;
    case 'round.closed':
      return fact.swapped ? fact.type : 'round.waived';
    default:
      return fact.type;
  }
}
