import { type MortalTab, mortalTab } from './mortal-tab.js';
import { freshName } from './storage-names.js';

/** Plays a story in a tab, and tells how many operations the tab got through before it was to be looked at. */
export type Play = (tab: MortalTab, name: string, at: number) => Promise<number>;

/** How many of a story's moments are tried: all where there are few, else the first and last, and some in between. */
const MOMENTS = navigator.userAgent.includes('Chrome') ? 20 : 8;
/** First and last moments that are always tried. */
const ENDS = 3;
/** Stories side by side: while one waits for its database, another one goes on. */
const LANES = 6;

/**
 * Plays a story again and again, each time with a tab that dies at another IndexedDB operation.
 *
 * @returns how many operations there are
 */
export async function everyCrash(play: Play): Promise<number> {
  const prefix = freshName('shared-crash');
  const tabs = Array.from({ length: LANES }, (_, lane) => mortalTab(`${prefix}-${lane}-`));
  const whole = await play(tabs[0]!, `${prefix}-0-whole`, Infinity);
  const moments = momentsOf(whole);
  await Promise.all(
    tabs.map(async (tab, lane) => {
      for (let at = moments.shift(); at !== undefined; at = moments.shift())
        await play(tab, `${prefix}-${lane}-${at}`, at);
    }),
  );
  return whole;
}

function momentsOf(count: number): number[] {
  if (count <= MOMENTS) return Array.from({ length: count }, (_, at) => at + 1);
  const between = MOMENTS - 2 * ENDS;
  const first = Array.from({ length: ENDS }, (_, at) => at + 1);
  const middle = Array.from({ length: between }, (_, at) =>
    Math.round(ENDS + ((at + 0.5) / between) * (count - 2 * ENDS)),
  );
  return [...new Set([...first, ...middle, ...first.map((at) => count - ENDS + at)])];
}
