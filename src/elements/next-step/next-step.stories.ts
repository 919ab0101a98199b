import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html } from 'lit';
import '../../define/next-step.js';
import { atStage, type StageArgs, stageControls } from '../../../stories/support/stage.js';

/** Every widget's stories start from a believable partnership at some stage, seen by one of the two. */
const meta: Meta<StageArgs & { compact: boolean }> = {
  title: 'Widgets/Next step',
  component: 'tandem-next-step',
  ...stageControls,
  args: { stage: 'checkIn', me: 'ana', rhythm: 'mutual', compact: false },
  render: (args) => atStage(args, html`<tandem-next-step ?compact=${args.compact}></tandem-next-step>`),
};
export default meta;

type Story = StoryObj<StageArgs & { compact: boolean }>;

export const CheckIn: Story = {};
export const Forming: Story = { args: { stage: 'forming' } };
export const Agreeing: Story = { args: { stage: 'agreeing', me: 'ben' } };
export const Compact: Story = { args: { compact: true } };
export const NotConnected: Story = { render: () => html`<tandem-next-step></tandem-next-step>` };
