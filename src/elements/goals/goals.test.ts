import { expect } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import '../../define/goals.js';
import { type Command, type Goal, type Partnership, TandemError } from '../../core/index.js';
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
  typeKeys,
  xssCorpus,
} from '../../../test/browser/support/widget.js';
import { wordChanges } from './goal-diff.js';
import type { TandemGoals } from './goals.js';

const shown = roundWidget<TandemGoals>('tandem-goals');

/** Ben signs, and both begin with nothing. */
const signed: Command = { id: 'sign', by: 'ben', at: '2026-01-06T09:00:00Z', type: 'agreement.sign', revision: 1 };

const goalsOf = (partnership: Partnership, seat: 1 | 2 = 1): readonly Goal[] =>
  partnership.getSnapshot().document.seats[seat].round?.goals ?? [];
const first = (partnership: Partnership): Goal => goalsOf(partnership)[0]!;

describe('<tandem-goals>', () => {
  afterEach(closeStages);

  describe('as coachee', () => {
    it('proposes a goal with all its parts', async () => {
      const { ana } = await openStage('agreeing', { more: [signed] });
      const element = await shown(ana, 1);
      const events = eventsOf(document.body, 'tandem-goal-proposed');
      await click(element, 'Write a goal');
      const key = 'goal/new/1';
      expect(focused() === field(element, `${key}/statement`), 'focus moves in').to.equal(true);
      await type(element, `${key}/statement`, 'By May two people have run a release without me.');
      await type(element, `${key}/why`, 'I was called on my holiday.');
      await type(element, `${key}/due`, '2026-05-04');
      await type(element, `${key}/level1`, 'One watches');
      await type(element, `${key}/level2`, 'Two have done it');
      await type(element, `${key}/baseline`, -1);
      await type(element, `${key}/importance`, 3);
      await type(element, `${key}/difficulty`, 2);
      await click(element, 'Propose to Ben');
      expect(first(ana).text).to.deep.equal({
        statement: 'By May two people have run a release without me.',
        why: 'I was called on my holiday.',
        due: '2026-05-04',
        scale: ['', 'One watches', 'Two have done it', '', ''],
        baseline: -1,
        importance: 3,
        difficulty: 2,
      });
      expect(text(element)).to.include('You agree').and.to.include('waiting for Ben').and.to.include('May 4');
      expect(find(element, 'form')).to.equal(undefined);
      expect(ana.drafts.get(key)).to.equal(undefined);
      expect(focused() === button(element, 'write'), 'focus moves back').to.equal(true);
      expect(JSON.stringify(events.map(({ detail }) => detail))).not.to.include('release');
      expect(events.length).to.equal(1);
    });

    it('offers an example that can be taken over', async () => {
      const { ana } = await openStage('agreeing', { more: [signed] });
      const element = await shown(ana, 1);
      await click(element, 'example');
      expect(field(element, 'goal/new/1/statement').value).to.include('Everyone in the weekly review');
      expect(findAll(element, '[data-letter][data-ok="true"]').length).to.equal(5);
      await click(element, 'send');
      expect(goalsOf(ana).length).to.equal(1);
    });

    it('says which letter is missing while one writes, aloud only after a field, and never holds anybody up', async () => {
      const { ana } = await openStage('agreeing', { more: [signed] });
      const element = await shown(ana, 1);
      await click(element, 'write');
      const area = field(element, 'goal/new/1/statement');
      area.value = 'Run the review better';
      area.dispatchEvent(new InputEvent('input', { bubbles: true }));
      await element.updateComplete;
      const ok = () => findAll(element, '[data-ok="true"]').map(({ dataset }) => dataset['letter']);
      expect(ok()).to.deep.equal([]);
      expect(text(get(element, '.smart'))).to.include('Relevant: why does it matter?');
      const status = get(element, '[role="status"].hidden-text');
      expect(text(status)).to.equal('');
      area.dispatchEvent(new Event('change', { bubbles: true }));
      await element.updateComplete;
      expect(text(status))
        .to.include('Still open: Specific: what would one see')
        .and.to.include('Measurable: what could you both count');
      await type(element, 'goal/new/1/why', 'It eats the afternoon.');
      await type(element, 'goal/new/1/due', '2026-03-31');
      expect(ok()).to.deep.equal(['relevant', 'timeBound']);
      await click(element, 'send');
      expect(goalsOf(ana).length).to.equal(1);
    });

    it('says what is missing only when one tries, and goes there', async () => {
      const { ana } = await openStage('agreeing', { more: [signed] });
      const element = await shown(ana, 1);
      await click(element, 'write');
      expect(find(element, '[aria-invalid="true"]')).to.equal(undefined);
      await click(element, 'send');
      expect(focused() === field(element, 'goal/new/1/statement'), 'focus is where it is missing').to.equal(true);
      expect(text(element)).to.include('This is still empty.');
    });

    it('keeps what is typed while a goal is sent, for another one', async () => {
      const { ana } = await openStage('goalSetting');
      const before = goalsOf(ana).length;
      const element = await shown(ana, 1);
      await click(element, 'write');
      await type(element, 'goal/new/1/statement', 'Walk.');
      button(element, 'send').click();
      await type(element, 'goal/new/1/statement', 'Walk and read.');
      await settled(element);
      await click(element, 'write');
      expect(field(element, 'goal/new/1/statement').value).to.equal('Walk and read.');
      await click(element, 'send');
      expect(
        goalsOf(ana)
          .slice(before)
          .map(({ text }) => text.statement),
      ).to.deep.equal(['Walk.', 'Walk and read.']);
    });

    it('takes of a draft from another version what fits the form', async () => {
      const { ana } = await openStage('goalSetting');
      for (const scale of [[null], [1, 2, 3, 4, 5], ['only', 'four', 'of', 'them']]) {
        await ana.drafts.set('goal/new/1', { statement: 'Half a sent', scale });
        const element = await shown(ana, 1);
        expect(field(element, 'goal/new/1/statement').value).to.equal('Half a sent');
        await type(element, 'goal/new/1/level4', 'Much.');
        expect(field(element, 'goal/new/1/level4').value).to.equal('Much.');
      }
    });

    it('keeps half-written words over a reload, closes without losing them, and brings back what was thrown away', async () => {
      const stage = await openStage('goalSetting');
      const before = await shown(stage.ana, 1);
      await click(before, 'write');
      await type(before, 'goal/new/1/statement', 'Half a sent');
      await stage.ana.close();
      const { ana } = await openStage('goalSetting', stage);
      const element = await shown(ana, 1);
      expect(field(element, 'goal/new/1/statement').value).to.equal('Half a sent');
      await click(element, 'close');
      expect(find(element, 'form')).to.equal(undefined);
      expect(focused() === button(element, 'Go on writing'), 'focus moves back').to.equal(true);
      await click(element, 'Go on writing');
      await click(element, 'Throw away');
      expect(field(element, 'goal/new/1/statement').value).to.equal('');
      await click(element, 'Bring it back');
      expect(field(element, 'goal/new/1/statement').value).to.equal('Half a sent');
    });

    it('says beforehand that new words need a new yes', async () => {
      const { ana } = await openStage('checkIn');
      const element = await shown(ana, 1);
      await click(element, 'revise');
      expect(text(element)).to.include('Ben has agreed to the present words. New words need a new yes.');
      expect(refused(element, 'send')).to.equal('Nothing has changed yet.');
      await type(element, `goal/revise/${first(ana).id}/statement`, 'Everyone speaks once.');
      await click(element, 'send');
      expect(first(ana).text.statement).to.equal('Everyone speaks once.');
      expect(first(ana).agreed).to.deep.equal({ 1: true, 2: false });
      expect(text(element)).to.include('waiting for Ben').and.to.include('Earlier words');
      await click(element, 'Undo');
      expect(first(ana).agreed).to.deep.equal({ 1: true, 2: true });
    });

    it('shows what a suggestion changes, and takes it', async () => {
      const { ana } = await openStage('goalSetting');
      const element = await shown(ana, 1);
      const notice = get(element, '[data-suggestion]');
      expect(text(notice)).to.include('Ben suggests other words').and.to.include('being called on feels like school');
      expect(text(get(notice, 'ins'))).to.equal('once, without me calling on them.');
      expect(text(get(notice, 'dd')))
        .to.include('taken out: once.')
        .and.to.include('put in: once, without');
      await press(element, button(element, 'Take it'));
      expect(first(ana).text.statement).to.include('without me calling on them');
      expect(first(ana).agreed).to.deep.equal({ 1: true, 2: true });
      expect(find(element, '[data-suggestion]')).to.equal(undefined);
      expect(get<HTMLDetailsElement>(element, '.history')).to.have.property('open', false);
      expect(focused() === get(element, `[data-home="${first(ana).id}"]`), 'focus stays near').to.equal(true);
    });

    it('keeps their words, with a reason if they like', async () => {
      const { ana } = await openStage('goalSetting');
      const element = await shown(ana, 1);
      const { id } = first(ana).suggestions[0]!;
      await click(element, 'Leave it');
      await type(element, `goal/decline/${id}/note`, 'One thing at a time.');
      await click(element, 'send');
      expect(first(ana).suggestions[0]).to.include({ state: 'declined', reason: 'One thing at a time.' });
      expect(text(get(element, '.history'))).to.include('One thing at a time.');
    });

    it('drops with a reason, and takes it back', async () => {
      const { ana } = await openStage('goalSetting');
      const element = await shown(ana, 1);
      const { id } = first(ana);
      await click(element, 'drop');
      await click(element, 'send');
      expect(text(element)).to.include('This is still empty.');
      await type(element, `goal/drop/${id}/note`, 'The team is gone.');
      await click(element, 'send');
      expect(first(ana)).to.include({ state: 'dropped', reason: 'The team is gone.' });
      expect(text(get(element, '.closed'))).to.include('Dropped: The team is gone.');
      await click(element, 'Undo');
      expect(first(ana).state).to.equal('open');
    });

    it('closes goals where the chart allows it: achieved in the check-in, carried over in reflection', async () => {
      const checkIn = await openStage('checkIn');
      const element = await shown(checkIn.ana, 1);
      expect(findAll(element, '[data-action="carry-over"]').length).to.equal(0);
      await click(element, 'achieve');
      expect(first(checkIn.ana).state).to.equal('achieved');
      const reflection = await openStage('reflection');
      const other = await shown(reflection.ana, 1);
      expect(findAll(other, '[data-action="revise"]').length).to.equal(0);
      await click(other, 'carry-over');
      expect(first(reflection.ana).state).to.equal('carriedOver');
      expect(text(get(other, '.closed'))).to.include('Carried over');
    });

    it('goes on to the plan, and says why not yet', async () => {
      const { ana, ben } = await openStage('goalSetting');
      const element = await shown(ana, 1);
      expect(refused(element, 'ready')).to.equal('A goal still waits until you and Ben both agree.');
      await click(element, 'ready');
      await click(element, 'accept');
      for (const { id, revision, agreed } of goalsOf(ana)) {
        if (!agreed[2]) await ben.send({ type: 'goal.agree', seat: 1, goal: id, revision });
      }
      await ana.retry();
      await settled(element);
      expect(refused(element, 'ready')).to.equal(undefined);
      await click(element, 'ready');
      expect(ana.getSnapshot().document.seats[1].phase).to.equal('actionPlanning');
      await click(element, 'Undo');
      expect(ana.getSnapshot().document.seats[1].phase).to.equal('goalSetting');
    });
  });

  describe('as coach', () => {
    it('agrees to this revision', async () => {
      const { ben } = await openStage('goalSetting', { me: 'ben' });
      const element = await shown(ben, 1);
      expect(text(element)).to.include("Ana's goals").and.to.include('Ana agrees');
      const second = goalsOf(ben)[1]!;
      const events = eventsOf(document.body, 'tandem-goal-agreed');
      await press(element, get(element, `[data-goal="${second.id}"] [data-action="agree"]`));
      expect(goalsOf(ben)[1]!.agreed).to.deep.equal({ 1: true, 2: true });
      expect(events[0]?.detail).to.have.property('ids').that.deep.equals({ seat: 1, goal: second.id, revision: 1 });
      expect(focused() === get(element, `[data-home="${second.id}"]`), 'focus stays near').to.equal(true);
      expect(text(get(element, '.hidden-text[role="status"]'))).to.equal('You agreed to a goal.');
    });

    it('suggests other words, starting from the present ones, and so agrees', async () => {
      const { ana, ben } = await openStage('goalSetting', { me: 'ben' });
      const element = await shown(ben, 1);
      const { id } = goalsOf(ben)[1]!;
      get(element, `[data-goal="${id}"] [data-action="suggest"]`).click();
      await settled(element);
      const key = `goal/suggest/${id}`;
      expect(field(element, `${key}/statement`).value).to.include('Hand over the release checklist');
      expect(text(element)).to.include('With it you agree').and.to.include('What Ana wants to be different');
      await type(element, `${key}/statement`, 'Hand over the checklist by May.');
      await type(element, `${key}/note`, 'Shorter?');
      await click(element, 'Suggest to Ana');
      expect(goalsOf(ben)[1]!.suggestions[0]).to.include({ note: 'Shorter?', state: 'open' });
      expect(text(element)).to.include('You suggested other words. Ana decides.');
      await ana.retry();
      const { suggestions } = goalsOf(ana)[1]!;
      await ana.send({ type: 'goal.acceptSuggestion', seat: 1, goal: id, suggestion: suggestions[0]!.id });
      await ben.retry();
      expect(goalsOf(ben)[1]!.agreed).to.deep.equal({ 1: true, 2: true });
    });

    it('keeps the words of a suggestion although the goal is closed meanwhile', async () => {
      const { ana, ben } = await openStage('goalSetting', { me: 'ben' });
      const element = await shown(ben, 1);
      const { id } = goalsOf(ben)[1]!;
      get(element, `[data-goal="${id}"] [data-action="suggest"]`).click();
      await settled(element);
      await type(element, `goal/suggest/${id}/statement`, 'Other words.');
      await ana.send({ type: 'goal.drop', seat: 1, goal: id, reason: 'No time.' });
      await ben.retry();
      await settled(element);
      expect(field(element, `goal/suggest/${id}/statement`).value).to.equal('Other words.');
      expect(refused(element, 'send')).to.equal('This goal is closed.');
    });

    it('has no button of the coachee', async () => {
      const { ben } = await openStage('checkIn', { me: 'ben' });
      const element = await shown(ben, 1);
      const names = findAll(element, 'button').map(({ dataset }) => dataset['action']);
      expect(new Set(names)).to.deep.equal(new Set(['suggest']));
    });
  });

  it('brings up the round that needs the member, and stays with the one they are busy with', async () => {
    const { ana, ben } = await openStage('goalSetting');
    const element = await shown(ana);
    expect(text(element)).to.include("Ben's goals");
    await click(element, 'round-1');
    expect(text(element)).to.include('Your goals');
    await ben.send({ type: 'goal.propose', seat: 2, goal: 'new', text: { statement: 'One more thing' } });
    await ana.retry();
    await settled(element);
    expect(text(element)).to.include('Your goals').and.to.include('Needs you');
  });

  it('keeps every word of what is too long, or cannot be sent, and says what to do', async () => {
    const { ana } = await openStage('goalSetting');
    const element = await shown(ana, 1);
    await click(element, 'write');
    const area = () => field(element, 'goal/new/1/statement');
    await type(element, 'goal/new/1/statement', 'x'.repeat(100_000));
    expect(text(element)).to.include('This is too long to send');
    await click(element, 'send');
    expect(goalsOf(ana).length).to.equal(2);
    expect(area().value.length).to.equal(100_000);
    await type(element, 'goal/new/1/statement', 'Short enough');
    const { send } = ana;
    ana.send = () => Promise.reject(new TandemError('STORAGE_QUOTA_EXCEEDED', 'full'));
    await click(element, 'send');
    expect(text(get(element, 'form [role="alert"]'))).to.include('This device is full.');
    expect(area().value).to.equal('Short enough');
    ana.send = send;
    await click(element, 'send');
    expect(goalsOf(ana).at(-1)?.text.statement).to.equal('Short enough');
    expect(find(element, 'form')).to.equal(undefined);
  });

  it('says for whom every text is', async () => {
    const { ana } = await openStage('goalSetting');
    const element = await shown(ana, 1);
    expect(text(get(element, 'header [data-audience="pair"]'))).to.equal('You and Ben');
    await click(element, 'write');
    for (const area of findAll(element, 'form textarea')) {
      expect(text(area.closest('.field')!)).to.include('Only you, until you send it to Ben');
    }
  });

  it('can be worked with the keyboard alone', async () => {
    const { ana } = await openStage('goalSetting');
    const element = await shown(ana, 1);
    button(element, 'write').focus();
    await sendKeys({ press: 'Enter' });
    await settled(element);
    await typeKeys('By May we meet every week');
    await settled(element);
    await sendKeys({ press: 'Escape' });
    await settled(element);
    expect(focused() === button(element, 'write'), 'focus moves back').to.equal(true);
    await sendKeys({ press: 'Enter' });
    await settled(element);
    button(element, 'send').focus();
    await sendKeys({ press: 'Enter' });
    await settled(element);
    expect(goalsOf(ana).at(-1)?.text.statement).to.equal('By May we meet every week');
  });

  it('shows what people write as text', async () => {
    const { ana, ben } = await openStage('goalSetting', { me: 'ben' });
    for (const [index, statement] of xssCorpus.entries()) {
      const scale: [string, string, string, string, string] = ['', '', '', '', statement.slice(0, 500)];
      const about = { seat: 1, goal: `x${index}` } as const;
      await ana.send({ type: 'goal.propose', ...about, text: { statement, why: statement, scale } });
      await ben.retry();
      const suggestion = {
        text: { statement: `${statement.slice(0, 4000)} again` },
        note: statement,
        suggestion: `s${index}`,
      };
      await ben.send({ type: 'goal.suggestChange', ...about, ...suggestion });
    }
    const element = await shown(ben, 1);
    expectUnharmed(element);
    for (const statement of xssCorpus.slice(0, 6)) expect(text(element)).to.include(statement.replace(/\s+/gu, ' '));
    element.style.inlineSize = '280px';
    expect(element.scrollWidth).to.be.at.most(280);
  });

  it('reads well while nothing can be changed', async () => {
    const paused = await shown((await openStage('paused')).ana, 1);
    expect(text(paused)).to.include('You are taking a break.');
    expect(refused(paused, 'revise')).to.equal('You are taking a break. Resume first.');
    const closed = await shown((await openStage('closed')).ana, 1);
    expect(text(closed)).to.include('This partnership has ended.');
    expect(findAll(closed, '.actions button').length).to.equal(0);
    const resting = await shown((await openStage('goalSetting', { rhythm: 'alternating' })).ana, 2);
    expect(text(resting)).to.include("Ben's round rests until the roles change.");
    expect(text(await shown((await openStage('agreeing')).ana))).to.include('once you have both signed');
    expect(text(await shown((await openStage('goalSetting', { me: 'eve' })).mine))).to.include('two other people');
    expect(text(await shown())).to.include('Not connected yet');
  });

  it('marks what was carried over', async () => {
    const element = await shown((await openStage('secondRound', { me: 'ben' })).ben, 2);
    expect(text(element)).to.include('Carried over from round 1');
    expect(text(get(element, '.scale'))).to.include('Now: Two mornings every week., level 4 of 5.');
  });

  it('keeps the order of headings whatever the page gives as their level', async () => {
    const { ana } = await openStage('goalSetting');
    const element = await shown(ana, 1);
    for (const level of ['4', '0', '', 'x', undefined]) {
      if (level === undefined) element.removeAttribute('heading-level');
      else element.setAttribute('heading-level', level);
      await element.updateComplete;
      const top = level === '4' ? 4 : 2;
      const levels = [...new Set(findAll(element, 'h1, h2, h3, h4, h5, h6').map(({ localName }) => localName))];
      expect(levels, level).to.deep.equal([`h${top}`, `h${top + 1}`, `h${top + 2}`]);
    }
  });

  it('is accessible in every state, light and dark', async () => {
    const coachee = await shown((await openStage('goalSetting')).ana, 1);
    await click(coachee, 'write');
    await click(coachee, 'revise');
    await click(coachee, 'decline');
    for (const details of findAll<HTMLDetailsElement>(coachee, 'details')) details.open = true;
    await expectAccessible(coachee);
    const coach = await shown((await openStage('goalSetting', { me: 'ben' })).ben);
    await click(coach, 'suggest');
    await expectAccessible(coach);
    await expectAccessible(await shown((await openStage('agreeing', { more: [signed] })).ana, 1));
    await expectAccessible(await shown((await openStage('paused')).ana, 1));
    await expectAccessible(await shown((await openStage('closed')).ana));
  }).timeout(30_000);
});

describe('the difference between two wordings', () => {
  const marked = (before: string, after: string) =>
    wordChanges(before, after)
      .map(({ kind, text: words }) => (kind === 'same' ? words : kind === 'old' ? `[-${words}-]` : `[+${words}+]`))
      .join('');

  it('is told word by word', () => {
    expect(marked('a b c', 'a x c')).to.equal('a [-b-][+x+] c');
    expect(marked('a b c d', 'a x y d')).to.equal('a [-b c-][+x y+] d');
    expect(marked('a b', 'a b c')).to.equal('a b [+c+]');
    expect(marked('', 'a')).to.equal('[+a+]');
    expect(marked('same', 'same')).to.equal('same');
    expect(marked('the cat sat down', 'the dog sat up')).to.equal('the [-cat-][+dog+] sat [-down-][+up+]');
  });

  it('gives back both texts, however long they are', () => {
    const long = 'one two three '.repeat(700);
    const longer = `zero ${'two one four '.repeat(700)}`;
    const runs = wordChanges(long, longer);
    const side = (without: string) => runs.flatMap(({ kind, text: words }) => (kind === without ? [] : words)).join('');
    expect(side('new').trim().split(/\s+/u)).to.deep.equal(long.trim().split(/\s+/u));
    expect(side('old').trim().split(/\s+/u)).to.deep.equal(longer.trim().split(/\s+/u));
  });
});
