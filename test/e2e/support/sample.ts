import type { Page } from 'playwright-core';
import type { Rhythm } from './member.js';

/** The moments that the demo offers, as its list names them. */
export const moments = [
  'The agreement waits for Ben',
  'Writing goals',
  'Making plans',
  'Checking in',
  'Looking back',
  'Changing roles',
  'The second round',
  'Taking a break',
  'The end',
] as const;

/** Opens the folded part of the bar, where the window is narrow. */
async function unfold(page: Page): Promise<void> {
  const fold = page.getByRole('button', { name: 'Sample data', exact: true });
  if ((await fold.isVisible()) && (await fold.getAttribute('aria-expanded')) !== 'true') await fold.click();
}

/** One click puts a believable pair there. */
export async function fillIn(page: Page, moment: string, rhythm: Rhythm = 'Side by side'): Promise<void> {
  await unfold(page);
  await page.getByLabel('Moment of the sample').selectOption(moment);
  await page.getByLabel('Rhythm of the sample').selectOption(rhythm);
  await page.getByRole('button', { name: 'Fill in sample data' }).click();
  await page.getByText(`Sample data is in: ${moment}.`).waitFor();
}

/** Another click takes everything away. */
export async function eraseAll(page: Page): Promise<void> {
  await unfold(page);
  await page.getByRole('button', { name: 'Erase everything' }).click();
  await page.getByText('Everything is gone.').waitFor();
}

/** Light or dark, by the demo's own control. */
export async function paint(page: Page, theme: 'Light' | 'Dark'): Promise<void> {
  await unfold(page);
  await page.getByLabel('Light or dark').selectOption(theme);
}

/** Waits until every part of a page shows its content. */
export async function settles(page: Page): Promise<void> {
  await page.locator('tandem-next-step .step, section.panel').first().waitFor();
  await page.locator('[aria-busy="true"]').first().waitFor({ state: 'detached' });
}
