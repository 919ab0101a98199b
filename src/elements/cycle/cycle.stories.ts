import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html } from 'lit';
import '../../define/cycle.js';
import { type StageArgs, atStage, stageControls } from '../../../stories/support/stage.js';

const meta: Meta<StageArgs> = {
  title: 'Widgets/Cycle',
  component: 'tandem-cycle',
  ...stageControls,
  args: { stage: 'checkIn', me: 'ana', rhythm: 'mutual' },
  render: (args) => atStage(args, html`<tandem-cycle></tandem-cycle>`),
};
export default meta;

type Story = StoryObj<StageArgs>;

export const Mutual: Story = {};
export const Alternating: Story = { args: { rhythm: 'alternating' } };
export const Forming: Story = { args: { stage: 'forming' } };
export const Agreeing: Story = { args: { stage: 'agreeing' } };
export const Planning: Story = { args: { stage: 'actionPlanning' } };
export const RoleSwap: Story = { args: { stage: 'roleSwap' } };
export const AfterTheSwap: Story = { args: { stage: 'secondRound', rhythm: 'alternating' } };
export const Paused: Story = { args: { stage: 'paused' } };
export const Closed: Story = { args: { stage: 'closed' } };
export const Stranger: Story = { args: { me: 'eve' } };
export const NotConnected: Story = { render: () => html`<tandem-cycle></tandem-cycle>` };
