import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html } from 'lit';
import '../../define/sync-status.js';
import {
  breakable,
  degradedMemory,
  fromTheFuture,
  lasting,
  refusedLater,
  remote,
} from '../../../stories/support/faults.js';
import { type Stage, type StageArgs, atStage, stageControls } from '../../../stories/support/stage.js';
import { type ConnectionStatus, type Partnership, TandemError, type TandemErrorCode } from '../../core/index.js';

type Args = StageArgs & { open: boolean };

const story = (prepare: (stage: Stage, args: Args) => Partnership | Promise<Partnership>) => (args: Args) =>
  atStage(args, html`<tandem-sync-status ?open=${args.open}></tandem-sync-status>`, (stage) => prepare(stage, args));

const meta: Meta<Args> = {
  title: 'Widgets/Sync status',
  component: 'tandem-sync-status',
  ...stageControls,
  args: { stage: 'goalSetting', me: 'ana', rhythm: 'mutual', open: true },
  render: story(({ open, storage }, { me }) => open(me, { storage: lasting(storage) })),
};
export default meta;

type Story = StoryObj<Args>;

const goal = {
  type: 'goal.propose',
  seat: 1,
  goal: 'goal-offline',
  text: { statement: 'Ask one open question before I answer.' },
} as const;

export const Saved: Story = {};
export const Quiet: Story = { args: { open: false } };
export const SavedAndShared: Story = {
  render: story(({ open, storage }, { me }) => open(me, { storage: lasting(storage, true) })),
};
export const UntilTheWindowCloses: Story = {
  render: story(({ open }, { me }) => open(me, { storage: degradedMemory() })),
};
export const Waiting: Story = {
  render: story(async ({ open, storage }) => {
    const { store, breakWith } = breakable(lasting(storage));
    const ana = open('ana', { storage: store });
    await ana.ready;
    breakWith('STORAGE_CONNECTION_LOST');
    await ana.send(goal);
    return ana;
  }),
};
export const NotSaved: Story = {
  render: story(async ({ open, storage, local }) => {
    const log = breakable(lasting(storage));
    const device = breakable(local('ana'));
    const ana = open('ana', { storage: log.store, local: device.store });
    await ana.ready;
    log.breakWith('STORAGE_CONNECTION_LOST');
    device.breakWith('STORAGE_QUOTA_EXCEEDED');
    await ana.send(goal).catch(() => undefined);
    return ana;
  }),
};
export const ReadOnly: Story = {
  render: story(async (stage, { me }) => {
    await fromTheFuture(stage);
    return stage.open(me);
  }),
};
export const NeedsAttention: Story = {
  render: story((stage) =>
    refusedLater(stage, [
      'By June, I ask one open question before I answer, in every review.',
      'Leave the office at five on two days of the week, until the summer.',
    ]),
  ),
};
const minutes = (count: number) => count * 60_000;
const far = (state: ConnectionStatus['state'], code?: TandemErrorCode) =>
  story(async ({ open, storage }) => {
    const { storage: shared, become } = remote(storage);
    const ana = open('ana', { storage: shared });
    await ana.ready;
    const error = code && new TandemError(code, 'On purpose');
    become({ state, lastHeard: ana.now() - minutes(5), error });
    return ana;
  });
/** Ana has written something that does not get out. */
const cutOff = (state: ConnectionStatus['state'], code: TandemErrorCode) =>
  story(async ({ open, storage }) => {
    const { store, breakWith } = breakable(storage);
    const { storage: shared, become } = remote(store);
    const ana = open('ana', { storage: shared });
    await ana.ready;
    breakWith(code);
    become({ state, lastHeard: ana.now() - minutes(26 * 60) });
    await ana.send(goal);
    return ana;
  });
export const CatchingUp: Story = { render: far('behind') };
export const Offline: Story = { render: far('offline', 'NETWORK_OFFLINE') };
export const WrittenOffline: Story = { render: cutOff('offline', 'NETWORK_OFFLINE') };
export const NotLetIn: Story = { render: far('refused', 'NETWORK_REFUSED') };
export const WrittenWithoutAccess: Story = { render: cutOff('refused', 'NETWORK_REFUSED') };
export const WithoutKeys: Story = {
  render: story(({ open, storage }) => {
    const { store, breakWith } = breakable(storage);
    breakWith('ENCRYPTION_KEYS_MISSING');
    return open('ana', { storage: store });
  }),
};
export const Forged: Story = {
  render: story(({ open, storage }) => {
    const { store, breakWith } = breakable(storage);
    breakWith('LOG_FORGED');
    return open('ana', { storage: store });
  }),
};
export const TooMuchForTheServer: Story = {
  render: story(async ({ open, storage }) => {
    const { store, breakWith, mend } = breakable(lasting(storage, true));
    const ana = open('ana', { storage: store });
    await ana.ready;
    breakWith('STORAGE_REJECTED');
    await ana.send(goal).catch(() => undefined);
    mend();
    return ana;
  }),
};
export const NotConnected: Story = { render: () => html`<tandem-sync-status></tandem-sync-status>` };
