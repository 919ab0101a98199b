import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html } from 'lit';
import '../../define/check-in.js';
import { atStage, type StageArgs, stageControls } from '../../../stories/support/stage.js';
import { recordedCheckIn, startedPlan } from '../../../stories/support/check-ins.js';

type Args = StageArgs & { seat?: 1 | 2 };

const template = ({ seat }: Args) => html`<tandem-check-in .seat=${seat}></tandem-check-in>`;

const meta: Meta<Args> = {
  title: 'Widgets/Check-in',
  component: 'tandem-check-in',
  argTypes: {
    ...stageControls.argTypes,
    seat: { control: 'inline-radio', options: [undefined, 1, 2], description: 'Whose round' },
  },
  args: { stage: 'checkIn', me: 'ana', rhythm: 'mutual' },
  render: (args) => atStage(args, template(args)),
};
export default meta;

type Story = StoryObj<Args>;

export const Coachee: Story = { args: { seat: 1 } };
export const Coach: Story = { args: { seat: 1, me: 'ben' } };
/** The coach's form is open at once. */
export const WaitsForAnAnswer: Story = {
  args: { seat: 1, me: 'ben' },
  render: (args) =>
    atStage(args, template(args), async ({ open }) => {
      await recordedCheckIn(open('ana'));
      return open(args.me);
    }),
};
/** Nobody has checked in yet; an example can be taken over. */
export const Empty: Story = {
  args: { stage: 'actionPlanning', seat: 1 },
  render: (args) =>
    atStage(args, template(args), async ({ open }) => {
      await startedPlan(open('ana'));
      return open(args.me);
    }),
};
export const HalfWritten: Story = {
  args: { seat: 1 },
  render: (args) =>
    atStage(args, template(args), async ({ open }) => {
      const partnership = open(args.me);
      await partnership.ready;
      await partnership.drafts.set('check-in/1.1', {
        levels: { 'goal-1.1.1': 1 },
        better: 'Two reviews in a row without me calling on anybody.',
      });
      return partnership;
    }),
};
export const BeforeThePlan: Story = { args: { stage: 'goalSetting', seat: 1 } };
export const Over: Story = { args: { stage: 'reflection', seat: 1 } };
export const Resting: Story = { args: { rhythm: 'alternating', seat: 2 } };
export const Paused: Story = { args: { stage: 'paused', seat: 1 } };
export const Closed: Story = { args: { stage: 'closed', seat: 1 } };
export const Stranger: Story = { args: { me: 'eve' } };
export const NotConnected: Story = { render: (args) => template(args) };
