import type { Member } from './member.js';
import { type Story, agreement } from './words.js';

/** One round of a coachee, from the first goal to the day when the roles change; each function is one phase. */

/** Two goals, the second one with a reload in the middle of writing; the coach agrees to both. */
export async function goals(coachee: Member, coach: Member, story: Story): Promise<void> {
  const [first, second] = story.goals;
  await coachee.proposesGoal(first);
  await coachee.beginsGoal();
  await coachee.types('What do you want to be different?', second.statement);
  await coachee.reloads();
  await coachee.findsWritten('What do you want to be different?', second.statement);
  await coachee.types('Why does it matter to you?', second.why);
  await coachee.sendsGoal(second);
  await coach.agreesToGoal(first.statement);
  await coach.reloads();
  await coach.agreesToGoal(second.statement);
}

export async function plan(coachee: Member, story: Story): Promise<void> {
  await coachee.goesOnToThePlan();
  for (const step of story.steps) await coachee.plansStep(step);
  await coachee.reloads();
  for (const { then } of story.steps) await coachee.sees(then);
  await coachee.commitsToThePlan(8);
}

/** A check-in and its answer; with a reload while each is being written. */
export async function checkIn(coachee: Member, coach: Member, story: Story, index: number): Promise<void> {
  const words = story.checkIns[index];
  const answer = story.answers[index];
  if (!words || !answer) throw new Error(`There is no check-in ${index} in this story`);
  const [label = '', text = ''] = Object.entries(words.texts)[0] ?? [];
  await coachee.beginsCheckIn();
  await coachee.types(label, text);
  await coachee.reloads();
  await coachee.findsWritten(label, text);
  await coachee.finishesCheckIn(words);
  await coach.answersCheckIn(index % 2 ? 'Encouragement' : 'Question', answer);
  await coachee.goesToOwn('Check-ins');
  await coachee.sees(answer);
}

/** Both look back, each alone; the coachee shares, the coach keeps theirs; every goal ends. */
export async function reflection(coachee: Member, coach: Member, story: Story): Promise<void> {
  const [looked = ''] = Object.values(story.reflection.texts);
  const [coached = ''] = Object.values(story.partnersReflection.texts);
  await coachee.goesOnToReflection();
  await coachee.reflects(story.reflection);
  await coach.reflects(story.partnersReflection);
  await coach.sees(`${coachee.name} has written, and has not shared it.`);
  await coach.doesNotSee(looked);
  await coachee.sharesReflection();
  await coach.sees(looked);
  await coachee.doesNotSee(coached);
  await coachee.reloads();
  await coachee.closesGoal('Achieved', story.goals[0].statement);
  await coachee.closesGoal('Carry over', story.goals[1].statement);
}

/** Both leave a line and are ready; the round is over. */
export async function swap(coachee: Member, coach: Member, ready: 'Begin the next round' | 'Change roles') {
  await coachee.leavesALine({ thanks: `Thank you, ${coach.name}.`, handOver: `Ask me, says ${coachee.name}.` });
  await coach.leavesALine({ thanks: `Thank you, ${coachee.name}.`, handOver: `Go on, says ${coach.name}.` });
  await coachee.isReadyToSwap(ready);
  await coach.reloads();
  await coach.sees(`${coachee.name} is ready.`);
  await coach.isReadyToSwap(ready);
}

/** Who they are, and what both have signed. */
export async function agreeing(ana: Member, ben: Member, rhythm: Parameters<Member['formsThePartnership']>[0]) {
  await ana.formsThePartnership(rhythm);
  await signing(ana, ben);
}

/** What both expect, proposed by one and signed by both. */
export async function signing(ana: Member, ben: Member) {
  await ben.seesNextStep('Write down what you both expect');
  await ana.proposesAgreement(agreement);
  await ana.signs();
  await ben.reloads();
  await ben.signs();
  for (const member of [ana, ben]) await member.place('Goals').waitFor();
}
