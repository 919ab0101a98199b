import type { Command, Rhythm } from '../src/core/index.js';
import { type SampleStage, samplePartnership } from '../src/testing/samples.js';

/** Moments to jump to, in words. */
export const moments: Readonly<Partial<Record<SampleStage, string>>> = {
  agreeing: 'The agreement waits for Ben',
  goalSetting: 'Writing goals',
  actionPlanning: 'Making plans',
  checkIn: 'Checking in',
  reflection: 'Looking back',
  roleSwap: 'Changing roles',
  secondRound: 'The second round',
  paused: 'Taking a break',
  closed: 'The end',
};

const DAY = 86_400_000;

/** A sample that ended a little while ago: its story is the same in every run, its days are not. */
export function recentSample(stage: SampleStage, rhythm: Rhythm): readonly Command[] {
  const commands = samplePartnership(stage, { rhythm });
  const last = Date.parse(commands.at(-1)?.at ?? '');
  const days = Math.floor((Date.now() - last) / DAY);
  const move = (moment: string) => new Date(Date.parse(moment) + days * DAY).toISOString();
  return commands.map(
    (command) =>
      JSON.parse(JSON.stringify(command), (key, value: unknown) => {
        if (key === 'at') return move(value as string);
        return key === 'due' ? move(value as string).slice(0, 10) : value;
      }) as Command,
  );
}
