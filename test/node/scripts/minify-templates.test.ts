import assert from 'node:assert/strict';
import { it } from 'node:test';
import { minifyTemplates } from '../../../scripts/lib/minify-templates.mjs';

const minified = async (template: string): Promise<string> => {
  const result = await minifyTemplates().transform(`const drawn = ${template};`, 'widget.ts');
  return result?.code.slice('const drawn = '.length, -1) ?? template;
};

it('minifying a template takes white space and nothing else: not the space that parts two words', async () => {
  assert.equal(await minified('html`  <p>\n    a\n  </p>\n`'), 'html` <p> a </p> `');
  assert.equal(await minified('html` <span>(${optional})</span>`'), 'html` <span>(${optional})</span>`');
  assert.equal(await minified('html`<b>${name}</b>\n  ${said}`'), 'html`<b>${name}</b> ${said}`');
});

it('nor the slash that ends a shape, nor an attribute that is empty or the default', async () => {
  for (const template of [
    'svg`<rect width="3"/><path d="M5 13"/>`',
    'html`<div data-home=""></div>`',
    'html`<button type="submit">${label}</button>`',
  ])
    assert.equal(await minified(template), template);
});
