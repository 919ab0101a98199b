import { walk } from './lib/files.mjs';
import { bin, run } from './lib/run.mjs';

/** Checks the templates of elements, stories and demo. Every rule is an error; a warning fails as well. */
const rules = {
  'no-boolean-in-attribute-binding': 'error',
  'no-complex-attribute-binding': 'error',
  'no-expressionless-property-binding': 'error',
  'no-incompatible-property-type': 'error',
  'no-incompatible-type-binding': 'error',
  'no-invalid-attribute-name': 'error',
  'no-invalid-boolean-binding': 'error',
  // Its parser does not know container queries and other CSS of today.
  'no-invalid-css': 'off',
  'no-invalid-directive-binding': 'error',
  'no-invalid-tag-name': 'error',
  'no-legacy-attribute': 'error',
  // Looks beside customElements.define() only; the check of the exports map asks the compiler instead.
  'no-missing-element-type-definition': 'off',
  'no-noncallable-event-binding': 'error',
  'no-nullable-attribute-binding': 'error',
  'no-property-visibility-mismatch': 'error',
  'no-unclosed-tag': 'error',
  'no-unintended-mixed-binding': 'error',
  'no-unknown-attribute': 'error',
  'no-unknown-event': 'error',
  'no-unknown-property': 'error',
  'no-unknown-slot': 'error',
  // Classes do not define themselves, so a tag's definition is never imported by the module that uses it.
  'no-missing-import': 'off',
  'no-unknown-tag-name': 'error',
};

const folders = ['src/elements', 'stories'];
const files = folders.flatMap((folder) => walk(folder, (path) => path.endsWith('.ts') && !path.endsWith('.test.ts')));
if (files.length === 0) {
  console.log('No template yet.');
} else {
  const flags = Object.entries(rules).flatMap(([name, severity]) => [`--rules.${name}`, severity]);
  const { code } = await run(bin('lit-analyzer'), [...files, '--strict', '--maxWarnings', '0', ...flags]);
  process.exitCode = code;
}
