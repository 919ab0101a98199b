/**
 * The headless core of Tandem: reciprocal peer coaching for two, without any DOM. It runs in browsers, Node and
 * anything else that has ES2023.
 *
 * @module tandem-coaching/core
 */

// The live object that programs hold
export { erasePartnership } from './partnership/erase.js';
export { logIds, openPartnership } from './partnership/partnership.js';
export type {
  Partnership,
  PartnershipObserver,
  PartnershipOptions,
  PartnershipSnapshot,
} from './partnership/partnership.js';
export type { Drafts } from './partnership/drafts.js';
export { ownLanguage, pairLanguage } from './partnership/languages.js';
export type { OwnCommand } from './partnership/languages.js';

// What may happen
export { coachingMachine } from './cycle/coaching-machine.js';
export { parseCommand, validateCommand } from './cycle/commands.js';
export type {
  Command,
  CommandEnvelope,
  CommandInput,
  CommandOf,
  CommandType,
  ValidationIssue,
} from './cycle/commands.js';
export { decide, explain, stateValueOf } from './cycle/decide.js';
export type { Decision, Explanation } from './cycle/decide.js';
export type { Refusal, RefusalCode } from './cycle/refusals.js';

// What is remembered
export { documentOf, evolve, evolveOwn, fold } from './model/evolve.js';
export { emptyDocument, emptyOwnDocument } from './model/document.js';
export type * from './model/document.js';
export { audienceOf, isOwnFact, isPairFact } from './model/facts.js';
export type { Audience, Fact, FactEnvelope, FactOf, FactType, OwnFact, PairFact } from './model/facts.js';
export { factVersion, readFact } from './model/read-fact.js';
export { LINE_LIMIT, TEXT_LIMIT } from './model/fields.js';
export type {
  AgreementText,
  AnswerKind,
  CheckInText,
  GoalScale,
  GoalText,
  Level,
  Member,
  Phase,
  ReflectionText,
  Rhythm,
  Seat,
  StepText,
} from './model/fields.js';
export * from './model/lookup.js';

// What coaching knows
export * from './method/attainment.js';
export * from './method/smart.js';

// What a screen needs
export * from './views/balance.js';
export * from './views/next-step.js';
export * from './views/progress.js';
export * from './views/timeline.js';

// How it is kept
export { backoff } from './log/backoff.js';
export type { BackoffOptions } from './log/backoff.js';
export { openReplica } from './log/replica.js';
export type * from './log/replica-types.js';
export type { LogLanguage } from './log/language.js';
export type { LocalStore } from './log/local-store.js';
export type * from './log/storage.js';

// Ports and errors
export { randomIds, systemClock } from './platform.js';
export type { Clock, Ids } from './platform.js';
export { TandemError, isTandemError } from './errors.js';
export type { ErrorDetails, TandemErrorCode } from './errors.js';
