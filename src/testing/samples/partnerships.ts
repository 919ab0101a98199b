import { type Command, type Member, type Rhythm, type Seat, seats } from '../../core/index.js';
import { type Played, play, playOn } from './play.js';
import { openStory } from './story.js';
import { memberTexts } from './texts.js';

/** Moments in the life of a pair; each is in the midst of what it names. */
export const sampleStages = [
  'forming',
  'agreeing',
  'goalSetting',
  'actionPlanning',
  'checkIn',
  'reflection',
  'roleSwap',
  'secondRound',
  'paused',
  'closed',
] as const;

/** One of {@link sampleStages}. */
export type SampleStage = (typeof sampleStages)[number];

/** Ana and Ben, the pair of all samples. */
export const sampleMembers: readonly [Member, Member] = [
  { id: 'ana', name: 'Ana' },
  { id: 'ben', name: 'Ben' },
];

/** Settings of a sample. */
export interface SampleOptions {
  /** `mutual` unless given. */
  readonly rhythm?: Rhythm | undefined;
  /** {@link sampleMembers} unless given. */
  readonly members?: readonly [Member, Member] | undefined;
}

/**
 * The commands that lead a believable pair to a certain moment, with ids and times that are the same in every run.
 *
 * In the mutual rhythm both are there side by side; in the alternating one it is seat 1's round, and `secondRound` is
 * the first one of seat 2.
 *
 * @example
 * ```ts
 * const { document } = play(samplePartnership('checkIn'));
 * document.seats[1].phase; // 'checkIn'
 * ```
 */
export function samplePartnership(stage: SampleStage, options: SampleOptions = {}): readonly Command[] {
  const { rhythm = 'mutual', members = sampleMembers } = options;
  const story = openStory({ rhythm, members, checkIns: 3 });
  const running: readonly Seat[] = rhythm === 'mutual' ? seats : [1];
  if (stage === 'forming') return [];
  story.form();
  story.propose();
  if (stage === 'agreeing') return story.commands;
  story.sign();
  for (const { name, begin, end } of story.phases) {
    running.forEach(begin);
    if (stage === name) return story.commands;
    if (stage === 'paused' && name === 'checkIn') {
      story.say(2, { type: 'partnership.pause', reason: 'Four weeks of parental leave.' });
      return story.commands;
    }
    running.forEach(end);
  }
  story.revisit();
  const [goalSetting] = story.phases;
  for (const seat of rhythm === 'mutual' ? seats : ([2] as const)) goalSetting?.begin(seat);
  if (stage === 'secondRound') return story.commands;
  story.say(1, { type: 'partnership.close', reflection: memberTexts[1].parting }, 14);
  story.say(2, { type: 'closing.reflect', reflection: memberTexts[2].parting }, 1);
  return story.commands;
}

/** Settings of {@link longPartnership}. */
export interface LongPartnershipOptions extends SampleOptions {
  /** How many facts the commands make, at least; a few more at the most. 5,000 unless given. */
  readonly facts?: number | undefined;
}

/**
 * Many rounds of one pair, for measuring: goals are agreed, carried over and dropped, steps worked on, the agreement
 * revisited.
 */
export function longPartnership(options: LongPartnershipOptions = {}): readonly Command[] {
  const { rhythm = 'mutual', members = sampleMembers, facts = 5000 } = options;
  const story = openStory({ rhythm, members, checkIns: 8 });
  story.form();
  story.propose();
  story.sign();
  let played: Played = play([]);
  let made = 0;
  let done = 0;
  /** Plays what was told since the last time, up to the wanted number of facts. */
  const enough = (): boolean => {
    for (; done < story.commands.length && made < facts; done += 1) {
      played = playOn(played, story.commands.slice(done, done + 1));
      made += played.facts.length;
    }
    return made >= facts;
  };
  for (let round = 0; ; round += 1) {
    const running: readonly Seat[] = rhythm === 'mutual' ? seats : [((round % 2) + 1) as Seat];
    for (const { begin, end } of story.phases) {
      running.forEach(begin);
      running.forEach(end);
      if (enough()) return story.commands.slice(0, done);
    }
    story.revisit();
  }
}
