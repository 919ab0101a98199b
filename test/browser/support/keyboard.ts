import { expect } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import type { TandemElement } from '../../../src/elements/base/element.js';
import { focused, settled, text } from './widget.js';

/** More presses than any widget takes. */
const PATIENCE = 60;

/** What somebody would say they are at: the name of a button, the label of a field. */
function nameOf(element: Element): string {
  const label =
    element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement ? element.labels?.[0] : null;
  return element.getAttribute('aria-label') ?? text(label ?? element);
}

/** Whoever has no mouse has to see where they are: in the window, and with Tandem's own ring. */
export function expectFocusSeen(): void {
  const at = focused();
  if (!at || at === document.body) expect.fail('the focus is lost');
  const name = nameOf(at);
  const { top, bottom, width } = at.getBoundingClientRect();
  expect(bottom > 0 && top < innerHeight && width > 0, `"${name}" is in the window`).to.equal(true);
  // A choice has it around its label.
  const isRinged = [at, at.nextElementSibling, at.parentElement].some((each) => {
    if (!each) return false;
    const { outlineStyle, outlineWidth } = getComputedStyle(each);
    return outlineStyle === 'solid' && parseFloat(outlineWidth) >= 2;
  });
  expect(isRinged, `"${name}" has a ring`).to.equal(true);
}

/** WebDriver as the runner speaks it holds no key down; there the way back is gone forward, all around. */
const holdsKeys = !navigator.webdriver || !/AppleWebKit(?!.*Chrom)/u.test(navigator.userAgent);

/** Presses Tab, or Shift and Tab, until the focus is at what has this name. All on the way is seen. */
export async function tabTo(name: string, { back = false } = {}): Promise<void> {
  const passed: string[] = [];
  for (let presses = 0; presses < PATIENCE; presses += 1) {
    const holds = back && holdsKeys;
    if (holds) await sendKeys({ down: 'Shift' });
    await sendKeys({ press: 'Tab' });
    if (holds) await sendKeys({ up: 'Shift' });
    const at = focused();
    if (!at || at === document.body) continue;
    expectFocusSeen();
    if (nameOf(at).startsWith(name)) return;
    passed.push(nameOf(at));
  }
  expect.fail(`never came to "${name}": ${[...new Set(passed)].join(' | ')}`);
}

/** Presses a key where the focus is; it is somewhere afterwards, and seen. */
export async function strike(element: TandemElement, key: string): Promise<void> {
  await sendKeys({ press: key });
  await settled(element);
  expectFocusSeen();
}
