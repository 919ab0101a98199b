import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html } from 'lit';
import '../../define/all.js';
import { breakable } from '../../../stories/support/faults.js';
import { type StageArgs, atStage, stageControls } from '../../../stories/support/stage.js';

/** The provider shows nothing of its own: here are two widgets in different corners of a page, fed by one. */
const meta: Meta<StageArgs> = {
  title: 'Widgets/Partnership',
  component: 'tandem-partnership',
  ...stageControls,
  args: { stage: 'checkIn', me: 'ana', rhythm: 'mutual' },
  render: (args) =>
    atStage(args, html`<tandem-sync-status></tandem-sync-status> <tandem-next-step></tandem-next-step>`),
};
export default meta;

type Story = StoryObj<StageArgs>;

export const Provided: Story = {};
export const Stranger: Story = { args: { me: 'eve' } };
export const CannotBeOpened: Story = {
  render: (args) =>
    atStage(args, html`<tandem-next-step></tandem-next-step>`, ({ open, storage }) => {
      const { store, breakWith } = breakable(storage);
      breakWith('STORAGE_BLOCKED');
      return open(args.me, { storage: store });
    }),
};
export const WithoutAnId: Story = {
  render: () => html`<tandem-partnership><tandem-next-step></tandem-next-step></tandem-partnership>`,
};
