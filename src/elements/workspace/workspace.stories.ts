import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html } from 'lit';
import '../../define/workspace.js';
import { fromTheFuture, lasting, refusedLater } from '../../../stories/support/faults.js';
import { type Stage, type StageArgs, atStage, stageControls } from '../../../stories/support/stage.js';
import { sampleDevices } from '../../../stories/support/sharing.js';
import type { Partnership } from '../../core/index.js';
import { type FakeSharingOptions, fakeSharing } from '../../testing/sharing.js';
import { workspaceViews } from './views.js';

type Args = StageArgs & { view: string };

const story = (prepare: (stage: Stage, args: Args) => Partnership | Promise<Partnership>) => (args: Args) =>
  atStage(args, html`<tandem-workspace .view=${args.view} partner-id="ben"></tandem-workspace>`, (stage) =>
    prepare(stage, args),
  );

const meta: Meta<Args> = {
  title: 'Workspace',
  component: 'tandem-workspace',
  parameters: { layout: 'fullscreen' },
  argTypes: { ...stageControls.argTypes, view: { control: 'select', options: ['', ...workspaceViews] } },
  args: { stage: 'checkIn', me: 'ana', rhythm: 'mutual', view: '' },
  render: story(({ open, storage }, { me }) => open(me, { storage: lasting(storage) })),
};
export default meta;

type Story = StoryObj<Args>;

export const CheckIn: Story = {};
export const Forming: Story = { args: { stage: 'forming' } };
export const Agreeing: Story = { args: { stage: 'agreeing', me: 'ben' } };
export const Goals: Story = { args: { stage: 'goalSetting', me: 'ben' } };
export const Plan: Story = { args: { stage: 'actionPlanning' } };
export const Reflection: Story = { args: { stage: 'reflection', me: 'ben' } };
export const RoleSwap: Story = { args: { stage: 'roleSwap' } };
export const Alternating: Story = { args: { stage: 'secondRound', rhythm: 'alternating' } };
export const Timeline: Story = { args: { view: 'timeline' } };
export const BreakOrEnd: Story = { args: { view: 'break' } };
export const Paused: Story = { args: { stage: 'paused' } };
export const Closed: Story = { args: { stage: 'closed', me: 'ben' } };
export const ReadOnly: Story = {
  render: story(async (stage, { me }) => {
    await fromTheFuture(stage);
    return stage.open(me);
  }),
};
export const NeedsAttention: Story = {
  args: { stage: 'goalSetting' },
  render: story((stage) =>
    refusedLater(stage, ['Ask one open question before I answer.', 'Leave at five twice a week.']),
  ),
};

const { laptop, phone, bens } = sampleDevices;

/** The same, shared through a server. */
const shared = (options: FakeSharingOptions) => (args: Args) => {
  const sharing = fakeSharing({ clock: { now: () => Date.now() }, ...options });
  const template = html`<tandem-workspace .sharing=${sharing} .view=${args.view}></tandem-workspace>`;
  return options.state === 'unknown' ? template : atStage(args, template);
};

export const NewDevice: Story = { render: shared({ state: 'unknown' }) };
export const PartnerNotInYet: Story = { args: { stage: 'agreeing' }, render: shared({}) };
export const PeopleAndDevices: Story = { args: { view: 'people' }, render: shared({ devices: [laptop, phone, bens] }) };
export const Removed: Story = { render: shared({ state: 'removed' }) };
export const Stranger: Story = { args: { me: 'eve' } };
export const NotConnected: Story = { render: () => html`<tandem-workspace></tandem-workspace>` };
