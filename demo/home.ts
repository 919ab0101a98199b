import '../src/define/cycle.js';
import '../src/define/next-step.js';
import '../src/define/partnership.js';
import { startPage } from './bar.js';

const now = new Date();
for (const place of document.querySelectorAll('[data-today]')) {
  place.textContent = now.toLocaleDateString('en-GB', { weekday: 'long', day: 'numeric', month: 'long' });
}
const hour = now.getHours();
for (const place of document.querySelectorAll('[data-greeting]')) {
  place.textContent = hour < 12 ? 'Good morning' : hour < 18 ? 'Good afternoon' : 'Good evening';
}

// The widget says what is next; where that is done is the page's business.
document.body.addEventListener('tandem-next-step-chosen', () => location.assign('coaching.html'));

await startPage();
