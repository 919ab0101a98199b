import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html } from 'lit';
import '../../define/recovery.js';
import { type SharingArgs, pressed, sharingControls, withSharing } from '../../../stories/support/sharing.js';
import type { FakeSharingOptions } from '../../testing/sharing.js';

const story = (options: FakeSharingOptions, then?: Parameters<typeof withSharing>[3]) => ({
  render: (args: SharingArgs) => withSharing('tandem-recovery', options, args, then),
});

const meta: Meta<SharingArgs> = {
  title: 'Widgets/Recovery',
  component: 'tandem-recovery',
  ...sharingControls,
  ...story({}),
};
export default meta;

type Story = StoryObj<SharingArgs>;

export const None: Story = {};
export const CodeShown: Story = story({}, (element) => pressed(element, 'make'));
export const Kept: Story = story({}, (element) => pressed(element, 'make', 'safe'));
export const IsSet: Story = story({ canRecover: true });
export const MakingANewOne: Story = story({ canRecover: true }, (element) => pressed(element, 'make'));
export const Offline: Story = {
  args: { fault: 'NETWORK_OFFLINE' },
  ...story({}, (element) => pressed(element, 'make')),
};
export const Removed: Story = story({ state: 'removed' });
export const NotInYet: Story = { args: { named: false }, ...story({ state: 'unknown' }) };
export const NotConnected: Story = { render: () => html`<tandem-recovery></tandem-recovery>` };
