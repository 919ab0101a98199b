import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html } from 'lit';
import '../../define/devices.js';
import {
  type SharingArgs,
  openLink,
  pressed,
  sampleDevices,
  sharingControls,
  withSharing,
} from '../../../stories/support/sharing.js';
import type { FakeSharingOptions } from '../../testing/sharing.js';

const { laptop, phone, bens, nameless } = sampleDevices;
const devices = [laptop, phone, bens, nameless];

const story = (options: FakeSharingOptions, then?: Parameters<typeof withSharing>[3]) => ({
  render: (args: SharingArgs) => withSharing('tandem-devices', options, args, then),
});

const meta: Meta<SharingArgs> = {
  title: 'Widgets/Devices',
  component: 'tandem-devices',
  ...sharingControls,
  ...story({ devices }),
};
export default meta;

type Story = StoryObj<SharingArgs>;

export const Both: Story = {};
export const PartnerNotInYet: Story = story({});
export const AddingOne: Story = story({ devices }, (element) => pressed(element, 'add'));
export const Removing: Story = story({ devices }, (element) => pressed(element, 'remove/phone'));
export const RemovingTheLastOne: Story = story({ devices: [laptop, bens] }, (element) =>
  pressed(element, 'remove/this-device'),
);
export const RemovingFailed: Story = {
  args: { fault: 'NETWORK_OFFLINE' },
  ...story({ devices }, (element) => pressed(element, 'remove/bens', 'remove-yes')),
};
export const RemovedOne: Story = story({ devices }, (element) => pressed(element, 'remove/phone', 'remove-yes'));
export const LettingBackIn: Story = story({ devices }, (element) => pressed(element, 'lost'));
export const LinkForThePartner: Story = story({ devices }, (element) => pressed(element, 'lost', 'let-in'));
export const OpenLinks: Story = story({ devices, invitations: [openLink('one', 'ana'), openLink('two', 'ben')] });
export const ClockIsWrong: Story = story({ devices, clockAhead: 8 * 86_400_000 }, (element) => pressed(element, 'add'));
export const BrowserForgets: Story = story({ devices, keepsKeys: false });
export const Removed: Story = story({ state: 'removed' });
export const NotInYet: Story = { args: { named: false }, ...story({ state: 'unknown' }) };
export const LongAndRightToLeftNames: Story = story({
  devices: [
    { ...laptop, name: 'Der alte Rechner aus dem Besprechungsraum im dritten Stock, links neben dem Fenster' },
    { ...bens, name: 'המחשב של בן' },
  ],
});
export const NotConnected: Story = { render: () => html`<tandem-devices></tandem-devices>` };
