import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html } from 'lit';
import '../../define/plan.js';
import { type StageArgs, atStage, stageControls } from '../../../stories/support/stage.js';

interface Args extends StageArgs {
  seat: 1 | 2 | undefined;
}

const widget = ({ seat }: Args) => html`<tandem-plan .seat=${seat}></tandem-plan>`;

const meta: Meta<Args> = {
  title: 'Widgets/Plan',
  component: 'tandem-plan',
  argTypes: {
    ...stageControls.argTypes,
    seat: { control: 'inline-radio', options: [1, 2, undefined], description: 'Whose round; left to the widget' },
  },
  args: { stage: 'actionPlanning', me: 'ana', rhythm: 'mutual', seat: 1 },
  render: (args) => atStage(args, widget(args)),
};
export default meta;

type Story = StoryObj<Args>;

/** Steps to order and to stand behind, and one that the coach suggests. */
export const Coachee: Story = {};
/** The partner's plan; the coach can suggest a step. */
export const Coach: Story = { args: { me: 'ben' } };
/** The plan is worked on: a click on the tick is enough. */
export const Working: Story = { args: { stage: 'checkIn' } };
export const WorkingSeenByCoach: Story = { args: { stage: 'checkIn', me: 'ben' } };
/** The goals are agreed, and there is no step yet. */
export const Empty: Story = {
  render: (args) =>
    atStage(args, widget(args), async ({ open }) => {
      const ana = open('ana');
      await ana.ready;
      const steps = ana.getSnapshot().document.seats[1].round?.steps ?? [];
      for (const { id, state } of steps) {
        const about = { seat: 1, step: id } as const;
        await ana.send(
          state === 'suggested' ? { type: 'step.declineSuggestion', ...about } : { type: 'step.remove', ...about },
        );
      }
      await ana.close();
      return open(args.me);
    }),
};
/** Not sure enough: smaller steps are offered, and nobody is held up. */
export const NotSure: Story = {
  render: (args) =>
    atStage(args, widget(args), async ({ open }) => {
      const mine = open(args.me);
      await mine.ready;
      await mine.drafts.set('plan/commit/1', { confidence: 5 });
      return mine;
    }),
};
/** Something is in the way. */
export const Blocked: Story = {
  args: { stage: 'checkIn' },
  render: (args) =>
    atStage(args, widget(args), async ({ open }) => {
      const ana = open('ana');
      await ana.ready;
      const step = ana.getSnapshot().document.seats[1].round?.steps.find(({ state }) => state === 'open');
      if (step) {
        await ana.send({ type: 'step.block', seat: 1, step: step.id, help: 'Half an hour without my phone.' });
      }
      await ana.close();
      return open(args.me);
    }),
};
export const GoalsFirst: Story = { args: { stage: 'goalSetting' } };
export const Resting: Story = { args: { rhythm: 'alternating', seat: 2 } };
export const Paused: Story = { args: { stage: 'paused' } };
export const Closed: Story = { args: { stage: 'closed' } };
export const Stranger: Story = { args: { me: 'eve' } };
export const NotConnected: Story = { render: widget };
