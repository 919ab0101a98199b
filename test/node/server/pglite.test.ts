import { pglite } from '../../../src/server/index.js';
import { describeConformance } from './support/conformance.js';

describeConformance('PGlite', () => pglite());
