import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html } from 'lit';
import { type Stage, type StageArgs, atStage, stageControls } from '../../../stories/support/stage.js';
import type { CommandInput, Seat } from '../../core/index.js';
import '../../define/role-swap.js';

type Args = StageArgs & { seat: Seat | undefined };

const meta: Meta<Args> = {
  title: 'Widgets/Role swap',
  component: 'tandem-role-swap',
  argTypes: {
    ...stageControls.argTypes,
    seat: { control: 'inline-radio', options: [undefined, 1, 2], description: 'Whose round' },
  },
  args: { stage: 'roleSwap', me: 'ana', rhythm: 'alternating', seat: undefined },
  render: (args) => atStage(args, html`<tandem-role-swap .seat=${args.seat}></tandem-role-swap>`),
};
export default meta;

type Story = StoryObj<Args>;

/** Ben has done something before Ana looks. */
const afterBen =
  (...commands: CommandInput[]) =>
  async ({ open }: Stage) => {
    const ben = open('ben');
    for (const command of commands) await ben.send(command);
    await ben.close();
    return open('ana');
  };
const note: CommandInput = { type: 'swap.note', seat: 1, thanks: 'Thank you for the silence after my answers.' };
const swap = html`<tandem-role-swap></tandem-role-swap>`;

export const ToWrite: Story = { args: { me: 'ben' } };
export const Noted: Story = {};
export const MutualRhythm: Story = { args: { rhythm: 'mutual' } };
/** Press "Change roles" to see the two cross. */
export const PartnerIsReady: Story = {
  render: (args) => atStage(args, swap, afterBen(note, { type: 'swap.confirm', seat: 1 })),
};
export const PartnerWouldRatherNot: Story = {
  render: (args) => atStage(args, swap, afterBen({ type: 'swap.waive', seat: 1 })),
};
export const AfterTheSwap: Story = { args: { stage: 'secondRound' } };
export const BeforeItsTime: Story = { args: { stage: 'checkIn' } };
export const Closed: Story = { args: { stage: 'closed' } };
export const NotSignedYet: Story = { args: { stage: 'agreeing' } };
export const Stranger: Story = { args: { me: 'eve' } };
export const NotConnected: Story = { render: () => html`<tandem-role-swap></tandem-role-swap>` };
