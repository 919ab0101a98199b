import { openFrame } from './frames.js';
import type { Tab } from './tab-frame.js';

/** A stand-in for another tab, see tab-frame.ts. */
export interface OpenTab {
  readonly tab: Tab;
  /** The tab is gone, with whatever it was doing; nobody closes anything. */
  close(): void;
  /** Goes to another page in it, as a person does. */
  leave(): Promise<void>;
}

const open = new Set<OpenTab>();

/** Opens another tab on the same origin. */
export async function openTab(): Promise<OpenTab> {
  const { frame, given: tab } = await openFrame<Tab>(new URL('./tab-frame.ts', import.meta.url), 'tandemTabReady');
  const opened: OpenTab = {
    tab,
    close() {
      open.delete(opened);
      frame.remove();
    },
    leave: () =>
      new Promise((resolve) => {
        frame.addEventListener('load', () => resolve(), { once: true });
        frame.src = `${location.origin}/package.json`;
      }),
  };
  open.add(opened);
  return opened;
}

/** Closes every tab that is still open. */
export function closeTabs(): void {
  for (const tab of open) tab.close();
}
