import assert from 'node:assert/strict';
import type { BrowserContext, Locator, Page } from 'playwright-core';
import { openPage } from './browser.js';
import type { AgreementWords, CheckInWords, GoalWords, ReflectionWords, StepWords, SwapWords } from './words.js';

/** How the two take turns, in the words of the form. */
export type Rhythm = 'Side by side' | 'One after the other';

/** The tab that a browser shows. */
const inFront = new WeakMap<BrowserContext, Page>();

const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/gu, '\\$&');

/** One of the two, in front of the workspace with a mouse and a keyboard. Everything is found by what it says. */
export class Member {
  /** All that they have typed. */
  readonly typed: string[] = [];

  private constructor(
    readonly page: Page,
    readonly name: string,
    readonly partner: string,
    /** The workspace that is theirs, where a page has more than one. */
    readonly workspace: Locator,
  ) {}

  /** In a tab of their own. */
  static async inOwnTab(context: BrowserContext, name: 'Ana' | 'Ben'): Promise<Member> {
    const page = await openPage(context, 'coaching.html');
    await page.getByRole('group', { name: 'Who am I' }).getByRole('button', { name, exact: true }).click();
    await page.getByText(`You are ${name} now.`).waitFor();
    return new Member(page, name, name === 'Ana' ? 'Ben' : 'Ana', page.locator('tandem-workspace'));
  }

  /** On a machine of their own, which shares with the partner's. */
  static async onOwnMachine(context: BrowserContext, name: string, partner: string, address?: string): Promise<Member> {
    const page = await context.newPage();
    await page.goto(address ?? '/shared.html');
    return new Member(page, name, partner, page.locator('tandem-workspace'));
  }

  /** On the page that shows both. */
  static onSharedPage(page: Page, name: 'Ana' | 'Ben'): Member {
    const workspace = page.getByRole('region', { name: `${name}'s screen` }).locator('tandem-workspace');
    return new Member(page, name, name === 'Ana' ? 'Ben' : 'Ana', workspace);
  }

  /** The box that says what is next. */
  get nextStep(): Locator {
    return this.workspace.locator('tandem-next-step');
  }

  /** The place that is open. */
  get panel(): Locator {
    return this.workspace.locator('section.panel');
  }

  sees = (text: string | RegExp): Promise<void> => this.workspace.getByText(text).first().waitFor();

  async doesNotSee(text: string): Promise<void> {
    assert.equal(await this.workspace.getByText(text).count(), 0, `${this.name} must not read "${text}"`);
  }

  async seesNextStep(title: string): Promise<void> {
    await this.nextStep.getByRole('heading', { name: title, exact: true }).waitFor();
  }

  /** A field of the open place that holds a text already. */
  async findsWritten(label: string, text: string): Promise<void> {
    const field = this.field(label);
    await field.waitFor();
    assert.equal(await field.inputValue(), text);
  }

  field(label: string, within: Locator = this.panel): Locator {
    return within.getByRole('textbox', { name: label });
  }

  private button(label: string, within: Locator = this.panel): Locator {
    return within.getByRole('button', { name: label, exact: true });
  }

  /** The line that says whether everything is saved. */
  async isTold(line: string): Promise<void> {
    await this.workspace.locator('tandem-sync-status').getByText(line, { exact: true }).first().waitFor();
  }

  async reloads(): Promise<void> {
    await this.comesToTheFront();
    await this.page.reload();
    await this.nextStep.or(this.panel).first().waitFor();
  }

  async presses(label: string, within?: Locator): Promise<void> {
    await this.comesToTheFront();
    await this.button(label, within).click();
  }

  /** Goes where the next step leads. */
  async follows(title: string): Promise<void> {
    await this.comesToTheFront();
    await this.seesNextStep(title);
    await this.nextStep.getByRole('button').click();
  }

  /** As people do who have several tabs; one in the background is drawn now and then only. */
  private async comesToTheFront(): Promise<void> {
    const context = this.page.context();
    if (inFront.get(context) === this.page) return;
    inFront.set(context, this.page);
    await this.page.bringToFront();
  }

  /** A place, and in it one's own round, where there are two to choose from. */
  async goesToOwn(place: string): Promise<void> {
    await this.goesTo(place);
    const own = this.workspace.getByRole('button', { name: /^Your round/u });
    if (await own.isVisible()) await own.click();
  }

  async goesTo(place: string): Promise<void> {
    await this.comesToTheFront();
    await this.place(place).click();
  }

  /** The button that leads to a place. */
  place(name: string): Locator {
    const nav = this.workspace.getByRole('navigation', { name: 'Parts of your partnership' });
    return nav.getByRole('button', { name });
  }

  async looksAtRoundOf(whose: string): Promise<void> {
    const both = this.workspace.getByRole('group', { name: 'Whose round' });
    await both.getByRole('button', { name: whose === this.name ? 'Your round' : `${whose}'s round` }).click();
  }

  /** Types over what stands in a field: the first letters key by key, the rest at the speed of a phone that knows the words. */
  async types(label: string, text: string, within?: Locator): Promise<void> {
    await this.comesToTheFront();
    const field = this.field(label, within);
    await field.click();
    await field.press('ControlOrMeta+a');
    await this.page.keyboard.type(text.slice(0, 3));
    await this.page.keyboard.insertText(text.slice(3));
    this.typed.push(text);
    assert.equal(await field.inputValue(), text);
  }

  async chooses(question: string | RegExp, answer: string, within: Locator = this.panel): Promise<void> {
    await this.comesToTheFront();
    const group = within.getByRole('radiogroup', { name: question });
    const name = new RegExp(`^${escaped(answer)}${/^\d+$/u.test(answer) ? '$' : ''}`, 'u');
    const choice = this.page.getByRole('radio', { name });
    await group.locator('label').filter({ has: choice }).click();
    assert.ok(await group.getByRole('radio', { name }).isChecked(), `${this.name} has chosen ${answer}`);
  }

  async formsThePartnership(rhythm: Rhythm): Promise<void> {
    assert.equal(await this.field('Your name').inputValue(), this.name);
    assert.equal(await this.field("Your partner's name").inputValue(), this.partner);
    await this.begins(rhythm);
  }

  async begins(rhythm: Rhythm): Promise<void> {
    await this.chooses('How do you take turns?', rhythm);
    await this.presses(`Begin with ${this.partner}`);
    await this.seesNextStep('Write down what you both expect');
  }

  async proposesAgreement(words: AgreementWords): Promise<void> {
    await this.follows('Write down what you both expect');
    for (const [label, text] of Object.entries(words.texts)) await this.types(label, text);
    await this.chooses('How often we meet', words.often);
    await this.chooses('How long we meet', words.long);
    await this.presses(`Propose to ${this.partner}`);
    await this.button('Sign').waitFor();
  }

  async signs(): Promise<void> {
    await this.follows('Read and sign your agreement');
    await this.presses('Sign');
  }

  /** Opens a form for a goal; the first one where the next step leads, others by the button. */
  async beginsGoal(): Promise<void> {
    await this.goesToOwn('Goals');
    await this.panel
      .getByRole('button', { name: /^(?:Write a goal|Write another goal)$/u })
      .or(this.field('What do you want to be different?'))
      .first()
      .waitFor();
    const opener = this.panel.getByRole('button', { name: /^(?:Write a goal|Write another goal)$/u });
    if (await opener.isVisible()) await opener.click();
    await this.field('What do you want to be different?').waitFor();
  }

  async proposesGoal(words: GoalWords): Promise<void> {
    await this.beginsGoal();
    await this.types('What do you want to be different?', words.statement);
    await this.types('Why does it matter to you?', words.why);
    await this.panel.getByLabel('By when?').fill(words.due);
    await this.sendsGoal(words);
  }

  async sendsGoal({ statement, levels, start }: GoalWords): Promise<void> {
    for (const [level, text] of Object.entries(levels ?? {})) await this.types(level, text);
    if (start) await this.chooses('Where do you start?', start);
    await this.presses(`Propose to ${this.partner}`);
    await this.goal(statement).waitFor();
    await this.field('What do you want to be different?').waitFor({ state: 'detached' });
  }

  goal(statement: string): Locator {
    return this.panel.getByRole('article').filter({ hasText: statement });
  }

  /** One's own goal in other words. */
  async changesGoal(statement: string, words: string): Promise<void> {
    await this.presses('Change the words', this.goal(statement));
    await this.types('What do you want to be different?', words);
    await this.presses('Save the new words');
    await this.goal(words).waitFor();
  }

  async dropsGoal(statement: string): Promise<void> {
    await this.presses('Drop', this.goal(statement));
    await this.types('Why do you let it go?', 'There are too many.');
    await this.presses('Drop this goal');
    await this.button('Drop this goal').waitFor({ state: 'detached' });
  }

  async suggestsForGoal(statement: string, words: string): Promise<void> {
    const label = `What ${this.partner} wants to be different`;
    await this.presses('Suggest other words', this.goal(statement));
    await this.types(label, words);
    await this.presses(`Suggest to ${this.partner}`);
    await this.field(label).waitFor({ state: 'detached' });
  }

  async agreesToGoal(statement: string): Promise<void> {
    await this.follows(`Read ${this.partner}'s goal`);
    const goal = this.goal(statement);
    await this.presses('I agree', goal);
    await goal.getByText('You agree', { exact: true }).waitFor();
  }

  async goesOnToThePlan(): Promise<void> {
    await this.follows('Your goals are agreed');
    await this.presses('Go on to the plan');
    await this.seesNextStep('Break your goal into steps');
  }

  async plansStep(words: StepWords): Promise<void> {
    await this.goesToOwn('Plan');
    const group = this.panel.locator('section').filter({ has: this.page.getByRole('heading', { name: words.goal }) });
    const under = group.last();
    await this.presses('Add a step', under);
    await this.types('If …', words.if, under);
    await this.types('then …', words.then, under);
    await this.presses('Add this step', under);
    await under.getByRole('listitem').filter({ hasText: words.then }).waitFor();
    await this.field('then …', under).waitFor({ state: 'detached' });
  }

  async commitsToThePlan(confidence: number): Promise<void> {
    await this.follows('Stand behind your plan');
    await this.chooses('How sure are you that you will do this?', `${confidence}`);
    await this.presses('Commit to the plan');
    await this.button('Commit to the plan').waitFor({ state: 'detached' });
  }

  async beginsCheckIn(): Promise<void> {
    await this.goesToOwn('Check-ins');
    await this.panel.getByRole('button', { name: /^(?:Write a check-in|Write the next check-in)$/u }).click();
    await this.field('What is better?').waitFor();
  }

  async finishesCheckIn({ levels, texts, confidence }: CheckInWords): Promise<void> {
    for (const [goal, level] of Object.entries(levels)) await this.chooses(goal, level);
    for (const [label, text] of Object.entries(texts)) await this.types(label, text);
    await this.chooses('How confident are you now?', `${confidence}`);
    await this.presses(`Send to ${this.partner}`);
    for (const text of Object.values(texts)) await this.panel.getByText(text).first().waitFor();
    await this.field('What is better?').waitFor({ state: 'detached' });
  }

  async answersCheckIn(kind: 'Question' | 'Encouragement', text: string): Promise<void> {
    await this.follows(`${this.partner} has checked in`);
    await this.chooses('What would help more?', kind);
    await this.types(kind === 'Question' ? 'Your question' : 'Your encouragement', text);
    await this.presses(`Send to ${this.partner}`);
    await this.panel.getByText(text, { exact: true }).waitFor();
  }

  async goesOnToReflection(): Promise<void> {
    await this.goesToOwn('Check-ins');
    await this.presses('Go on to reflection');
    await this.seesNextStep('Write your reflection');
  }

  /** Alone; `of` says whose round. */
  async reflects(words: ReflectionWords): Promise<void> {
    await this.follows('Write your reflection');
    for (const [label, text] of Object.entries(words.texts)) await this.types(label, text);
    for (const [question, value] of Object.entries(words.ratings ?? {})) await this.chooses(question, `${value}`);
    await this.presses(`Keep it, and let ${this.partner} know that I have written`);
    await this.button(`Share with ${this.partner}`).waitFor();
  }

  async sharesReflection(): Promise<void> {
    await this.presses(`Share with ${this.partner}`);
    await this.presses(`Let ${this.partner} read this`);
    await this.sees('What you shared');
  }

  async closesGoal(ending: 'Achieved' | 'Carry over', statement: string): Promise<void> {
    await this.follows('Close your goals');
    const button = `${ending}: ${statement}`;
    await this.presses(button);
    await this.button(button).waitFor({ state: 'detached' });
  }

  async leavesALine({ thanks, handOver }: SwapWords): Promise<void> {
    await this.follows(`Leave ${this.partner} a line`);
    await this.types(`What do you thank ${this.partner} for?`, thanks);
    await this.types('What do you hand over?', handOver);
    await this.presses(`Send to ${this.partner}`);
    await this.field('What do you hand over?').waitFor({ state: 'detached' });
    await this.panel.getByText(handOver).waitFor();
  }

  async isReadyToSwap(button: 'Begin the next round' | 'Change roles'): Promise<void> {
    await this.follows('Change roles');
    await this.presses(button);
    await this.button(button).waitFor({ state: 'detached' });
  }
}
