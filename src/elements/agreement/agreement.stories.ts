import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html } from 'lit';
import { type StageArgs, atStage, stageControls } from '../../../stories/support/stage.js';
import '../../define/agreement.js';

const meta: Meta<StageArgs> = {
  title: 'Widgets/Agreement',
  component: 'tandem-agreement',
  ...stageControls,
  args: { stage: 'agreeing', me: 'ben', rhythm: 'mutual' },
  render: (args) =>
    atStage(args, html`<tandem-agreement partner-id="ben" me-name="Ana" partner-name="Ben"></tandem-agreement>`),
};
export default meta;

type Story = StoryObj<StageArgs>;

const revised = { groundRules: 'We listen first.', cadenceDays: 21, meetingMinutes: 45, reviewAfterMeetings: 6 };

export const Forming: Story = { args: { stage: 'forming', me: 'ana' } };
export const Writing: Story = {
  args: { stage: 'forming', me: 'ana' },
  render: (args) =>
    atStage(args, html`<tandem-agreement></tandem-agreement>`, async ({ open }) => {
      const ana = open('ana');
      await ana.send({
        type: 'partnership.form',
        rhythm: args.rhythm,
        members: [
          { id: 'ana', name: 'Ana' },
          { id: 'ben', name: 'Ben' },
        ],
      });
      return ana;
    }),
};
export const ToSign: Story = {};
export const SignedByMe: Story = { args: { me: 'ana' } };
export const InForce: Story = { args: { stage: 'checkIn' } };
export const Revisited: Story = {
  args: { stage: 'checkIn' },
  render: (args) =>
    atStage(args, html`<tandem-agreement></tandem-agreement>`, async ({ open }) => {
      const ana = open('ana');
      await ana.send({ type: 'agreement.propose', agreement: revised });
      await ana.send({ type: 'agreement.sign', revision: 2 });
      await ana.close();
      return open(args.me);
    }),
};
export const Paused: Story = { args: { stage: 'paused' } };
export const Closed: Story = { args: { stage: 'closed' } };
export const Stranger: Story = { args: { me: 'eve' } };
export const NotConnected: Story = { render: () => html`<tandem-agreement></tandem-agreement>` };
