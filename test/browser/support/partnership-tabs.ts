import type { Partnership } from '../../../src/core/index.js';
import type { OpenThere } from './partnership-frame.js';
import { ID } from './pair-on-indexeddb.js';

/** A partnership in another tab: its own code, its own connections, its own channel. */
export interface PartnershipTab {
  readonly partnership: Partnership;
  /** The tab is gone, with whatever it was doing; nobody closes anything. */
  crash(): void;
}

const frames = new Set<HTMLIFrameElement>();

/** Opens the pair's partnership in another tab on the same databases. */
export async function openElsewhere(name: string, me: string): Promise<PartnershipTab> {
  const frame = document.createElement('iframe');
  frames.add(frame);
  document.body.append(frame);
  const inner = frame.contentWindow as Window;
  const open = await new Promise<OpenThere>((resolve, reject) => {
    inner.tandemPartnershipReady = resolve;
    const script = inner.document.createElement('script');
    script.type = 'module';
    script.src = new URL('./partnership-frame.ts', import.meta.url).href;
    script.addEventListener('error', () => reject(new Error('The frame did not load')));
    inner.document.body.append(script);
  });
  const crash = (): void => {
    frames.delete(frame);
    frame.remove();
  };
  return { partnership: open(name, { id: ID, me }), crash };
}

/** Ends every tab that is still there; call it in `afterEach`, before databases are deleted. */
export function crashTabs(): void {
  for (const frame of frames) frame.remove();
  frames.clear();
}
