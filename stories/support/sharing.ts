import type { ArgTypes } from '@storybook/web-components-vite';
import { type TemplateResult, html } from 'lit';
import { until } from 'lit/directives/until.js';
import type { Partnership, TandemErrorCode } from '../../src/core/index.js';
import type { Device } from '../../src/sharing/types.js';
import { type FakeSharing, type FakeSharingOptions, fakeSharing } from '../../src/testing/sharing.js';
import { type StageArgs, setStage } from './stage.js';

/** What every story about sharing can choose. */
export interface SharingArgs {
  /** What the next thing that is done fails with. */
  fault: TandemErrorCode | '';
  /** Names of the two are there. */
  named: boolean;
}

const faults = [
  '',
  'NETWORK_OFFLINE',
  'NETWORK_REFUSED',
  'NETWORK_LIMITED',
  'NETWORK_FAILED',
  'ENCRYPTION_UNAVAILABLE',
  'ENCRYPTION_KEYS_MISSING',
  'INVITATION_INVALID',
  'INVITATION_EXPIRED',
  'INVITATION_USED',
  'INVITATION_OTHER',
  'RECOVERY_INVALID',
  'RECOVERY_UNKNOWN',
] as const;

/** Controls for {@link SharingArgs}; spread into a story's meta. */
export const sharingControls: { argTypes: ArgTypes<SharingArgs>; args: SharingArgs } = {
  argTypes: {
    fault: { control: 'select', options: faults, description: 'What the next thing that is done fails with' },
    named: { control: 'boolean', description: 'The two have named themselves' },
  },
  args: { fault: '', named: true },
};

/** Some devices of the sample pair; this one is Ana's first. */
export const sampleDevices = {
  laptop: { id: 'this-device', member: 'ana', name: 'Firefox on Linux', isThis: true, letInBy: 'ana' },
  phone: { id: 'phone', member: 'ana', name: 'Safari on iPhone', isThis: false, letInBy: 'ana' },
  bens: { id: 'bens', member: 'ben', name: 'Edge on Windows', isThis: false, letInBy: 'ana' },
  nameless: { id: 'nameless', member: 'ben', name: '', isThis: false, letInBy: 'ben' },
} satisfies Record<string, Device>;

/** A link to somebody that was made a while ago. */
export const openLink = (id: string, member: string): { id: string; member: string; until: string } => ({
  id,
  member,
  until: new Date(Date.now() + 3 * 24 * 60 * 60 * 1000).toISOString(),
});

/** Whatever of this kind a widget takes. */
interface SharingWidget extends HTMLElement {
  sharing: unknown;
  partnership: unknown;
}

/**
 * Shows a widget with a fake {@link FakeSharing} in some state.
 *
 * @param then presses buttons, so that a story can show what follows
 */
export function withSharing(
  tag: string,
  options: FakeSharingOptions,
  { fault, named }: SharingArgs,
  then?: (element: SharingWidget, sharing: FakeSharing) => unknown,
  properties: object = {},
): TemplateResult {
  const sharing = fakeSharing({ clock: { now: () => Date.now() }, ...options });
  sharing.fault = fault || undefined;
  const element = document.createElement(tag) as SharingWidget;
  Object.assign(element, { sharing }, properties);
  const shown = async () => {
    if (named) element.partnership = await openSample({ stage: 'checkIn', me: 'ana', rhythm: 'mutual' });
    return element;
  };
  const drawn = shown().then((ready) => {
    // Once it is on the page and drawn.
    requestAnimationFrame(() => requestAnimationFrame(() => void then?.(ready, sharing)));
    return ready;
  });
  return html`${until(drawn)}`;
}

async function openSample(args: StageArgs): Promise<Partnership> {
  const partnership = (await setStage(args)).open(args.me);
  await partnership.ready;
  return partnership;
}

/** Presses a button inside a widget, once what was pressed before is done and drawn. */
export async function pressed(element: HTMLElement, ...actions: string[]): Promise<void> {
  for (const action of actions) {
    await new Promise((resolve) => setTimeout(resolve));
    await (element as HTMLElement & { updateComplete: Promise<unknown> }).updateComplete;
    element.shadowRoot?.querySelector<HTMLElement>(`[data-action="${action}"]`)?.click();
  }
}
