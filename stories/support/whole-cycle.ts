import { type Rhythm, type Seat, otherSeat } from '../../src/core/index.js';
import type { Player } from './player.js';

/** Names a part of what is played. */
export type Chapter = (title: string, play: () => Promise<void>) => Promise<void> | void;

/** What each writes, one line a place. */
const lines = {
  1: {
    goal: 'By the end of March, everyone in the weekly review speaks at least once.',
    if: 'the review begins',
    then: 'I ask for one sentence from each',
    better: 'Three people spoke who normally do not.',
    answer: 'What made it easier for them?',
    asCoachee: 'I counted to five before I answered, and somebody else spoke.',
    asCoach: 'I asked more than I told.',
    thanks: 'Thank you for not answering for me.',
  },
  2: {
    goal: 'By May, two other people have run a release without me.',
    if: 'a release is planned',
    then: 'I ask who wants to lead it before I open the checklist',
    better: 'Mira led the release on Thursday. I only watched.',
    answer: 'You let the pause stand. That is a lot.',
    asCoachee: 'I was on holiday and nobody called.',
    asCoach: 'I kept my own stories to myself, mostly.',
    thanks: 'Thank you for your patience.',
  },
} as const;

/** From two names to the next round, by hand in both workspaces. */
export async function wholeCycle(ana: Player, ben: Player, chapter: Chapter, rhythm: Rhythm): Promise<void> {
  const players = { 1: ana, 2: ben };
  await chapter('The two agree', () => agree(ana, ben, rhythm));
  const rounds: readonly Seat[] = rhythm === 'mutual' ? [1, 2] : [1];
  for (const [title, play] of [
    ['Goals that both agree to', setGoals],
    ['Steps, and a word for the plan', makePlan],
    ['A check-in and an answer', checkIn],
    ['Each looks back', reflect],
    ['Thanks, and the change of roles', swap],
  ] as const) {
    for (const seat of rounds) {
      await chapter(`${title}: ${seat === 1 ? 'Ana' : 'Ben'}'s round`, () =>
        play(players[seat], players[otherSeat(seat)], seat),
      );
    }
  }
}

async function agree(ana: Player, ben: Player, rhythm: Rhythm): Promise<void> {
  await ana.write('myName', 'Ana');
  await ana.write('partnerName', 'Ben');
  await ana.choose('rhythm', rhythm);
  await ana.press('begin');
  await ana.write('expectations', 'One colleague who listens without marking me.');
  await ana.write('confidentiality', 'What we say here stays between us.');
  await ana.press('propose');
  await ana.press('sign');
  await ben.press('sign');
  await ana.sees('Write your first goal');
}

async function setGoals(coachee: Player, coach: Player, seat: Seat): Promise<void> {
  await coachee.goTo('goals', seat);
  await coachee.press('write');
  await coachee.write(`goal/new/${seat}/statement`, lines[seat].goal);
  await coachee.press('send');
  await coach.goTo('goals', seat);
  await coach.press('agree');
  await coachee.press('ready');
}

async function makePlan(coachee: Player, _coach: Player, seat: Seat): Promise<void> {
  await coachee.goTo('plan', seat);
  await coachee.press('add');
  await coachee.write('step/new/', lines[seat].if, 'if');
  await coachee.write('step/new/', lines[seat].then, 'then');
  await coachee.press('send');
  await coachee.choose('confidence', 8);
  await coachee.press('commit');
}

async function checkIn(coachee: Player, coach: Player, seat: Seat): Promise<void> {
  await coachee.goTo('check-in', seat);
  await coachee.press('write');
  await coachee.choose('level-', 0);
  await coachee.write('better', lines[seat].better);
  await coachee.choose('confidence', 8);
  await coachee.press('send');
  await coach.goTo('check-in', seat);
  await coach.write('answer-', lines[otherSeat(seat)].answer);
  await coach.press('send');
  await coachee.press('begin-reflection');
}

async function reflect(coachee: Player, coach: Player, seat: Seat): Promise<void> {
  for (const [player, words] of [
    [coachee, lines[seat].asCoachee],
    [coach, lines[otherSeat(seat)].asCoach],
  ] as const) {
    await player.goTo('reflection', seat);
    await player.pressIfThere('write');
    await player.write('whatHappened', words);
    await player.press('send');
  }
  const { round } = coachee.workspace.partnership!.getSnapshot().document.seats[seat];
  for (const { id } of round?.goals ?? []) await coachee.press(`achieve-${id}`);
}

async function swap(coachee: Player, coach: Player, seat: Seat): Promise<void> {
  for (const player of [coachee, coach]) {
    await player.goTo('role-swap', seat);
    await player.write('thanks', lines[player.seat].thanks);
    await player.press('send');
  }
  await coachee.press('confirm');
  await coach.press('confirm');
}
