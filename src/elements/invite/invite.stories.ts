import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html } from 'lit';
import '../../define/invite.js';
import {
  type SharingArgs,
  openLink,
  pressed,
  sampleDevices,
  sharingControls,
  withSharing,
} from '../../../stories/support/sharing.js';
import { TandemError } from '../../core/index.js';
import type { FakeSharingOptions } from '../../testing/sharing.js';

const { laptop, phone, bens } = sampleDevices;
const link = `https://intranet.example/coaching#tandem=1.${'l'.repeat(48)}`;

const story = (options: FakeSharingOptions, ...more: [Parameters<typeof withSharing>[3]?, object?]) => ({
  render: (args: SharingArgs) => withSharing('tandem-invite', options, args, ...more),
});

const meta: Meta<SharingArgs> = {
  title: 'Widgets/Invite',
  component: 'tandem-invite',
  ...sharingControls,
  ...story({ state: 'unknown' }),
};
export default meta;

type Story = StoryObj<SharingArgs>;

/** Chooses one of the ways in. */
const choose = (way: string) => (element: HTMLElement) =>
  element.shadowRoot?.querySelector<HTMLElement>(`input[value="${way}"]`)?.click();

export const Begin: Story = { args: { named: false } };
export const BeginWithALink: Story = { args: { named: false }, ...story({ state: 'unknown' }, choose('link')) };
export const BeginWithACode: Story = { args: { named: false }, ...story({ state: 'unknown' }, choose('code')) };
export const OpenedThroughALink: Story = {
  args: { named: false },
  ...story({ state: 'unknown' }, undefined, { link }),
};
export const LinkOpenedBefore: Story = {
  args: { named: false, fault: 'INVITATION_USED' },
  ...story({ state: 'unknown' }, (element) => pressed(element, 'join'), { link }),
};
export const LinkTooOldForAWrongClock: Story = {
  args: { named: false, fault: 'INVITATION_EXPIRED' },
  ...story({ state: 'unknown', clockAhead: -8 * 86_400_000 }, (element) => pressed(element, 'join'), { link }),
};
export const Offline: Story = {
  args: { named: false, fault: 'NETWORK_OFFLINE' },
  ...story({ state: 'unknown' }, (element) => pressed(element, 'start')),
};
export const ToInvite: Story = story({});
export const LinkMade: Story = story({}, (element) => pressed(element, 'invite'));
export const LinkOpen: Story = story({ invitations: [openLink('one', 'ben')] });
export const BenHasJoined: Story = story({}, (_, sharing) => sharing.change({ devices: [laptop, bens] }));
export const BothIn: Story = story({ devices: [laptop, phone, bens] });
export const NotNamedYet: Story = { args: { named: false }, ...story({}) };
export const Removed: Story = story({ state: 'removed' });
export const Opening: Story = { args: { named: false }, ...story({ state: 'opening' }) };
export const OpeningFailed: Story = {
  args: { named: false },
  ...story({ state: 'opening', error: new TandemError('NETWORK_OFFLINE', 'Offline') }),
};
export const OutOfDate: Story = story({
  error: new TandemError('NETWORK_OFFLINE', 'Offline'),
  devices: [laptop, bens],
});
export const NotConnected: Story = { render: () => html`<tandem-invite></tandem-invite>` };
