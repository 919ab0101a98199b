/**
 * Reciprocal peer coaching for two colleagues: the headless core and the classes of all widgets. Importing it defines no
 * element; `tandem-coaching/define/all` does.
 *
 * @module tandem-coaching
 */
export * from './core/index.js';

// Sharing, as widgets see it
export type * from './sharing/types.js';

// Widgets
export { TandemAgreement } from './elements/agreement/agreement.js';
export { TandemCheckIn } from './elements/check-in/check-in.js';
export { TandemCycle } from './elements/cycle/cycle.js';
export { TandemDevices } from './elements/devices/devices.js';
export { TandemGoals } from './elements/goals/goals.js';
export { TandemInvite } from './elements/invite/invite.js';
export { TandemNextStep } from './elements/next-step/next-step.js';
export { TandemPartnership, type PartnershipStore } from './elements/partnership/partnership.js';
export { TandemPlan } from './elements/plan/plan.js';
export { TandemRecovery } from './elements/recovery/recovery.js';
export { TandemReflection } from './elements/reflection/reflection.js';
export { TandemRoleSwap } from './elements/role-swap/role-swap.js';
export { TandemSyncStatus } from './elements/sync-status/sync-status.js';
export { TandemTimeline } from './elements/timeline/timeline.js';
export { TandemWorkspace } from './elements/workspace/workspace.js';
export type { WorkspaceView } from './elements/workspace/views.js';

// What they tell the page
export { TandemFactEvent, factEventName } from './elements/base/fact-event.js';
export type { FactEventDetail, FactEventName } from './elements/base/fact-event.js';
export { TandemSharingEvent } from './elements/base/sharing/sharing-event.js';
export type { SharingEventDetail, SharingEventName } from './elements/base/sharing/sharing-event.js';
export { NextStepChosenEvent } from './elements/next-step/next-step.events.js';
export { PartnershipOpenedEvent } from './elements/partnership/partnership.events.js';
export { ViewChangedEvent } from './elements/workspace/workspace.events.js';

// For hosts that define them in their own way, bring their own words or write widgets of their own
export { define } from './elements/base/define.js';
export type { DefineOptions, WidgetClass } from './elements/base/define.js';
export { partnershipContext } from './elements/base/context.js';
export type { PartnershipContext } from './elements/base/context.js';
export type { WordOverrides } from './elements/base/words/words.js';
