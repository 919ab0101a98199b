import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html } from 'lit';
import '../src/define/all.js';
import type { TandemWorkspace } from '../src/elements/workspace/workspace.js';
import { type Rhythm, openPartnership } from '../src/core/index.js';
import { memory, memoryLocal } from '../src/storage/memory.js';
import { Player } from './support/player.js';
import './support/side-by-side.css';
import { wholeCycle } from './support/whole-cycle.js';

interface Args {
  rhythm: Rhythm;
}

/**
 * A whole cycle, carried out in both workspaces at once: Ana on one side, Ben on the other, on one log. The play function
 * presses and writes as the two would.
 */
const meta: Meta<Args> = {
  title: 'Whole cycle',
  argTypes: { rhythm: { control: 'inline-radio', options: ['mutual', 'alternating'] satisfies Rhythm[] } },
  parameters: { layout: 'fullscreen' },
  render: () => {
    const storage = memory();
    const open = (me: string) => openPartnership({ id: 'ana-ben', me, storage, local: memoryLocal() });
    return html`<div class="side-by-side">
      <tandem-workspace .partnership=${open('ana')} partner-id="ben"></tandem-workspace>
      <tandem-workspace .partnership=${open('ben')} partner-id="ana"></tandem-workspace>
    </div>`;
  },
  play: async ({ args, canvasElement, step }) => {
    const [ana, ben] = [...canvasElement.querySelectorAll<TandemWorkspace>('tandem-workspace')];
    if (!ana || !ben) throw new Error('The workspaces are missing');
    await wholeCycle(new Player(ana, 1), new Player(ben, 2), step, args.rhythm);
    const { document } = ana.partnership!.getSnapshot();
    const next =
      args.rhythm === 'mutual' ? document.seats[1].round?.number === 2 : document.seats[2].round?.number === 1;
    if (!next) throw new Error('The next round has not begun');
  },
};
export default meta;

type Story = StoryObj<Args>;

export const SideBySide: Story = { args: { rhythm: 'mutual' } };
export const OneAfterTheOther: Story = { args: { rhythm: 'alternating' } };
