import { expect } from '@open-wc/testing';
import { html } from 'lit';
import '../../../define/workspace.js';
import { click, closeStages, openStage, settled, text, widget } from '../../../../test/browser/support/widget.js';
import { nextStepWords } from '../../next-step/next-step.words.js';
import type { TandemWorkspace } from '../../workspace/workspace.js';
import { writingWords } from './writing.js';
import { didWords } from './did.js';
import { roundWords } from './round.js';
import { termsOf, type WordOverrides } from './words.js';

describe("a host's own words", () => {
  afterEach(closeStages);

  it('stand where they are sentences; all else stays English', () => {
    const said = (term: unknown) => termsOf(roundWords, { round: { theirs: term } }).theirs('Ben');
    expect(said((name: string) => `Runde von ${name}`)).to.equal('Runde von Ben');
    expect(said('Die andere Runde')).to.equal('Die andere Runde');
    for (const odd of [undefined, null, 3, {}, () => undefined, () => 3, () => ({})])
      expect(said(odd)).to.equal("Ben's");
    const mine = (term: unknown) => termsOf(roundWords, { round: { mine: term } }).mine;
    expect(mine('Deine')).to.equal('Deine');
    for (const odd of [undefined, null, 3, {}, () => 'Deine']) expect(mine(odd)).to.equal('Yours');
  });

  it('take no widget off the page by what fails in them, and tell the programmer', async () => {
    const told = new Set<unknown>();
    const listen = (event: ErrorEvent) => {
      told.add(event.error);
      event.preventDefault();
      event.stopImmediatePropagation();
    };
    window.addEventListener('error', listen, { capture: true });
    // The test framework listens as well, in its own way.
    const { onerror } = window;
    window.onerror = null;
    const slip = new Error('a slip of the host');
    const fails = ({ english }: { readonly english: object }) =>
      Object.fromEntries(
        Object.keys(english).map((name) => [
          name,
          () => {
            throw slip;
          },
        ]),
      );
    try {
      const { mine } = await openStage('checkIn');
      const element = await widget<TandemWorkspace>(html`<tandem-workspace view="goals"></tandem-workspace>`, mine);
      const words: WordOverrides = {
        writing: fails(writingWords),
        round: fails(roundWords),
        nextStep: fails(nextStepWords),
        did: fails(didWords),
      };
      const provider = element.closest('tandem-partnership')!;
      provider.wordOverrides = words;
      await settled(element);
      await click(element, 'view-check-in');
      expect(text(element)).to.include('Your round 1').and.to.include('You and Ben');
      expect(told.size).to.equal(1);
      expect(told.has(slip)).to.equal(true);
      provider.wordOverrides = undefined;
      await settled(element);
    } finally {
      window.removeEventListener('error', listen, { capture: true });
      window.onerror = onerror;
    }
  });
});
