import { expect } from '@open-wc/testing';
import type { Json } from '../../../src/core/index.js';
import { mortalTab } from '../support/mortal-tab.js';
import { ID, closePlaces, openIn, openPlace, plain } from '../support/pair-on-indexeddb.js';
import { unpatch } from '../support/patch.js';
import { freshName } from '../support/storage-names.js';
import { closeTabs, openTab } from '../support/tabs.js';

const family = '👩🏽‍💻👨‍👩‍👧‍👦🏳️‍🌈';
const texts: readonly (readonly [string, Json])[] = [
  ['100,000 characters', 'wörd '.repeat(20_000)],
  ['100,000 characters of emoji', family.repeat(4_000).slice(0, 100_000)],
  ['right-to-left text', 'שלום، مرحبا \u202Eכתוב\u202C — עברית ועוד.\n'.repeat(50)],
  ['half an emoji and control characters', '\uD83D half, \u0000 nothing, \u2028 line, \uFEFF mark, \uDE00'],
  ['a whole form', { statement: 'By May', scale: ['', 'one', family, '', ''], due: '', importance: 2, note: null }],
  ['an empty text', ''],
];

describe('half-written text on IndexedDB', () => {
  afterEach(async () => {
    unpatch();
    closeTabs();
    await closePlaces();
  });

  for (const [title, text] of texts) {
    it(`${title}: there after a reload, and after a crash of the tab`, async () => {
      const name = freshName('draft');
      const place = openPlace(name);
      const ana = openIn(place, 'ana');
      await ana.ready;
      await ana.drafts.set('goal/new', text);
      await place.close();
      const reloaded = openIn(openPlace(name), 'ana');
      await reloaded.ready;
      expect(reloaded.drafts.get('goal/new')).to.deep.equal(text);

      const other = await openTab();
      const partnership = other.tab.partnership(name, { id: ID, me: 'ana' });
      await partnership.ready;
      expect(plain(partnership.drafts.get('goal/new'))).to.deep.equal(plain(text));
      await partnership.drafts.set('goal/new', ['more', text]);
      other.close();
      const after = openIn(openPlace(name), 'ana');
      await after.ready;
      expect(after.drafts.get('goal/new')).to.deep.equal(['more', text]);
    });
  }

  it('typed letter by letter without waiting: the last state is kept, and closing waits for it', async () => {
    const name = freshName('draft');
    const place = openPlace(name);
    const ana = openIn(place, 'ana');
    await ana.ready;
    const words = 'Every single letter of it, as fast as one can type.';
    for (let length = 1; length <= words.length; length += 1) void ana.drafts.set('goal/new', words.slice(0, length));
    expect(ana.drafts.get('goal/new')).to.equal(words);
    await place.close();
    const reloaded = openIn(openPlace(name), 'ana');
    await reloaded.ready;
    expect(reloaded.drafts.get('goal/new')).to.equal(words);
  });

  it('typed letter by letter when the tab dies at any operation: no less than what was said to be kept', async function () {
    this.timeout(60_000);
    const words = 'Letter by letter';
    for (let at = 1, died = true; died; at += 1) {
      const name = freshName('letters');
      const tab = mortalTab(name);
      tab.dieAt(at);
      const place = openPlace(name);
      const ana = openIn(place, 'ana');
      let kept = 0;
      await ana.ready.catch(() => undefined);
      await Promise.all(
        [...words].map((_, index) => {
          const length = index + 1;
          return ana.drafts.set('goal/new', words.slice(0, length)).then(() => {
            if (!ana.drafts.error) kept = Math.max(kept, length);
          });
        }),
      );
      died = tab.dead;
      // In memory it is there to the last letter.
      expect(ana.drafts.get('goal/new')).to.equal(words);
      await Promise.all([place.storage.close(), place.local.close()]);
      unpatch();
      const reloaded = openIn(openPlace(name), 'ana');
      await reloaded.ready;
      const found = (reloaded.drafts.get('goal/new') ?? '') as string;
      expect(words.startsWith(found), `a state that was typed: ${found}`).to.equal(true);
      expect(found.length, `operation ${at}`).to.be.at.least(kept);
      await closePlaces();
    }
  });

  it("in two tabs: each keeps its own forms; of one form the later words are kept; nobody sees the other member's", async () => {
    const name = freshName('draft');
    const [one, two, other] = [
      openIn(openPlace(name), 'ana'),
      openIn(openPlace(name), 'ana'),
      openIn(openPlace(name), 'ben'),
    ];
    await Promise.all([one.ready, two.ready, other.ready]);
    await Promise.all([
      one.drafts.set('goal/new', 'in the first tab'),
      two.drafts.set('check-in/1', 'in the second tab'),
      other.drafts.set('goal/new', 'by Ben'),
    ]);
    await one.drafts.set('note', 'first');
    await two.drafts.set('note', 'second');
    // What a tab has in front of it is not pulled away under the person's hands.
    expect(one.drafts.get('note')).to.equal('first');
    const ana = openIn(openPlace(name), 'ana');
    const ben = openIn(openPlace(name), 'ben');
    await Promise.all([ana.ready, ben.ready]);
    const keys = ['goal/new', 'check-in/1', 'note'];
    expect(keys.map((key) => ana.drafts.get(key))).to.deep.equal(['in the first tab', 'in the second tab', 'second']);
    expect(keys.map((key) => ben.drafts.get(key))).to.deep.equal(['by Ben', undefined, undefined]);
  });

  it('what was typed before all is read is not replaced by what is read', async () => {
    const name = freshName('draft');
    const first = openIn(openPlace(name), 'ana');
    await first.drafts.set('goal/new', 'old');
    await first.drafts.set('gone', 'old');
    const ana = openIn(openPlace(name), 'ana');
    const typed = [ana.drafts.set('goal/new', 'new'), ana.drafts.clear('gone')];
    await ana.ready;
    await Promise.all(typed);
    expect([ana.drafts.get('goal/new'), ana.drafts.get('gone')]).to.deep.equal(['new', undefined]);
    const again = openIn(openPlace(name), 'ana');
    await again.ready;
    expect([again.drafts.get('goal/new'), again.drafts.get('gone')]).to.deep.equal(['new', undefined]);
  });

  it('partnerships with names that begin alike keep their drafts apart', async () => {
    const place = openPlace(freshName('draft'));
    const open = (id: string, me: string) => openIn(place, me, { id });
    await open('pair', 'ana').drafts.set('goal', 'pair/ana');
    await open('pair-2', 'ana').drafts.set('goal', 'pair-2/ana');
    await open('pair', 'ana.b').drafts.set('goal', 'pair/ana.b');
    for (const [id, me] of [
      ['pair', 'ana'],
      ['pair-2', 'ana'],
      ['pair', 'ana.b'],
    ] as const) {
      const again = open(id, me);
      await again.ready;
      expect(again.drafts.get('goal')).to.equal(`${id}/${me}`);
    }
  });
});
