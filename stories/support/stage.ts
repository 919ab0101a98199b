import type { ArgTypes } from '@storybook/web-components-vite';
import { type TemplateResult, html } from 'lit';
import { until } from 'lit/directives/until.js';
import {
  type Command,
  type LocalStore,
  type LogStorage,
  type Partnership,
  type Rhythm,
  openPartnership,
} from '../../src/core/index.js';
import { memory, memoryLocal } from '../../src/storage/memory.js';
import { type SampleStage, fillLog, samplePartnership, sampleStages } from '../../src/testing/samples.js';
import '../../src/define/partnership.js';

/** What every story can choose: the moment, who looks at it, and how the two take turns. */
export interface StageArgs {
  stage: SampleStage;
  /** `eve` is neither of the two. */
  me: 'ana' | 'ben' | 'eve';
  rhythm: Rhythm;
}

/** Controls for {@link StageArgs}; spread into a story's meta. */
export const stageControls: { argTypes: ArgTypes<StageArgs> } = {
  argTypes: {
    stage: { control: 'select', options: sampleStages, description: 'The moment in the life of the pair' },
    me: { control: 'inline-radio', options: ['ana', 'ben', 'eve'], description: 'Who looks at it; Eve is a stranger' },
    rhythm: { control: 'inline-radio', options: ['mutual', 'alternating'] satisfies Rhythm[] },
  },
};

/** Where a story keeps its pair: gone with the page. */
export interface Stage {
  readonly storage: LogStorage;
  /** The device of a member. */
  local(me: string): LocalStore;
  /** Opens it for a member, at a time soon after what happened last. */
  open(me: string, options?: { readonly storage?: LogStorage; readonly local?: LocalStore }): Partnership;
}

/** The sample pair in memory at some moment, with `more` commands after it. */
export async function setStage(
  { stage, rhythm }: Pick<StageArgs, 'stage' | 'rhythm'>,
  more: readonly Command[] = [],
): Promise<Stage> {
  const storage = memory();
  const devices = new Map<string, LocalStore>();
  const local = (me: string): LocalStore => {
    const device = devices.get(me) ?? memoryLocal();
    devices.set(me, device);
    return device;
  };
  const commands = [...samplePartnership(stage, { rhythm }), ...more];
  await fillLog(storage, 'ana-ben', commands);
  const started = Date.now();
  const hour = 3_600_000;
  const last = Date.parse(commands.at(-1)?.at ?? '2026-01-05T09:00:00Z') + hour;
  const clock = { now: () => last + Date.now() - started };
  return {
    storage,
    local,
    open: (me, options) => openPartnership({ id: 'ana-ben', me, storage, local: local(me), clock, ...options }),
  };
}

/**
 * Shows widgets inside the sample pair at some moment.
 *
 * @param prepare opens the partnership in some other way, or does something with it before it is shown.
 */
export function atStage(
  args: StageArgs,
  template: TemplateResult,
  prepare: (stage: Stage) => Partnership | Promise<Partnership> = ({ open }) => open(args.me),
): TemplateResult {
  const opened = setStage(args).then(prepare);
  return html`<tandem-partnership .partnership=${until(opened)}>${template}</tandem-partnership>`;
}
