/**
 * Why a command is refused. Every rule of the cycle has one code; `params` hold ids and numbers that a sentence about
 * it may need, never what a person wrote.
 */
export interface Refusal {
  readonly code: RefusalCode;
  readonly params: Readonly<Record<string, unknown>>;
}

/** The codes of all rules; `docs/rules.md` has a sentence for each. */
export type RefusalCode =
  // the command itself
  | 'INVALID_COMMAND'
  | 'NOT_A_MEMBER'
  // the log behind it
  | 'STILL_OPENING'
  | 'READ_ONLY'
  // where the partnership and the seat stand
  | 'NOT_FORMED_YET'
  | 'ALREADY_FORMED'
  | 'AGREEMENT_NOT_SIGNED_YET'
  | 'PARTNERSHIP_PAUSED'
  | 'PARTNERSHIP_NOT_PAUSED'
  | 'PARTNERSHIP_CLOSED'
  | 'PARTNERSHIP_NOT_CLOSED'
  | 'SEAT_RESTING'
  | 'NOT_IN_THIS_PHASE'
  // who
  | 'ONLY_THE_COACHEE'
  | 'ONLY_THE_COACH'
  // forming and agreeing
  | 'MEMBERS_NOT_DISTINCT'
  | 'NO_AGREEMENT_PROPOSED'
  | 'AGREEMENT_CHANGED'
  | 'ALREADY_SIGNED'
  | 'NOTHING_CHANGED'
  // goals
  | 'ID_TAKEN'
  | 'GOAL_UNKNOWN'
  | 'GOAL_CLOSED'
  | 'GOAL_CHANGED'
  | 'ALREADY_AGREED'
  | 'SUGGESTION_UNKNOWN'
  | 'SUGGESTION_SETTLED'
  | 'NO_GOAL'
  | 'GOAL_NOT_AGREED'
  | 'SUGGESTION_OPEN'
  // steps
  | 'STEP_UNKNOWN'
  | 'STEP_STATE'
  | 'ORDER_INCOMPLETE'
  | 'GOAL_WITHOUT_STEP'
  // check-in and reflection
  | 'CHECK_IN_UNKNOWN'
  | 'NO_CHECK_IN'
  | 'ALREADY_ASKED'
  | 'ROUND_UNKNOWN'
  | 'REFLECTION_NOT_WRITTEN'
  | 'ALREADY_SHARED'
  // role swap
  | 'SWAP_NOTE_MISSING'
  | 'SWAP_NOTE_EMPTY'
  | 'ALREADY_CONFIRMED'
  | 'ALREADY_WAIVED'
  // undo
  | 'NOTHING_TO_UNDO'
  | 'BUILT_UPON';

/** Makes a {@link Refusal}. */
export const refuse = (code: RefusalCode, params: Refusal['params'] = {}): Refusal => ({ code, params });
