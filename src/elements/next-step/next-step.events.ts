import type { NextStep } from '../../core/index.js';

/** Somebody wants to do their next step: show them the place where it is done. */
export class NextStepChosenEvent extends CustomEvent<NextStep> {
  constructor(step: NextStep) {
    super('tandem-next-step-chosen', { bubbles: true, composed: true, detail: step });
  }
}

declare global {
  interface HTMLElementEventMap {
    'tandem-next-step-chosen': NextStepChosenEvent;
  }
}
