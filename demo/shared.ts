import '../src/define/all.js';
import { nameOf } from '../src/core/index.js';
import { drawBar } from './bar.js';

/** Who somebody is comes from the invitation here, and not from the intranet: the page learns it with the partnership. */
function greet(): void {
  const { partnership } = document.querySelector('tandem-partnership') ?? {};
  const { document: known, seat, sync } = partnership?.getSnapshot() ?? {};
  const name = known && seat && sync?.state !== 'closed' ? nameOf(known, seat) : '';
  for (const place of document.querySelectorAll<HTMLElement>('.me')) place.hidden = !name;
  for (const place of document.querySelectorAll('[data-my-name]')) place.textContent = name;
  for (const place of document.querySelectorAll('[data-my-initials]'))
    place.textContent = name.slice(0, 2).toUpperCase();
}

document.body.addEventListener('tandem-partnership-opened', () => {
  document.querySelector('tandem-partnership')?.partnership?.subscribe(greet);
  greet();
});
greet();
drawBar();
