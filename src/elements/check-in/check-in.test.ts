import { expect, html, waitUntil } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import { type CommandInput, type Partnership, roundOf } from '../../core/index.js';
import '../../define/check-in.js';
import { sampleStages } from '../../testing/samples.js';
import { recordedCheckIn, startedPlan } from '../../../stories/support/check-ins.js';
import {
  button,
  click,
  closeStages,
  eventsOf,
  expectAccessible,
  expectUnharmed,
  field,
  find,
  findAll,
  focused,
  get,
  openStage,
  refused,
  settled,
  text,
  type,
  typeKeys,
  widget,
  xssCorpus,
} from '../../../test/browser/support/widget.js';
import type { TandemCheckIn } from './check-in.js';

const shown = (partnership?: Partnership, seat?: 1 | 2) =>
  widget<TandemCheckIn>(html`<tandem-check-in .seat=${seat}></tandem-check-in>`, partnership);
const checkIns = ({ getSnapshot }: Partnership, seat: 1 | 2 = 1) =>
  roundOf(getSnapshot().document, seat)?.checkIns ?? [];

/** Ana at her first check-in. */
async function firstCheckIn() {
  const stage = await openStage('actionPlanning');
  await startedPlan(stage.ana);
  return stage;
}

describe('<tandem-check-in>', () => {
  afterEach(closeStages);

  it('records how far each goal is, the words and the confidence', async () => {
    const { mine } = await firstCheckIn();
    const element = await shown(mine, 1);
    const recorded = eventsOf(document.body, 'tandem-check-in-recorded');
    await click(element, 'write');
    const [goal] = roundOf(mine.getSnapshot().document, 1)?.goals ?? [];
    await type(element, `level-${goal?.id}`, 1);
    await type(element, 'better', 'Three people spoke.');
    await type(element, 'nextStep', 'Ask in pairs.');
    await type(element, 'confidence', 8);
    await click(element, 'send');
    const [checkIn] = checkIns(mine);
    expect(checkIn?.text).to.deep.equal({
      progress: [{ goal: goal?.id, level: 1 }],
      better: 'Three people spoke.',
      nextStep: 'Ask in pairs.',
      confidence: 8,
    });
    expect(text(element)).to.include('Three people spoke.').and.to.include('Confidence 8 of 10');
    expect(text(element)).to.include('Everyone speaks in every review.').and.to.include('2 levels up');
    expect(focused()).to.equal(button(element, 'write'));
    expect(recorded.map(({ detail }) => JSON.stringify(detail)).join()).not.to.include('spoke');
    expect(recorded).to.have.length(1);
  });

  it('asks for the confidence, and keeps what was written until then', async () => {
    const { mine } = await firstCheckIn();
    const element = await shown(mine, 1);
    await click(element, 'write');
    await type(element, 'better', 'A lot.');
    await click(element, 'send');
    expect(text(element)).to.include('This is still empty.');
    expect(focused()?.getAttribute('name')).to.equal('confidence');
    expect(field(element, 'better').value).to.equal('A lot.');
    expect(checkIns(mine)).to.have.length(0);
  });

  it('says that something does not fit where no field can say so', async () => {
    const { mine } = await firstCheckIn();
    const [goal] = roundOf(mine.getSnapshot().document, 1)?.goals ?? [];
    await mine.drafts.set('check-in/1.1', { better: 'A lot.', levels: { [goal!.id]: 9 }, confidence: 3 });
    const element = await shown(mine, 1);
    await click(element, 'send');
    expect(text(get(element, '[role="alert"]'))).to.equal('Something is missing or too long here.');
    expect(field(element, 'better').value).to.equal('A lot.');
  });

  it('says that a text is too long, and keeps all of it', async () => {
    const { mine } = await firstCheckIn();
    const element = await shown(mine, 1);
    await click(element, 'write');
    await type(element, 'blocker', 'x'.repeat(100_000));
    await type(element, 'confidence', 5);
    expect(text(element)).to.include('too long');
    await click(element, 'send');
    expect(checkIns(mine)).to.have.length(0);
    expect(field(element, 'blocker').value).to.have.length(100_000);
  });

  it('finds half-written words again after a reload, in the open form', async () => {
    const { mine, storage, local } = await firstCheckIn();
    const element = await shown(mine, 1);
    await click(element, 'write');
    await type(element, 'better', 'Half a sentence');
    await type(element, 'confidence', 4);
    await closeStages();
    const again = await openStage('actionPlanning', { storage, local });
    const reloaded = await shown(again.mine, 1);
    expect(field(reloaded, 'better').value).to.equal('Half a sentence');
    expect(get<HTMLInputElement>(reloaded, 'input[name="confidence"][value="4"]').checked).to.equal(true);
    expect(text(reloaded)).to.include('Draft kept on this device');
  });

  it('keeps every word when the storage fails, and sends no second check-in afterwards', async () => {
    const { mine } = await firstCheckIn();
    const element = await shown(mine, 1);
    const { send } = mine;
    await click(element, 'write');
    await type(element, 'better', 'Kept.');
    await type(element, 'confidence', 6);
    const { TandemError } = await import('../../core/index.js');
    (mine as { send: unknown }).send = async (command: CommandInput) => {
      await send(command);
      throw new TandemError('STORAGE_QUOTA_EXCEEDED', 'full');
    };
    await click(element, 'send');
    expect(text(element)).to.include('This device is full.');
    expect(field(element, 'better').value).to.equal('Kept.');
    (mine as { send: unknown }).send = send;
    await click(element, 'send');
    expect(text(element)).to.include('This has already been saved.');
    expect(checkIns(mine)).to.have.length(1);
  });

  it('starts from the example', async () => {
    const { mine } = await firstCheckIn();
    const element = await shown(mine, 1);
    expect(text(element)).to.include('No check-in yet');
    await click(element, 'example');
    expect(field(element, 'applied').value).to.equal('Counted to five twice before I went on.');
  });

  it('is written by keyboard alone', async () => {
    const { mine } = await firstCheckIn();
    const element = await shown(mine, 1);
    button(element, 'write').focus();
    await sendKeys({ press: 'Enter' });
    await settled(element);
    expect(focused()?.getAttribute('name')).to.match(/^level-/u);
    await sendKeys({ press: 'ArrowRight' });
    await sendKeys({ press: 'Tab' });
    await sendKeys({ press: ' ' });
    await sendKeys({ press: 'Tab' });
    await typeKeys('By keyboard');
    for (let tabs = 0; tabs < 4; tabs += 1) await sendKeys({ press: 'Tab' });
    expect(focused()?.getAttribute('name')).to.equal('confidence');
    await sendKeys({ press: ' ' });
    await sendKeys({ press: 'ArrowRight' });
    await sendKeys({ press: 'Tab' });
    await sendKeys({ press: 'Enter' });
    await settled(element);
    const [checkIn] = checkIns(mine);
    expect(checkIn?.text.better).to.equal('By keyboard');
    expect(checkIn?.text.confidence).to.equal(1);
    expect(checkIn?.text.progress.map(({ level }) => level)).to.deep.equal([-1, -2]);
  });

  it('takes a check-in back into the form, as long as nobody has answered', async () => {
    const { mine, ben } = await firstCheckIn();
    const element = await shown(mine, 1);
    await recordedCheckIn(mine, 'A first try');
    await settled(element);
    await click(element, 'undo');
    expect(checkIns(mine)).to.have.length(0);
    expect(field(element, 'better').value).to.equal('A first try');
    await click(element, 'send');
    expect(checkIns(mine)).to.have.length(1);
    const [checkIn] = checkIns(mine);
    await ben.send({
      type: 'checkIn.answer',
      seat: 1,
      checkIn: checkIn?.id ?? '',
      answer: 'a',
      kind: 'question',
      text: 'Which?',
    });
    await settled(element);
    expect(text(element)).to.include('Which?');
    expect(find(element, '[data-action="undo"]')).to.equal(undefined);
  });

  it('lets the coach answer what waits, with a question or an encouragement', async () => {
    const { mine, ana } = await openStage('checkIn', { me: 'ben' });
    await recordedCheckIn(ana);
    const element = await shown(mine);
    await settled(element);
    expect(text(element)).to.include("Ana's round 1").and.to.include('Everyone spoke, twice.');
    field(element, 'answer-one-more').focus();
    await type(element, 'kind-one-more', 'encouragement');
    await type(element, 'answer-one-more', 'You waited for five seconds.');
    await click(element, 'send');
    const answer = checkIns(mine).at(-1)?.answers[0];
    expect(answer).to.include({ kind: 'encouragement', text: 'You waited for five seconds.', by: 2 });
    expect(text(element)).to.include('Ben encourages');
    await click(element, 'undo');
    expect(checkIns(mine).at(-1)?.answers).to.have.length(0);
    expect(field(element, 'answer-one-more').value).to.equal('You waited for five seconds.');
  });

  it('keeps a half-written answer, and says that it is empty only when it is sent', async () => {
    const { mine, ana, storage, local } = await openStage('checkIn', { me: 'ben' });
    await recordedCheckIn(ana);
    const element = await shown(mine, 1);
    await settled(element);
    expect(text(element)).not.to.include('still empty');
    await click(element, 'send');
    expect(text(element)).to.include('still empty');
    await type(element, 'answer-one-more', 'What if');
    await closeStages();
    const again = await openStage('checkIn', { me: 'ben', storage, local });
    expect(field(await shown(again.mine, 1), 'answer-one-more').value).to.equal('What if');
  });

  it('keeps half-written words in sight when the round goes on meanwhile', async () => {
    const { ana, ben } = await openStage('reflection');
    const round = roundOf(ana.getSnapshot().document, 1);
    const about = round?.checkIns.at(-1)?.id ?? '';
    await ana.drafts.set(`check-in/1.${round?.number}`, { better: 'One more thing.' });
    await ben.drafts.set(`check-in/answer/${about}`, { text: 'And what else?' });
    for (const each of [ana, ben])
      await each.send({ type: 'reflection.write', seat: 1, round: 1, text: { whatHappened: 'Much.' } });
    for (const { id: goal, state } of round?.goals ?? [])
      if (state === 'open') await ana.send({ type: 'goal.achieve', seat: 1, goal });
    await waitUntil(() => ben.getSnapshot().document.seats[1].phase === 'roleSwap');
    expect(field(await shown(ana, 1), 'better').value).to.equal('One more thing.');
    const element = await shown(ben, 1);
    expect(field(element, `answer-${about}`).value).to.equal('And what else?');
    expect(refused(element, 'send')).to.equal('This belongs to another part of the cycle.');
  });

  it('finds a half-written answer again under a check-in that was taken back and sent once more', async () => {
    const { ana, ben } = await firstCheckIn();
    await recordedCheckIn(ana, 'A first try');
    await waitUntil(() => checkIns(ben).length === 1);
    const [{ id } = { id: '' }] = checkIns(ben);
    const bens = await shown(ben, 1);
    await type(bens, `answer-${id}`, 'Half a question');
    const anas = await shown(ana, 1);
    await click(anas, 'undo');
    await type(anas, 'better', 'A second try');
    await click(anas, 'send');
    await waitUntil(() => checkIns(ben)[0]?.text.better === 'A second try');
    await settled(bens);
    expect(field(bens, `answer-${id}`).value).to.equal('Half a question');
  });

  it('stays with the round that somebody is busy with', async () => {
    const { mine, ana } = await openStage('checkIn', { me: 'ben' });
    const element = await shown(mine);
    expect(text(element)).to.include('Your round 1');
    await click(element, 'write');
    await recordedCheckIn(ana);
    await settled(element);
    expect(text(element)).to.include('Your round 1').and.to.include('Needs you');
    await click(element, 'round-1');
    expect(text(element)).to.include("Ana's round 1");
  });

  it('unfolds earlier check-ins where they are, with focus where it was', async () => {
    const { mine } = await openStage('checkIn');
    const text = { progress: [], confidence: 5, better: 'Once more.' };
    for (let index = 0; index < 8; index += 1)
      await mine.send({ type: 'checkIn.record', seat: 1, checkIn: `more-${index}`, text });
    const element = await shown(mine, 1);
    const all = checkIns(mine).map(({ id }) => id);
    const entries = findAll(element, '[data-check-in]');
    expect(entries.map(({ dataset }) => dataset['checkIn'])).to.deep.equal(all.toReversed());
    expect(entries.filter((entry) => entry.checkVisibility())).to.have.length(8);
    button(element, 'show-all').focus();
    await click(element, 'show-all');
    expect(entries.every((entry) => entry.checkVisibility())).to.equal(true);
    expect(focused()).to.equal(button(element, 'show-all'));
  });

  it('lets the coach ask, and the coachee go on', async () => {
    const { ana, ben } = await openStage('checkIn');
    const coach = await shown(ben, 1);
    await click(coach, 'ask-reflection');
    expect(refused(coach, 'ask-reflection')).to.equal('You have already asked.');
    const coachee = await shown(ana, 1);
    await settled(coachee);
    expect(text(coachee)).to.include('Ben asks whether it is time to look back on this round.');
    await click(coachee, 'begin-reflection');
    expect(ana.getSnapshot().document.seats[1].phase).to.equal('reflection');
    expect(text(coachee)).to.include('The check-ins of this round are complete.');
    await click(coachee, 'undo');
    expect(ana.getSnapshot().document.seats[1].phase).to.equal('checkIn');
  });

  it('says before it is tried why reflection has to wait', async () => {
    const { mine } = await firstCheckIn();
    const element = await shown(mine, 1);
    expect(refused(element, 'begin-reflection')).to.equal('First comes at least one check-in.');
  });

  it('can be read but not written while they take a break', async () => {
    const { mine } = await openStage('paused');
    const element = await shown(mine, 1);
    expect(text(element)).to.include('You are taking a break.').and.to.include('Three people spoke');
    expect(refused(element, 'write')).to.equal('You are taking a break. Resume first.');
  });

  it('says whose round rests, what comes later and what is over', async () => {
    const resting = await openStage('checkIn', { rhythm: 'alternating' });
    expect(text(await shown(resting.mine, 2))).to.include("Ben's round rests until the roles change.");
    const early = await openStage('goalSetting');
    expect(text(await shown(early.mine, 1))).to.include('Check-ins come after the plan.');
    const late = await openStage('roleSwap');
    expect(text(await shown(late.mine, 1))).to.include('The check-ins of this round are complete.');
    expect(text(await shown((await openStage('closed')).mine, 1))).to.include('This partnership has ended.');
  });

  it('explains the score in a sentence', async () => {
    const { mine } = await openStage('checkIn');
    expect(text(await shown(mine, 1))).to.include('All goals together: 62, where 50 is what you both expected');
  });

  it('marks who can read every text', async () => {
    const { mine } = await openStage('checkIn');
    const element = await shown(mine, 1);
    await click(element, 'write');
    for (const area of findAll(element, 'textarea')) {
      expect(area.closest('.field')?.querySelector('[data-audience="me"]'), area.id).not.to.equal(null);
    }
    for (const entry of findAll(element, '[data-check-in]')) {
      expect(entry.querySelector('[data-audience="pair"]')).not.to.equal(null);
    }
  });

  it('shows whatever people write as text', async () => {
    const { ana, ben } = await openStage('checkIn');
    for (const [index, words] of xssCorpus.entries()) {
      await ana.send({
        type: 'checkIn.record',
        seat: 1,
        checkIn: `x${index}`,
        text: { progress: [], better: words, blocker: words, applied: words, nextStep: words, confidence: 0 },
      });
      await ben.retry();
      await ben.send({
        type: 'checkIn.answer',
        seat: 1,
        checkIn: `x${index}`,
        answer: 'a',
        kind: 'question',
        text: words,
      });
    }
    const element = await shown(ana, 1);
    await settled(element);
    await click(element, 'show-all');
    for (const words of xssCorpus) expect(text(element)).to.include(words.replace(/\s+/gu, ' ').trim());
    expectUnharmed(element);
  });

  for (const stage of sampleStages) {
    it(`is accessible while ${stage}`, async () => {
      const { ana, ben } = await openStage(stage);
      const mine = await shown(ana, 1);
      if (find(mine, '[data-action="write"]:not([aria-disabled])')) await click(mine, 'write');
      await expectAccessible(mine);
      await expectAccessible(await shown(ben, 1));
    });
  }

  it('is accessible empty, to a stranger, and unconnected', async () => {
    const { mine } = await firstCheckIn();
    await expectAccessible(await shown(mine, 1));
    const stranger = await openStage('checkIn', { me: 'eve' });
    await expectAccessible(await shown(stranger.mine));
    const alone = await shown();
    expect(text(alone)).to.include('Not connected yet');
    await expectAccessible(alone);
  });
});
