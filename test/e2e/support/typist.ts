import assert from 'node:assert/strict';
import type { BrowserContext, Page } from 'playwright-core';
import { openPage } from './browser.js';

/** What has the focus. */
interface Focus {
  /** Its label, or what it says; empty for the page itself. */
  readonly name: string;
  /** The question above a choice. */
  readonly group: string;
  /** One can see that it has it. */
  readonly visible: boolean;
}

/** More presses than any page takes. */
const PATIENCE = 150;

/** A member without a mouse: Tab, Enter, Space, arrows and letters, and nothing else. */
export class Typist {
  private constructor(
    readonly page: Page,
    readonly name: string,
  ) {}

  static async inOwnTab(context: BrowserContext, name: 'Ana' | 'Ben'): Promise<Typist> {
    const page = await openPage(context, 'coaching.html');
    const typist = new Typist(page, name);
    await typist.sees('Saved');
    await typist.tabsTo(name);
    await page.keyboard.press('Space');
    await typist.sees(`You are ${name} now.`);
    return typist;
  }

  async comesToTheFront(): Promise<void> {
    await this.page.bringToFront();
  }

  sees(text: string | RegExp): Promise<void> {
    return this.page.getByText(text).first().waitFor();
  }

  focus(): Promise<Focus> {
    return this.page.evaluate(() => {
      let active = document.activeElement;
      while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
      if (!(active instanceof HTMLElement) || active === document.body) return { name: '', group: '', visible: true };
      const labels = active instanceof HTMLInputElement || active instanceof HTMLTextAreaElement ? active.labels : null;
      const [label, own, legend] = [labels?.[0], active, active.closest('fieldset')?.querySelector('legend')].map(
        (element) => (element?.textContent ?? '').replace(/\s+/gu, ' ').trim(),
      );
      // In a widget it is Tandem's own ring, not the thin line that every browser draws.
      const isOurs = active.getRootNode() instanceof ShadowRoot;
      const drawn = [active, active.nextElementSibling, active.parentElement].some((element) => {
        if (!element) return false;
        const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(element);
        if (isOurs) return outlineStyle === 'solid' && parseFloat(outlineWidth) >= 2;
        return (outlineStyle !== 'none' && parseFloat(outlineWidth) > 0) || boxShadow !== 'none';
      });
      // The browser marks the parts of a date by itself.
      const isDate = active instanceof HTMLInputElement && active.type === 'date';
      const { width, height, bottom, top } = active.getBoundingClientRect();
      return {
        name: active.getAttribute('aria-label') ?? (label || own || ''),
        group: legend ?? '',
        visible: (drawn || isDate) && width > 0 && height > 0 && bottom > 0 && top < innerHeight,
      };
    });
  }

  /** Presses Tab until something of this name has the focus, which can be seen all the way. */
  async tabsTo(name: string, { group = '', back = false } = {}): Promise<void> {
    const passed: string[] = [];
    for (let presses = 0; presses < PATIENCE; presses += 1) {
      const focus = await this.focus();
      assert.ok(focus.visible, `${this.name} does not see the focus on "${focus.name}"`);
      if (group ? focus.group.startsWith(group) : focus.name.startsWith(name)) return;
      passed.push(focus.group || focus.name);
      await this.page.keyboard.press(back ? 'Shift+Tab' : 'Tab');
    }
    assert.fail(`${this.name} never came to "${group || name}": ${[...new Set(passed)].join(' | ')}`);
  }

  /** Presses a button and sees what comes of it; the focus is somewhere afterwards. */
  async presses(button: string, then: string | RegExp): Promise<void> {
    await this.tabsTo(button);
    await this.page.keyboard.press('Enter');
    await this.sees(then);
    await this.keepsFocus(button);
  }

  /** Focus may come a moment after the words; it has to come. */
  async keepsFocus(after: string): Promise<void> {
    try {
      await this.page.waitForFunction(() => document.activeElement !== document.body, undefined, { timeout: 5_000 });
    } catch {
      assert.fail(`${this.name} lost the focus after "${after}"`);
    }
  }

  async types(label: string, text: string): Promise<void> {
    await this.tabsTo(label);
    await this.page.keyboard.type(text);
  }

  /** The focus is in a field already, because a button led there. */
  async writesAtOnce(label: string, text: string): Promise<void> {
    await this.page.waitForFunction((wanted) => {
      let active = document.activeElement;
      while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
      return active instanceof HTMLTextAreaElement && (active.labels[0]?.textContent ?? '').trim().startsWith(wanted);
    }, label);
    await this.page.keyboard.type(text);
  }

  /** From the first of a row of choices, so many to the right. */
  async chooses(group: string, steps: number): Promise<void> {
    await this.tabsTo('', { group });
    for (let step = 0; step < steps; step += 1) await this.page.keyboard.press('ArrowRight');
  }
}
