import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html } from 'lit';
import { type StageArgs, atStage, stageControls } from '../../../stories/support/stage.js';
import type { Seat } from '../../core/index.js';
import '../../define/reflection.js';

type Args = StageArgs & { seat: Seat | undefined };

const meta: Meta<Args> = {
  title: 'Widgets/Reflection',
  component: 'tandem-reflection',
  argTypes: {
    ...stageControls.argTypes,
    seat: { control: 'inline-radio', options: [undefined, 1, 2], description: 'Whose round' },
  },
  args: { stage: 'reflection', me: 'ana', rhythm: 'mutual', seat: undefined },
  render: (args) => atStage(args, html`<tandem-reflection .seat=${args.seat}></tandem-reflection>`),
};
export default meta;

type Story = StoryObj<Args>;

const text = {
  whatHappened: 'I asked, and waited.',
  soWhat: 'The better idea came from the other side.',
  listening: 8,
};

export const ToWriteAsCoach: Story = { args: { seat: 2 } };
export const KeptAsCoachee: Story = { args: { seat: 1 } };
export const Early: Story = { args: { stage: 'checkIn', seat: 1 } };
export const SharedByBoth: Story = {
  args: { seat: 1 },
  render: (args) =>
    atStage(args, html`<tandem-reflection .seat=${args.seat}></tandem-reflection>`, async ({ open }) => {
      const ben = open('ben');
      await ben.send({ type: 'reflection.write', seat: 1, round: 1, text });
      await ben.send({ type: 'reflection.share', seat: 1, round: 1, text });
      await ben.close();
      const ana = open('ana');
      await ana.send({ type: 'reflection.share', seat: 1, round: 1, text: { whatHappened: 'I left more room.' } });
      return ana;
    }),
};
export const PastRounds: Story = { args: { stage: 'secondRound', seat: 1 } };
export const Resting: Story = { args: { stage: 'secondRound', rhythm: 'alternating', seat: 1 } };
export const Paused: Story = { args: { stage: 'paused' } };
export const Closed: Story = { args: { stage: 'closed' } };
export const NotSignedYet: Story = { args: { stage: 'agreeing' } };
export const Stranger: Story = { args: { me: 'eve' } };
export const NotConnected: Story = { render: () => html`<tandem-reflection></tandem-reflection>` };
