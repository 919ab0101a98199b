import '../src/define/all.js';
import { startPage } from './bar.js';

const workspace = document.querySelector('tandem-workspace');

// The address remembers the place, so that a reload comes back to it: #check-in/1
const [view, seat] = location.hash.slice(1).split('/');
if (workspace && view) workspace.view = view;
if (workspace && (seat === '1' || seat === '2')) workspace.seat = seat === '1' ? 1 : 2;
document.body.addEventListener('tandem-view-changed', ({ detail }) => {
  history.replaceState(null, '', `#${detail.view}${detail.seat ? `/${detail.seat}` : ''}`);
});

await startPage();
