import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html } from 'lit';
import '../../define/goals.js';
import { type StageArgs, atStage, setStage, stageControls } from '../../../stories/support/stage.js';

interface Args extends StageArgs {
  seat: 1 | 2 | undefined;
}

const widget = ({ seat }: Args) => html`<tandem-goals .seat=${seat}></tandem-goals>`;

const meta: Meta<Args> = {
  title: 'Widgets/Goals',
  component: 'tandem-goals',
  argTypes: {
    ...stageControls.argTypes,
    seat: { control: 'inline-radio', options: [1, 2, undefined], description: 'Whose round; left to the widget' },
  },
  args: { stage: 'goalSetting', me: 'ana', rhythm: 'mutual', seat: 1 },
  render: (args) => atStage(args, widget(args)),
};
export default meta;

type Story = StoryObj<Args>;

/** A suggestion of the coach to answer. */
export const Coachee: Story = {};
/** Goals of the partner to read and agree to. */
export const Coach: Story = { args: { me: 'ben' } };
/** The round that needs the member comes up by itself. */
export const EitherRound: Story = { args: { seat: undefined } };
/** Nobody has written a goal yet. */
export const Empty: Story = {
  render: (args) =>
    atStage(args, widget(args), async () => {
      const { storage, open } = await setStage({ stage: 'agreeing', rhythm: args.rhythm });
      const ben = open('ben', { storage });
      await ben.ready;
      await ben.send({ type: 'agreement.sign', revision: 1 });
      await ben.close();
      return open(args.me);
    }),
};
/** A half-written goal is open where it was left. */
export const HalfWritten: Story = {
  render: (args) =>
    atStage(args, widget(args), async ({ open }) => {
      const mine = open(args.me);
      await mine.ready;
      await mine.drafts.set('goal/new/1', {
        statement: 'By 29 January every project lead has my decision log one day before the steering meeting.',
      });
      return mine;
    }),
};
export const CheckIn: Story = { args: { stage: 'checkIn' } };
export const Reflection: Story = { args: { stage: 'reflection' } };
/** One goal was carried over, with its level. */
export const SecondRound: Story = { args: { stage: 'secondRound', me: 'ben', seat: 2 } };
export const Resting: Story = { args: { rhythm: 'alternating', seat: 2 } };
export const Agreeing: Story = { args: { stage: 'agreeing' } };
export const Paused: Story = { args: { stage: 'paused' } };
export const Closed: Story = { args: { stage: 'closed' } };
export const Stranger: Story = { args: { me: 'eve' } };
export const NotConnected: Story = { render: widget };
