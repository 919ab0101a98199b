import type { FactType, OwnFact } from '../../../core/index.js';
import { words } from './words.js';

/** What tells of a round, not of a person, or has two ways to be told. */
type Other = OwnFact['type'] | 'coaching.started' | 'round.opened' | 'round.closed';

/** What somebody did, by the type of the fact; a name, or "You", stands before it. */
export const didWords = words<
  Readonly<Record<Exclude<FactType, Other> | 'agreement.changed' | 'checkIn.encouraged', string>>
>('did', {
  'partnership.formed': 'began this partnership',
  'partnership.paused': 'started a break',
  'partnership.resumed': 'ended the break',
  'partnership.closed': 'ended the partnership',
  'closing.reflected': 'wrote some parting words',
  'agreement.proposed': 'wrote an agreement',
  'agreement.changed': 'changed the agreement',
  'agreement.signed': 'signed the agreement',
  'phase.entered': 'went on to the next part of the round',
  'goal.proposed': 'proposed a goal',
  'goal.revised': 'changed the words of a goal',
  'goal.changeSuggested': 'suggested other words for a goal',
  'goal.suggestionAccepted': 'took the suggested words',
  'goal.suggestionDeclined': 'kept the words of a goal',
  'goal.agreed': 'agreed to a goal',
  'goal.achieved': 'achieved a goal',
  'goal.carriedOver': 'carried a goal over',
  'goal.dropped': 'dropped a goal',
  'step.added': 'added a step',
  'step.suggested': 'suggested a step',
  'step.suggestionAccepted': 'took a suggested step',
  'step.suggestionDeclined': 'left a suggested step',
  'step.edited': 'changed a step',
  'step.reordered': 'moved a step',
  'step.started': 'started a step',
  'step.finished': 'finished a step',
  'step.skipped': 'skipped a step',
  'step.blocked': 'got stuck with a step',
  'step.unblocked': 'freed a step',
  'step.removed': 'removed a step',
  'plan.committed': 'committed to the plan',
  'checkIn.recorded': 'checked in',
  'checkIn.answered': 'asked a question',
  'checkIn.encouraged': 'sent an encouragement',
  'reflection.asked': 'asked whether it is time to look back',
  'reflection.written': 'wrote a reflection, alone for now',
  'reflection.shared': 'shared a reflection',
  'swap.noted': 'left a line for the change of roles',
  'swap.confirmed': 'chose to change roles',
  'swap.waived': 'chose to go on without a change of roles',
  'change.undone': 'took back the latest change',
});
