import type { NextStep } from '../../core/index.js';
import { isWriting } from './views.js';

/**
 * Where in a widget a step is done: the first field of an open form, or the button that opens one, where something new
 * is to be written; else what the step is about; else the title.
 */
export function placeOf(root: ParentNode | null | undefined, step: NextStep): HTMLElement | undefined {
  if (!root) return undefined;
  const homes = [...root.querySelectorAll<HTMLElement>('[data-home]')];
  const about = step.about ? homes.find(({ dataset }) => dataset.home === step.about) : undefined;
  const form = root.querySelector<HTMLElement>(':is([data-form], form) :is(textarea, input):not([type="hidden"])');
  const opener = root.querySelector<HTMLElement>('button.primary[data-opens]:not([aria-disabled])');
  return (isWriting(step.action) ? (form ?? opener) : undefined) ?? about ?? homes[0];
}
