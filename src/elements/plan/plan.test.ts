import { expect, waitUntil } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import '../../define/plan.js';
import { type Partnership, type Step, TandemError } from '../../core/index.js';
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
  press,
  refused,
  roundWidget,
  settled,
  text,
  type,
  xssCorpus,
} from '../../../test/browser/support/widget.js';
import type { TandemPlan } from './plan.js';

const shown = roundWidget<TandemPlan>('tandem-plan');

const stepsOf = (partnership: Partnership, seat: 1 | 2 = 1): readonly Step[] =>
  partnership.getSnapshot().document.seats[seat].round?.steps ?? [];
const stepOf = (partnership: Partnership, id: string): Step => stepsOf(partnership).find((step) => step.id === id)!;

/** Goal and steps of Ana in the samples. */
const goal = 'goal-1.1.1';
const [one, two] = [`${goal}.1.step1`, `${goal}.1.step2`] as const;
const key = `step/new/${goal}`;

const at = (element: TandemPlan, step: string, action: string) =>
  get<HTMLButtonElement>(element, `[data-step="${step}"] [data-action="${action}"]`);

describe('<tandem-plan>', () => {
  afterEach(closeStages);

  describe('while planning', () => {
    it('shows the steps of each goal as sentences', async () => {
      const element = await shown((await openStage('actionPlanning')).ana, 1);
      const groups = findAll(element, '.group');
      expect(groups.length).to.equal(2);
      expect(text(groups[0]!)).to.include('1. If it is Monday 16:00, then I send three questions');
    });

    it('adds a step, and takes it back', async () => {
      const { ana } = await openStage('actionPlanning');
      const element = await shown(ana, 1);
      const events = eventsOf(document.body, 'tandem-step-added');
      await click(element, 'add');
      expect(focused() === field(element, `${key}/if`), 'focus moves in').to.equal(true);
      await type(element, `${key}/if`, 'When the review ends, then');
      await type(element, `${key}/then`, 'then I ask one person what was missing.');
      await type(element, `${key}/due`, '2026-02-02');
      await click(element, 'Add this step');
      expect(stepsOf(ana).at(-1)).to.deep.include({ goal, state: 'open' });
      expect(text(element)).to.include(
        'When the review ends, then I ask one person what was missing. until Mon, Feb 2',
      );
      expect(focused() === button(element, 'add'), 'focus moves back').to.equal(true);
      expect(JSON.stringify(events.map(({ detail }) => detail))).not.to.include('review');
      await click(element, 'Undo');
      expect(stepsOf(ana).length).to.equal(5);
    });

    it('offers an example where there is none', async () => {
      const { ana, ben } = await openStage('actionPlanning');
      for (const { id, state } of stepsOf(ana)) {
        const about = { seat: 1, step: id } as const;
        await ana.send(
          state === 'suggested' ? { type: 'step.declineSuggestion', ...about } : { type: 'step.remove', ...about },
        );
      }
      const element = await shown(ana, 1);
      expect(refused(element, 'commit')).to.equal('Every goal needs at least one step.');
      await click(element, 'example');
      expect(field(element, `${key}/then`).value).to.include('I send three questions');
      await click(element, 'send');
      expect(text(element)).to.include('If it is Monday 16:00, then I send three questions');
      await ben.retry();
      expect(text(await shown(ben, 1))).to.include('Ana did not take this step');
    });

    it('says what is missing only when one tries, and goes there', async () => {
      const { ana } = await openStage('actionPlanning');
      const element = await shown(ana, 1);
      await click(element, 'add');
      await type(element, `${key}/if`, 'it rains');
      await click(element, 'send');
      expect(text(element)).to.include('This is still empty.');
      expect(focused() === field(element, `${key}/then`), 'focus is where it is missing').to.equal(true);
    });

    it('keeps half-written words over a reload and a send that fails', async () => {
      const stage = await openStage('actionPlanning');
      const before = await shown(stage.ana, 1);
      await click(before, 'add');
      await type(before, `${key}/if`, 'it is half p');
      await stage.ana.close();
      const { ana } = await openStage('actionPlanning', stage);
      const element = await shown(ana, 1);
      expect(field(element, `${key}/if`).value).to.equal('it is half p');
      await type(element, `${key}/then`, 'I go');
      const { send } = ana;
      ana.send = () => Promise.reject(new TandemError('STORAGE_CONNECTION_LOST', 'gone'));
      await click(element, 'send');
      expect(text(get(element, 'form [role="alert"]'))).to.include('The connection to the storage was lost.');
      expect(field(element, `${key}/if`).value).to.equal('it is half p');
      ana.send = send;
      await click(element, 'send');
      expect(stepsOf(ana).at(-1)?.text.if).to.equal('it is half p');
    });

    it('moves steps by keyboard, takes the focus along and says where they are', async () => {
      const { ana } = await openStage('actionPlanning');
      const element = await shown(ana, 1);
      await click(element, 'more');
      expect(at(element, one, 'up').getAttribute('aria-disabled')).to.equal('true');
      expect(text(get(element, `[data-step="${one}"]`))).to.include('It is the first step.');
      at(element, one, 'down').focus();
      await sendKeys({ press: 'Enter' });
      await settled(element);
      expect(
        stepsOf(ana)
          .slice(0, 2)
          .map(({ id }) => id),
      ).to.deep.equal([two, one]);
      expect(focused() === at(element, one, 'down'), 'focus stays on the step').to.equal(true);
      expect(text(get(element, '.hidden-text[role="status"]'))).to.equal('Now step 2 of 2.');
      await sendKeys({ press: 'Enter' });
      await settled(element);
      expect(
        stepsOf(ana)
          .slice(0, 2)
          .map(({ id }) => id),
        'the last one stays',
      ).to.deep.equal([two, one]);
    });

    it('changes the words of a step, and removes one with a way back', async () => {
      const { ana } = await openStage('actionPlanning');
      const element = await shown(ana, 1);
      await click(element, 'more');
      await click(element, 'edit');
      expect(refused(element, 'send')).to.equal('Nothing has changed yet.');
      await type(element, `step/edit/${one}/then`, 'I send one question.');
      await click(element, 'send');
      expect(stepOf(ana, one).text.then).to.equal('I send one question.');
      await press(element, at(element, one, 'remove'));
      expect(find(element, `[data-step="${one}"]`)).to.equal(undefined);
      await click(element, 'Undo');
      expect(stepsOf(ana)[0]?.id).to.equal(one);
    });

    it('takes a step that the coach suggests, or leaves it with a reason', async () => {
      const { ana } = await openStage('actionPlanning');
      const element = await shown(ana, 1);
      const offered = stepsOf(ana).find(({ state }) => state === 'suggested')!.id;
      expect(text(element)).to.include('Ben suggests a step');
      await press(element, button(element, 'accept'));
      expect(stepOf(ana, offered).state).to.equal('open');
      expect(focused() === get(element, `[data-home="${offered}"]`), 'focus stays near').to.equal(true);
      await click(element, 'Undo');
      await click(element, 'decline');
      await type(element, `step/decline/${offered}/note`, 'Too early.');
      await click(element, 'send');
      expect(stepOf(ana, offered)).to.include({ state: 'declined', note: 'Too early.' });
    });

    it('commits with a confidence, and offers smaller steps below 7 without holding anybody up', async () => {
      const { ana } = await openStage('actionPlanning');
      const element = await shown(ana, 1);
      await click(element, 'commit');
      expect(text(element)).to.include('Choose a number from 0 to 10.');
      await type(element, 'confidence', 5);
      expect(text(get(element, '[data-low]'))).to.include('would a smaller step help');
      await click(element, 'Make a step smaller');
      expect(focused() === at(element, one, 'more'), 'focus goes to the steps').to.equal(true);
      expect(find(element, `[data-step="${one}"] [data-action="edit"]`)).not.to.equal(undefined);
      await type(element, 'confidence', 8);
      expect(find(element, '[data-low]')).to.equal(undefined);
      await type(element, 'confidence', 4);
      await press(element, button(element, 'Commit anyway'));
      expect(ana.getSnapshot().document.seats[1]).to.have.property('phase', 'checkIn');
      expect(text(element)).to.include('You committed with a confidence of 4 of 10.');
      await click(element, 'Undo');
      expect(ana.getSnapshot().document.seats[1]).to.have.property('phase', 'actionPlanning');
    });

    it('has no tick yet', async () => {
      const element = await shown((await openStage('actionPlanning')).ana, 1);
      expect(find(element, '[role="checkbox"]')).to.equal(undefined);
    });
  });

  describe('while working', () => {
    it('ticks a step off by one click, and opens it again', async () => {
      const { ana } = await openStage('checkIn');
      const element = await shown(ana, 1);
      const events = eventsOf(document.body, 'tandem-step-finished');
      await press(element, at(element, two, 'tick'));
      const other = stepsOf(ana).find(({ state }) => state === 'open')!.id;
      await press(element, at(element, other, 'tick'));
      expect(stepOf(ana, other).state).to.equal('done');
      expect(at(element, other, 'tick').getAttribute('aria-checked')).to.equal('true');
      expect(focused() === at(element, other, 'tick'), 'focus stays').to.equal(true);
      expect(events.length).to.be.at.least(1);
      await sendKeys({ press: ' ' });
      await settled(element);
      expect(stepOf(ana, other).state).to.equal('started');
    });

    it('says what is in the way and what would help, and frees it again', async () => {
      const { ana } = await openStage('checkIn');
      const element = await shown(ana, 1);
      const { id } = stepsOf(ana).find(({ state }) => state === 'open')!;
      await press(element, at(element, id, 'more'));
      await press(element, at(element, id, 'block'));
      await click(element, 'send');
      expect(stepOf(ana, id).state, 'it takes a word').to.equal('open');
      await type(element, `step/block/${id}/note`, 'Half an hour alone.');
      await click(element, 'send');
      expect(stepOf(ana, id)).to.include({ state: 'blocked', note: 'Half an hour alone.' });
      expect(text(element)).to.include('What would help: Half an hour alone.');
      await press(element, at(element, id, 'unblock'));
      expect(stepOf(ana, id).state).to.equal('started');
    });

    it('skips with a reason', async () => {
      const { ana } = await openStage('checkIn');
      const element = await shown(ana, 1);
      const { id } = stepsOf(ana).find(({ state }) => state === 'open')!;
      await press(element, at(element, id, 'more'));
      await press(element, at(element, id, 'skip'));
      await type(element, `step/skip/${id}/note`, 'No longer needed.');
      await click(element, 'send');
      expect(text(get(element, `[data-step="${id}"]`))).to.include('Skipped: No longer needed.');
    });

    it('shows the coach the same without buttons of the coachee', async () => {
      const { ben } = await openStage('checkIn', { me: 'ben' });
      const element = await shown(ben, 1);
      expect(text(element)).to.include("Ana's plan").and.to.include('Skipped: It is no longer needed.');
      const names = findAll(element, 'button').map(({ dataset }) => dataset['action']);
      expect(new Set(names)).to.deep.equal(new Set(['add']));
    });
  });

  it('lets the coach suggest a step', async () => {
    const { ben, ana } = await openStage('actionPlanning', { me: 'ben' });
    const element = await shown(ben, 1);
    await click(element, 'Suggest a step');
    expect(text(get(element, 'form'))).to.include('Only you, until you send it to Ana');
    await type(element, `${key}/if`, 'the room is silent');
    await type(element, `${key}/then`, 'I wait');
    await click(element, 'Suggest to Ana');
    expect(stepsOf(ben).at(-1)).to.include({ state: 'suggested', by: 2 });
    expect(text(element)).to.include('You suggested a step. Ana decides.');
    await ana.retry();
    expect(text(await shown(ana, 1))).to.include('If the room is silent, then I wait');
  });

  it('keeps the words of a step in sight when the coachee closes its goal meanwhile', async () => {
    const { ana, ben } = await openStage('checkIn', { me: 'ben' });
    const element = await shown(ben, 1);
    await click(element, 'add');
    await type(element, `${key}/if`, 'it rains');
    await type(element, `${key}/then`, 'we meet indoors');
    await ana.send({ type: 'goal.drop', seat: 1, goal, reason: 'Done with it.' });
    await waitUntil(() => ben.getSnapshot().document.seats[1].round?.goals[0]?.state === 'dropped');
    await settled(element);
    const words = field(element, `${key}/if`);
    expect(words.value).to.equal('it rains');
    expect(words.checkVisibility()).to.equal(true);
    expect(refused(element, 'send')).to.equal('This goal is closed.');
  });

  it('brings up the round that needs the member, with a switch to the other', async () => {
    const { ana } = await openStage('actionPlanning');
    const element = await shown(ana);
    expect(text(element)).to.include('Your plan');
    await click(element, 'round-2');
    expect(text(element)).to.include("Ben's plan").and.to.include('Needs you');
  });

  it('shows what people write as text, however long', async () => {
    const { ana } = await openStage('actionPlanning');
    for (const [index, words] of xssCorpus.entries()) {
      const step = { seat: 1, goal, step: `x${index}` } as const;
      await ana.send({ type: 'step.add', ...step, text: { if: words, then: words } });
    }
    const element = await shown(ana, 1);
    expectUnharmed(element);
    expect(text(element)).to.include('<img src=x onerror="globalThis.tandemHacked = true">');
    element.style.inlineSize = '280px';
    expect(element.scrollWidth).to.be.at.most(280);
    await click(element, 'add');
    await type(element, `${key}/if`, 'x'.repeat(100_000));
    await click(element, 'send');
    expect(text(element)).to.include('This is too long to send');
    expect(field(element, `${key}/if`).value.length).to.equal(100_000);
  });

  it('reads well while nothing can be changed', async () => {
    const paused = await shown((await openStage('paused')).ana, 1);
    expect(refused(paused, 'add')).to.equal('You are taking a break. Resume first.');
    expect(refused(paused, 'tick')).to.equal('You are taking a break. Resume first.');
    const closed = await shown((await openStage('closed')).ana, 1);
    expect(text(closed)).to.include('This partnership has ended.');
    const goals = await shown((await openStage('goalSetting')).ana, 1);
    expect(text(goals)).to.include('First the goals');
    const resting = await shown((await openStage('goalSetting', { rhythm: 'alternating' })).ana, 2);
    expect(text(resting)).to.include("Ben's round rests until the roles change.");
    expect(text(await shown((await openStage('agreeing')).ana))).to.include('once you have both signed');
    expect(text(await shown((await openStage('checkIn', { me: 'eve' })).mine))).to.include('two other people');
    expect(text(await shown())).to.include('Not connected yet');
  });

  it('says why no step can be opened again either, where all are done', async () => {
    const { ana } = await openStage('checkIn');
    for (const { id: step, state } of stepsOf(ana))
      if (/open|started|blocked/u.test(state)) await ana.send({ type: 'step.finish', seat: 1, step });
    await ana.send({ type: 'partnership.pause' });
    const element = await shown(ana, 1);
    expect(refused(element, 'tick')).to.equal('You are taking a break. Resume first.');
  });

  it('is accessible in every state, light and dark', async () => {
    const planning = await shown((await openStage('actionPlanning')).ana, 1);
    await click(planning, 'more');
    await click(planning, 'add');
    await click(planning, 'decline');
    await type(planning, 'confidence', 3);
    await expectAccessible(planning);
    const working = await shown((await openStage('checkIn')).ana, 1);
    await click(working, 'more');
    await click(working, 'block');
    await expectAccessible(working);
    await expectAccessible(await shown((await openStage('checkIn', { me: 'ben' })).ben));
    await expectAccessible(await shown((await openStage('paused')).ana, 1));
  }).timeout(30_000);
});
