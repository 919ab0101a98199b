import assert from 'node:assert/strict';
import { it } from 'node:test';
import { transformSync } from 'esbuild';
import { plainProperties } from '../../../scripts/lib/plain-properties.mjs';

const options = { experimentalDecorators: true, useDefineForClassFields: false };
const compiled = (body: string, imports = `import { property, state } from 'lit/decorators.js';`): string =>
  transformSync(`${imports}\nclass Widget extends Base {\n${body}\n}`, {
    loader: 'ts',
    target: 'es2022',
    tsconfigRaw: { compilerOptions: options },
  }).code;

/** What is said to the base class, in order. */
const declaredBy = (code: string): string[] =>
  [...code.matchAll(/^Widget\.createProperty\(([^;]*)\);/gm)].map(([, said = '']) => said.replace(/\s+/g, ' ').trim());

it('a property is declared as its decorator would, on fields and on accessors', () => {
  const code = compiled(`
    @property() me = '';
    @property({ type: Boolean,
      reflect: true }) open = false;
    @state() private said = '';
    @property({ attribute: false })
    get store() { return 1; }
    set store(value) {}
  `);
  const plain = plainProperties(code);
  assert.ok(plain);
  assert.doesNotMatch(plain, /lit\/decorators|__decorateClass\(/);
  assert.deepEqual(declaredBy(plain), [
    '"me"',
    '"open", { type: Boolean, reflect: true }',
    '"said", { state: true, attribute: false }',
    '"store", { attribute: false }',
  ]);
});

it('every line stays where it is', () => {
  const code = compiled(`@property() me = '';\n@property({ type: Number }) seat = 1;\nmethod() { return 'Here.'; }`);
  const plain = plainProperties(code) ?? '';
  const lineOf = (text: string, part: string) => text.split('\n').findIndex((line) => line.includes(part));
  for (const part of ['Here.', 'type: Number']) assert.equal(lineOf(plain, part), lineOf(code, part), part);
  assert.equal(plain.split('\n').length, code.split('\n').length);
});

it('a module with another decorator, or with another use of these, is left alone', () => {
  for (const [body, imports] of [
    [`@property() me = ''; @query('p') first;`, `import { property, query } from 'lit/decorators.js';`],
    [`@state({ hasChanged: () => true }) me = '';`],
    [`@property() me = ''; static also = property;`],
    [`@own @property() me = '';`, `import { property } from 'lit/decorators.js'; import { own } from './own.js';`],
    [`@own() me = '';`, `import { own } from './own.js';`],
    [`me = '';`],
  ] as const)
    assert.equal(plainProperties(compiled(body, imports)), undefined, body);
});

it('what is called property or state but is a member, is no other use', () => {
  const plain = plainProperties(
    compiled(`@state() me = ''; method() { return { state: this.state(1) }; } state(x) {}`),
  );
  assert.ok(plain);
});
