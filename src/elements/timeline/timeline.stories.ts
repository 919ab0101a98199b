import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html } from 'lit';
import '../../define/timeline.js';
import { atStage, type StageArgs, stageControls } from '../../../stories/support/stage.js';
import { longPartnership } from '../../testing/samples.js';
import { fillLog } from '../../testing/samples.js';
import { memory } from '../../storage/memory.js';

const template = html`<tandem-timeline></tandem-timeline>`;

const meta: Meta<StageArgs> = {
  title: 'Widgets/Timeline',
  component: 'tandem-timeline',
  ...stageControls,
  args: { stage: 'checkIn', me: 'ana', rhythm: 'mutual' },
  render: (args) => atStage(args, template),
};
export default meta;

type Story = StoryObj<StageArgs>;

export const CheckIns: Story = {};
export const SecondRound: Story = { args: { stage: 'secondRound', me: 'ben' } };
export const Beginning: Story = { args: { stage: 'agreeing' } };
export const Closed: Story = { args: { stage: 'closed' } };
/** The latest change was taken back: it stays, and says so. */
export const TakenBack: Story = {
  render: (args) =>
    atStage(args, template, async ({ open }) => {
      const partnership = open(args.me);
      await partnership.ready;
      const change = partnership.getSnapshot().document.changes[1]?.command;
      if (change) await partnership.send({ type: 'change.undo', change });
      return partnership;
    }),
};
/** Thousands of entries: only those that are looked at are read. */
export const Long: Story = {
  render: (args) =>
    atStage(args, template, async ({ open }) => {
      const storage = memory();
      await fillLog(storage, 'ana-ben', longPartnership({ facts: 5000 }));
      return open(args.me, { storage });
    }),
};
export const Forming: Story = { args: { stage: 'forming' } };
export const Stranger: Story = { args: { me: 'eve' } };
export const NotConnected: Story = { render: () => template };
