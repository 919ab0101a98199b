import { expect, html } from '@open-wc/testing';
import '../../define/cycle.js';
import { sampleStages } from '../../testing/samples.js';
import {
  closeStages,
  expectAccessible,
  expectUnharmed,
  find,
  findAll,
  get,
  namePairs,
  openNamed,
  openStage,
  settled,
  text,
  widget,
} from '../../../test/browser/support/widget.js';
import type { TandemCycle } from './cycle.js';
import { Geometry, phases } from './geometry.js';
import { shortName } from './wheels.js';

const shown = (...args: [Parameters<typeof widget>[1]?]) =>
  widget<TandemCycle>(html`<tandem-cycle></tandem-cycle>`, ...args);

/** What a screen reader gets. */
const inWords = (element: TandemCycle) => findAll(element, '.hidden-text li').map(text);

const ringAt = (element: TandemCycle, seat: number) => {
  const ring = find(element, `svg.across .seat-${seat} .ring`);
  return ring && { x: Number(ring.getAttribute('cx')), y: Number(ring.getAttribute('cy')) };
};

describe('<tandem-cycle>', () => {
  afterEach(closeStages);

  it('says in words where both are', async () => {
    const { mine } = await openStage('checkIn', { me: 'ben' });
    const element = await shown(mine);
    expect(inWords(element)).to.deep.equal([
      'Ben, coached by Ana: round 1, Check-in, 3 of 5.',
      'Ana, coached by Ben: round 1, Check-in, 3 of 5.',
    ]);
    for (const drawing of findAll(element, 'svg')) expect(drawing.getAttribute('aria-hidden')).to.equal('true');
  });

  it('draws the resting wheel quietly in the alternating rhythm', async () => {
    const { mine } = await openStage('checkIn', { rhythm: 'alternating' });
    const element = await shown(mine);
    expect(inWords(element)[1]).to.equal('Ben: not started yet.');
    expect(ringAt(element, 1)).to.be.an('object');
    expect(ringAt(element, 2)).to.equal(undefined);
    expect(text(get(element, 'svg.across .seat-2'))).to.include('Resting');
  });

  it('lets the one ring cross over when the two change roles', async () => {
    const { ana, ben } = await openStage('roleSwap', { rhythm: 'alternating' });
    const element = await shown(ana);
    const ring = get(element, 'svg.across .ring');
    const before = ring.getAttribute('cx');
    const { seats } = ana.getSnapshot().document;
    expect(seats[1].phase).to.equal('roleSwap');
    for (const each of [ana, ben]) {
      if (!each.explain({ type: 'swap.confirm', seat: 1 }).allowed) {
        await each.send({ type: 'swap.note', seat: 1, thanks: 'Thank you.' });
      }
      await each.send({ type: 'swap.confirm', seat: 1 });
    }
    await settled(element);
    expect(get(element, 'svg.across .ring')).to.equal(ring, 'the same ring, moved');
    expect(ring.getAttribute('cx')).not.to.equal(before);
    expect(ringAt(element, 1)).to.equal(undefined);
    expect(inWords(element)).to.deep.equal([
      'Ana: resting, 1 round done.',
      'Ben, coached by Ana: round 1, Goals, 1 of 5.',
    ]);
  });

  it('fills what is done and leaves open what comes', async () => {
    const { mine } = await openStage('actionPlanning');
    const element = await shown(mine);
    expect(findAll(element, 'svg.across .seat-1 .dot')).to.have.length(5);
    expect(findAll(element, 'svg.across .seat-1 .dot.done')).to.have.length(1);
    expect(findAll(element, 'svg.across text.now').map(text)).to.deep.equal(['Plan', 'Plan']);
  });

  it('reckons up the rounds', async () => {
    const { mine } = await openStage('secondRound', { rhythm: 'alternating' });
    const element = await shown(mine);
    expect(text(get(element, '.ledger')))
      .to.include('Ben has had fewer rounds')
      .and.to.include('Ana 1 round 3 check-ins')
      .and.to.include('Ben no full round yet 0 check-ins');
  });

  it('keeps the wheels still before coaching, in a break and at the end', async () => {
    for (const [stage, sentence] of [
      ['forming', 'once you have both signed'],
      ['agreeing', 'once you have both signed'],
      ['paused', 'taking a break'],
      ['closed', 'has ended'],
    ] as const) {
      const { mine } = await openStage(stage);
      const element = await shown(mine);
      expect(text(element)).to.include(sentence);
      expect(get(element, 'svg.across').classList.contains('still')).to.equal(true);
    }
  });

  it('stacks the wheels where there is little room, with letters of 11 px at least', async () => {
    const { mine } = await openStage('checkIn');
    const element = await shown(mine);
    for (const [width, drawing] of [
      [280, 'down'],
      [399, 'down'],
      [400, 'across'],
      [900, 'across'],
    ] as const) {
      element.style.inlineSize = `${width}px`;
      const visible = findAll<SVGSVGElement & HTMLElement>(element, 'svg.wheels').filter(
        (svg) => getComputedStyle(svg).display !== 'none',
      );
      expect(visible.map((svg) => svg.classList.contains(drawing))).to.deep.equal([true]);
      const svg = visible[0]!;
      const scale = svg.getBoundingClientRect().width / svg.viewBox.baseVal.width;
      expect(11.5 * scale, `${width} px`).to.be.at.least(11);
      const edges = element.getBoundingClientRect();
      for (const label of svg.querySelectorAll('text')) {
        const box = label.getBoundingClientRect();
        expect(box.left, `${width} px: ${label.textContent}`).to.be.at.least(edges.left);
        expect(box.right, `${width} px: ${label.textContent}`).to.be.at.most(edges.right);
      }
    }
  });

  it('moves within 240 ms, and only where motion is welcome', async () => {
    const { mine } = await openStage('checkIn');
    const ring = get(await shown(mine), '.ring');
    const expected = matchMedia('(prefers-reduced-motion: reduce)').matches ? '0s' : '0.24s';
    expect(getComputedStyle(ring).transitionDuration.split(',')[0]).to.equal(expected);
  });

  it('shows names as text, whatever they are', async () => {
    for (const names of namePairs) {
      const { mine } = await openNamed(names);
      const element = await shown(mine);
      expect(inWords(element)[0]).to.include(names[0].replace(/\s+/gu, ' ').trim());
      expectUnharmed(element);
    }
  });

  it('shortens a name to what fits, whole letters only', () => {
    expect(shortName('Ana')).to.equal('Ana');
    expect(shortName('Maria Magdalena Müller')).to.equal('Maria');
    expect(shortName('Wolfeschlegelsteinhausen')).to.equal('Wolfesch…');
    expect(shortName('👩🏽'.repeat(20))).to.match(/^.+…$/u);
    expect(shortName('  ')).to.equal('');
  });

  it('mirrors the two wheels, and lets no two phases fall together', () => {
    for (const direction of ['across', 'down'] as const) {
      const geometry = new Geometry(direction);
      const places = phases.flatMap((phase) => [geometry.place(1, phase), geometry.place(2, phase)]);
      places.forEach((a, i) =>
        places.slice(i + 1).forEach((b) => expect(Math.hypot(a.x - b.x, a.y - b.y)).to.be.greaterThan(20)),
      );
      for (const phase of phases) {
        const [one, two] = [geometry.place(1, phase), geometry.place(2, phase)];
        const [x, y] = direction === 'across' ? [-two.x, two.y] : [two.x, -two.y];
        expect(one.x).to.be.closeTo(x, 0.1);
        expect(one.y).to.be.closeTo(y, 0.1);
      }
    }
  });

  for (const stage of sampleStages) {
    it(`is accessible while ${stage}`, async () => {
      const { mine } = await openStage(stage, { rhythm: stage === 'secondRound' ? 'alternating' : 'mutual' });
      await expectAccessible(await shown(mine));
    });
  }
});
