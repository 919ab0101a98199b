import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { CHROMIUM_ARGS, findChromium } from './find-chromium.mjs';
import { root } from './lib/files.mjs';
import { seconds } from './lib/run.mjs';
import { serveFolder } from './lib/static-server.mjs';
import { line } from './lib/totals.mjs';

/**
 * Opens every story and every page of the built Storybook in Chromium. A story passes when it rendered, its play
 * function ended well, every element in it is defined, the console stayed free of errors, nothing was asked from
 * another server, and axe finds nothing in the light and in the dark theme.
 */
const PAGES = 3;
const TIMEOUT = 60_000;
const AXE_TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

const folder = join(root, 'storybook-static');
if (!existsSync(join(folder, 'index.json'))) {
  console.error('There is no built Storybook: run `npm run build-storybook` first.');
  console.log(line({ passed: 0, failed: 1 }));
  process.exit(1);
}

const { entries } = JSON.parse(readFileSync(join(folder, 'index.json'), 'utf8'));
const wanted = process.argv.slice(2);
const queue = Object.values(entries).filter(
  ({ id }) => wanted.length === 0 || wanted.some((part) => id.includes(part)),
);
const total = queue.length;

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const { executablePath, description } = await findChromium();
const server = await serveFolder(folder);
const browser = await chromium.launch({ executablePath, args: CHROMIUM_ARGS });
console.log(`Opening ${total} stories and pages of Storybook in ${description}.`);
const started = performance.now();

/** Waits until Storybook is done with the story; resolves with its last phase. */
const settled = (page) =>
  page.waitForFunction(
    () => {
      const preview = globalThis.__STORYBOOK_PREVIEW__;
      const phase = preview?.currentRender?.phase;
      if (document.body.classList.contains('sb-show-errordisplay')) return 'errored';
      if (document.body.classList.contains('sb-show-nopreview')) return 'no preview';
      if (['completed', 'finished', 'errored', 'aborted'].includes(phase)) return phase;
      const docs = document.querySelector('#storybook-docs');
      const shown = document.body.classList.contains('sb-show-main') && docs?.childElementCount > 0 && !docs.hidden;
      return shown && preview?.currentSelection?.viewMode === 'docs' ? 'completed' : false;
    },
    undefined,
    { timeout: TIMEOUT },
  );

/** Runs inside the page: waits until every story inside a page of documentation shows something, or said why not. */
function storiesInDocs() {
  const places = [...document.querySelectorAll('#storybook-docs [id^="story--"]')];
  return places.every((place) => place.childElementCount > 0 && place.querySelector('.sb-loader') === null);
}

/** Runs inside the page: what is wrong with the story, or the page of documentation, as it stands. */
function inspect(selector) {
  const found = [];
  const story = document.querySelector(selector);
  if (story === null || story.childElementCount === 0) found.push('nothing was rendered');
  const roots = [document];
  for (const scope of roots) {
    for (const element of scope.querySelectorAll('*')) {
      if (element.shadowRoot) roots.push(element.shadowRoot);
      if (element.localName.startsWith('tandem-') && !customElements.get(element.localName)) {
        found.push(`<${element.localName}> is not defined`);
      }
    }
  }
  return [...new Set(found)];
}

/** Runs inside the page: axe on the story, in the theme given. */
async function audit({ theme, tags, rules }) {
  document.documentElement.dataset.theme = theme;
  const settle = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
  await settle(50);
  const ends = document.getAnimations().map((animation) => animation.finished.catch(() => undefined));
  await Promise.race([Promise.all(ends), settle(1500)]);
  const { violations } = await globalThis.axe.run('#storybook-root', {
    runOnly: { type: 'tag', values: tags },
    rules,
    resultTypes: ['violations'],
  });
  return violations.map(
    ({ id, nodes }) => `axe, ${theme}: ${id} at ${nodes.map(({ target }) => target.flat().join(' ')).join(', ')}`,
  );
}

async function visit({ id, type }) {
  const problems = [];
  const context = await browser.newContext({ reducedMotion: 'reduce', viewport: { width: 1024, height: 768 } });
  try {
    const page = await context.newPage();
    page.setDefaultTimeout(TIMEOUT);
    await page.route(
      (url) => url.origin !== server.origin && !['data:', 'blob:', 'about:'].includes(url.protocol),
      (route) => {
        problems.push(`asked another server: ${route.request().url()}`);
        return route.abort();
      },
    );
    page.on('pageerror', (error) => problems.push(`error in the page: ${error.message}`));
    page.on('console', (message) => {
      if (message.type() === 'error') problems.push(`console: ${message.text()}`);
    });
    page.on('response', (response) => {
      if (response.status() >= 400) problems.push(`${response.status()} for ${response.url()}`);
    });
    await page.goto(`${server.origin}/iframe.html?id=${id}&viewMode=${type === 'docs' ? 'docs' : 'story'}`);
    const phase = await (await settled(page)).jsonValue();
    if (!['completed', 'finished'].includes(phase)) {
      const shown = await page
        .locator('.sb-errordisplay #error-message')
        .textContent({ timeout: 1000 })
        .catch(() => '');
      problems.push(`did not render (${phase}) ${shown ?? ''}`.trim());
    } else if (type === 'docs') {
      await page.waitForFunction(storiesInDocs, undefined, { timeout: TIMEOUT });
      await page.waitForTimeout(300);
      problems.push(...(await page.evaluate(inspect, '#storybook-docs')));
    } else {
      problems.push(...(await page.evaluate(inspect, '#storybook-root')));
      const a11y = await page.evaluate(
        () => globalThis.__STORYBOOK_PREVIEW__.currentRender?.story?.parameters?.a11y ?? {},
      );
      if (a11y.disable !== true && a11y.test !== 'off') {
        await page.evaluate(axeSource);
        const rules = Object.fromEntries(
          (a11y.config?.rules ?? []).map((rule) => [rule.id, { enabled: rule.enabled !== false }]),
        );
        for (const theme of ['light', 'dark'])
          problems.push(...(await page.evaluate(audit, { theme, tags: AXE_TAGS, rules })));
      }
    }
  } catch (error) {
    problems.push(error.message.split('\n')[0]);
  } finally {
    await context.close();
  }
  return problems;
}

const totals = { passed: 0, failed: 0 };
async function work() {
  for (let entry = queue.shift(); entry !== undefined; entry = queue.shift()) {
    const problems = await visit(entry);
    totals[problems.length === 0 ? 'passed' : 'failed'] += 1;
    if (problems.length === 0) continue;
    console.error(`\n${entry.title} / ${entry.name} (${entry.id})`);
    for (const problem of new Set(problems)) console.error(`  ${problem}`);
  }
}

try {
  await Promise.all(Array.from({ length: PAGES }, work));
} finally {
  await browser.close();
  await server.close();
}
if (total === 0) {
  console.error('There is not one story.');
  totals.failed = 1;
}
console.log(`\nStorybook was opened in ${seconds(started)}.`);
console.log(line(totals));
process.exitCode = totals.failed > 0 ? 1 : 0;
