import '../src/define/all.js';
import { startPage } from './bar.js';

await startPage();
