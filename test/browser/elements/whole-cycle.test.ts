import { expect, fixture, html as staticHtml } from '@open-wc/testing';
import { html, render } from 'lit';
import '../../../src/define/all.js';
import { openPartnership } from '../../../src/core/index.js';
import type { TandemWorkspace } from '../../../src/elements/workspace/workspace.js';
import { memory, memoryLocal } from '../../../src/storage/memory.js';
import { Player } from '../../../stories/support/player.js';
import { wholeCycle } from '../../../stories/support/whole-cycle.js';

describe('a whole cycle in two workspaces', () => {
  for (const rhythm of ['mutual', 'alternating'] as const) {
    it(`is carried out by hand in the ${rhythm} rhythm`, async function () {
      this.timeout(60_000);
      const storage = memory();
      const open = (me: string) => openPartnership({ id: 'ana-ben', me, storage, local: memoryLocal() });
      const [ana, ben] = [open('ana'), open('ben')];
      const place = await fixture<HTMLElement>(staticHtml`<div></div>`);
      render(
        html`<tandem-workspace .partnership=${ana} partner-id="ben"></tandem-workspace
          ><tandem-workspace .partnership=${ben} partner-id="ana"></tandem-workspace>`,
        place,
      );
      const [anas, bens] = [...place.querySelectorAll<TandemWorkspace>('tandem-workspace')];
      const chapters: string[] = [];
      await wholeCycle(
        new Player(anas!, 1),
        new Player(bens!, 2),
        async (title, play) => {
          chapters.push(title);
          await play();
        },
        rhythm,
      );
      const { seats } = ben.getSnapshot().document;
      expect(chapters).to.have.length(rhythm === 'mutual' ? 11 : 6);
      expect(seats[1].past).to.have.length(1);
      expect(seats[1].round?.number).to.equal(rhythm === 'mutual' ? 2 : undefined);
      expect(seats[2].round?.number).to.equal(rhythm === 'mutual' ? 2 : 1);
      expect(seats[2].past).to.have.length(rhythm === 'mutual' ? 1 : 0);
      await Promise.all([ana.close(), ben.close()]);
    });
  }
});
