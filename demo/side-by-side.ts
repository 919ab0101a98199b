import '../src/define/all.js';
import { startPage } from './bar.js';

// Both sides have the same landmarks; their names say on whose screen they are.
for (const provider of document.querySelectorAll('tandem-partnership')) {
  const screen = provider.closest('section')?.querySelector('h2')?.textContent ?? '';
  provider.wordOverrides = { common: { landmark: (name: string) => `${name}, ${screen}` } };
}

await startPage();
