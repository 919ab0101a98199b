import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { CHROMIUM_ARGS, findChromium } from './lib/find-chromium.mjs';
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
/** Most stories that share a page. */
const ROW = 8;
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
const chosen = Object.values(entries).filter(
  ({ id }) => wanted.length === 0 || wanted.some((part) => id.includes(part)),
);
const total = chosen.length;

/**
 * What is opened in one page after another, as somebody does who clicks through Storybook: stories of the same file,
 * which share its imports anyway. To load Storybook takes longer than to look at a story. Each page of documentation
 * gets a page of its own. The longest rows come first, so that nobody waits for the last one.
 */
const rows = new Map();
for (const entry of chosen) {
  const key = entry.type === 'docs' ? entry.id : entry.importPath;
  rows.set(key, [...(rows.get(key) ?? []), entry]);
}
const queue = [...rows.values()].flatMap(halves).sort((left, right) => right.length - left.length);

function halves(row) {
  if (row.length <= ROW) return [row];
  const middle = Math.ceil(row.length / 2);
  return [...halves(row.slice(0, middle)), ...halves(row.slice(middle))];
}

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const { executablePath, description } = await findChromium();
const server = await serveFolder(folder);
const browser = await chromium.launch({ executablePath, args: CHROMIUM_ARGS });
console.log(`Opening ${total} stories and pages of Storybook in ${description}.`);
const started = performance.now();

/** Waits until Storybook is done with the story, or the page of documentation; resolves with its last phase. */
const settled = (page, id) =>
  page.waitForFunction(
    (wantedId) => {
      const preview = globalThis.__STORYBOOK_PREVIEW__;
      if (preview?.currentSelection?.storyId !== wantedId) return false;
      const phase = preview.currentRender?.id === wantedId ? preview.currentRender.phase : undefined;
      if (document.body.classList.contains('sb-show-errordisplay')) return 'errored';
      if (document.body.classList.contains('sb-show-nopreview')) return 'no preview';
      if (['finished', 'errored', 'aborted'].includes(phase)) return phase;
      const docs = document.querySelector('#storybook-docs');
      const shown = document.body.classList.contains('sb-show-main') && docs?.childElementCount > 0 && !docs.hidden;
      return shown && preview.currentSelection.viewMode === 'docs' ? 'finished' : false;
    },
    id,
    { timeout: TIMEOUT },
  );

/** Runs inside the page: waits until every element has drawn itself, and the browser has drawn that. */
async function drawn() {
  const roots = [document];
  for (const scope of roots) {
    for (const element of scope.querySelectorAll('*')) {
      await element.updateComplete;
      if (element.shadowRoot) roots.push(element.shadowRoot);
    }
  }
  for (let frame = 0; frame < 2; frame += 1) await new Promise((resolve) => requestAnimationFrame(resolve));
}

/** Runs inside the page: waits until every story inside a page of documentation shows something, or said why not. */
function storiesInDocs() {
  const places = [...document.querySelectorAll('#storybook-docs [id^="story--"]')];
  return places.every((place) => place.childElementCount > 0 && place.querySelector('.sb-loader') === null);
}

/** Runs inside the page: what is wrong with the story, or the page of documentation, as it stands. */
function inspect(selector) {
  const found = [];
  // Storybook puts an element of its own around what a story renders.
  const story = document.querySelector(`${selector} > #root-inner`) ?? document.querySelector(selector);
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
  // The new colours have to be there, and whatever moves has to arrive; what turns for ever is audited as it turns.
  await new Promise((resolve) => requestAnimationFrame(resolve));
  const ends = document
    .getAnimations()
    .filter(({ effect }) => Number.isFinite(effect?.getComputedTiming().endTime))
    .map(({ finished }) => finished.catch(() => undefined));
  await Promise.all(ends);
  const { violations } = await globalThis.axe.run('#storybook-root', {
    runOnly: { type: 'tag', values: tags },
    rules,
    resultTypes: ['violations'],
  });
  return violations.map(
    ({ id, nodes }) => `axe, ${theme}: ${id} at ${nodes.map(({ target }) => target.flat().join(' ')).join(', ')}`,
  );
}

/** A fresh page; what it complains about goes to whatever `problems` is set to at the time. */
async function openTab() {
  const tab = { problems: [] };
  tab.context = await browser.newContext({ reducedMotion: 'reduce', viewport: { width: 1024, height: 768 } });
  const page = await tab.context.newPage();
  page.setDefaultTimeout(TIMEOUT);
  await page.route(
    (url) => url.origin !== server.origin && !['data:', 'blob:', 'about:'].includes(url.protocol),
    (route) => {
      tab.problems.push(`asked another server: ${route.request().url()}`);
      return route.abort();
    },
  );
  page.on('pageerror', (error) => tab.problems.push(`error in the page: ${error.message}`));
  page.on('console', (message) => {
    if (message.type() === 'error') tab.problems.push(`console: ${message.text()}`);
  });
  page.on('response', (response) => {
    if (response.status() >= 400) tab.problems.push(`${response.status()} for ${response.url()}`);
  });
  return Object.assign(tab, { page });
}

/** Goes to a story: from another one as the sidebar does, else by its address. Storybook's own audit is left out. */
async function goTo(page, { id, type }) {
  const viewMode = type === 'docs' ? 'docs' : 'story';
  if (page.url().startsWith(server.origin)) {
    await page.evaluate((selection) => globalThis.__STORYBOOK_ADDONS_CHANNEL__.emit('setCurrentStory', selection), {
      storyId: id,
      viewMode,
    });
  } else await page.goto(`${server.origin}/iframe.html?id=${id}&viewMode=${viewMode}&globals=a11y.manual:!true`);
  return (await settled(page, id)).jsonValue();
}

async function visit({ page, problems }, entry) {
  try {
    const phase = await goTo(page, entry);
    if (phase !== 'finished') {
      const shown = await page
        .locator('.sb-errordisplay #error-message')
        .textContent({ timeout: 1000 })
        .catch(() => '');
      problems.push(`did not render (${phase}) ${shown ?? ''}`.trim());
    } else if (entry.type === 'docs') {
      await page.waitForFunction(storiesInDocs, undefined, { timeout: TIMEOUT });
      await page.evaluate(drawn);
      problems.push(...(await page.evaluate(inspect, '#storybook-docs')));
    } else {
      await page.evaluate(drawn);
      problems.push(...(await page.evaluate(inspect, '#storybook-root')));
      const a11y = await page.evaluate(
        () => globalThis.__STORYBOOK_PREVIEW__.currentRender?.story?.parameters?.a11y ?? {},
      );
      if (a11y.disable !== true && a11y.test !== 'off') {
        if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(axeSource);
        const rules = Object.fromEntries(
          (a11y.config?.rules ?? []).map((rule) => [rule.id, { enabled: rule.enabled !== false }]),
        );
        for (const theme of ['light', 'dark'])
          problems.push(...(await page.evaluate(audit, { theme, tags: AXE_TAGS, rules })));
      }
    }
  } catch (error) {
    problems.push(error.message.split('\n')[0]);
  }
}

const totals = { passed: 0, failed: 0 };
function report({ title, name, id }, problems) {
  totals[problems.length === 0 ? 'passed' : 'failed'] += 1;
  if (problems.length === 0) return;
  console.error(`\n${title} / ${name} (${id})`);
  for (const problem of new Set(problems)) console.error(`  ${problem}`);
}

async function work() {
  for (let row = queue.shift(); row !== undefined; row = queue.shift()) {
    let tab;
    for (const [index, entry] of row.entries()) {
      tab ??= await openTab();
      tab.problems = [];
      await visit(tab, entry);
      // After a problem, and at the end, the page goes; what it still has to complain about belongs to its last story.
      if (tab.problems.length > 0 || index === row.length - 1) {
        await tab.context.close();
        report(entry, tab.problems);
        tab = undefined;
      } else report(entry, tab.problems);
    }
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
