import type { NextStepAction, PartnershipDocument, Phase, Seat } from '../../core/index.js';

/** The places of the workspace. All but the last two are widgets of the same name. */
export const workspaceViews = [
  'agreement',
  'goals',
  'plan',
  'check-in',
  'reflection',
  'role-swap',
  'timeline',
  'people',
  'break',
] as const;

/** One of {@link workspaceViews}. */
export type WorkspaceView = (typeof workspaceViews)[number];

/** What a host gave may be anything. */
export const isView = (value: unknown): value is WorkspaceView =>
  (workspaceViews as readonly unknown[]).includes(value);

const phaseViews: Readonly<Record<Phase, WorkspaceView>> = {
  goalSetting: 'goals',
  actionPlanning: 'plan',
  checkIn: 'check-in',
  reflection: 'reflection',
  roleSwap: 'role-swap',
};

/** These are not in the row with the others: one goes there now and then. */
export const isAside = (view: WorkspaceView): boolean => view === 'people' || view === 'break';

/** These show one member's round. */
export const isRoundView = (view: WorkspaceView): boolean => Object.values(phaseViews).includes(view);

const stepViews: Readonly<Record<NextStepAction, WorkspaceView>> = {
  form: 'agreement',
  proposeAgreement: 'agreement',
  signAgreement: 'agreement',
  proposeGoal: 'goals',
  agreeGoal: 'goals',
  answerSuggestion: 'goals',
  readyGoals: 'goals',
  answerStepSuggestion: 'plan',
  addStep: 'plan',
  commitPlan: 'plan',
  recordCheckIn: 'check-in',
  workThePlan: 'plan',
  answerCheckIn: 'check-in',
  beginReflection: 'check-in',
  writeReflection: 'reflection',
  closeGoals: 'reflection',
  writeSwapNote: 'role-swap',
  confirmSwap: 'role-swap',
  resume: 'break',
  writeClosing: 'break',
};

/** Where a step is done. */
export const viewOfStep = (action: NextStepAction): WorkspaceView => stepViews[action];

/** Steps that are done by writing something new: their form is what is wanted. */
export const isWriting = (action: NextStepAction): boolean =>
  /^(?:form|propose|add|record|write|answerCheckIn)/u.test(action);

/** Where a round is at the moment; before all rounds, and after them, there is another place to be. */
export function presentView(document: PartnershipDocument, seat: Seat): WorkspaceView {
  if (document.status === 'forming' || document.status === 'agreeing') return 'agreement';
  const { phase } = document.seats[seat];
  if (document.status === 'closed') return 'break';
  return phase === 'resting' ? 'role-swap' : phaseViews[phase];
}
