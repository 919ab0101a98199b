import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { findChromium } from './lib/find-chromium.mjs';
import { browserTests, endToEndTests, nodeTests, root } from './lib/files.mjs';
import { findFirefox, findMiniBrowser } from './lib/other-browsers.mjs';
import { run, seconds } from './lib/run.mjs';
import { add, line, noTotals } from './lib/totals.mjs';

const usage = `Usage: npm test -- [--only node|browser|e2e] [--browser chromium|firefox|webkit] [file …]

  --only      runs one kind of tests
  --browser   where the browser tests run (default: chromium)
  file …      runs these test files only`;

function readOptions() {
  try {
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: {
        only: { type: 'string' },
        browser: { type: 'string', default: 'chromium' },
        help: { type: 'boolean' },
      },
    });
    if (values.only !== undefined && !['node', 'browser', 'e2e'].includes(values.only))
      throw new Error(`--only ${values.only}`);
    if (!['chromium', 'firefox', 'webkit'].includes(values.browser)) throw new Error(`--browser ${values.browser}`);
    const wanted = positionals.map((path) => path.replace(/^\.\//, ''));
    const known = [...nodeTests(), ...browserTests(), ...endToEndTests()];
    const stranger = wanted.find((path) => !known.includes(path));
    if (stranger !== undefined) throw new Error(`there is no test file ${stranger}`);
    return { ...values, wanted };
  } catch (error) {
    console.error(`Not understood: ${error.message}\n\n${usage}`);
    process.exit(2);
  }
}

const { only, browser, help, wanted } = readOptions();
if (help) {
  console.log(usage);
  process.exit(0);
}

const pick = (kind, files) =>
  only !== undefined && only !== kind
    ? []
    : wanted.length === 0
      ? files
      : files.filter((file) => wanted.includes(file));
const plan = {
  node: pick('node', nodeTests()),
  browser: pick('browser', browserTests()),
  e2e: pick('e2e', endToEndTests()),
};
const files = (count) => `${count} file${count === 1 ? '' : 's'}`;

const scratch = mkdtempSync(join(tmpdir(), 'tandem-test-'));
process.on('exit', () => rmSync(scratch, { recursive: true, force: true }));

/**
 * Runs one runner and reads the totals that it wrote; a crash counts as a failure of its own.
 *
 * @param attempts how often it may begin anew after it ended without a result: WebKitGTK loses its session once in a
 * while, whatever page it shows. A test that is not well is never run again.
 */
async function collect(kind, command, args, { env = {}, attempts = 1 } = {}) {
  const started = performance.now();
  const target = join(scratch, `${kind}.json`);
  console.log(`\n── ${kind} tests ──`);
  const { code } = await run(command, args(target), { env: { ...env, TANDEM_TOTALS: target }, minutes: 15 });
  let totals = noTotals();
  try {
    totals = JSON.parse(readFileSync(target, 'utf8'));
  } catch {
    if (attempts > 1) {
      console.log(`\nThe runner of the ${kind} tests ended without a result: once more, from the beginning.`);
      return collect(kind, command, args, { env, attempts: attempts - 1 });
    }
    totals.problems.push(`The runner of the ${kind} tests ended without a result.`);
  }
  if (code !== 0 && totals.failed === 0 && totals.problems.length === 0) {
    totals.problems.push(`The runner of the ${kind} tests ended with code ${code}.`);
  }
  if (totals.passed + totals.failed + totals.problems.length === 0) totals.problems.push(`No ${kind} test ran.`);
  totals.failed += totals.problems.length;
  return { ...totals, kind, time: seconds(started) };
}

const nodeRunner = (list, extra) => (target) => [
  '--import',
  'tsx',
  '--test',
  '--test-reporter=spec',
  '--test-reporter-destination=stdout',
  '--test-reporter=./scripts/lib/node-totals.mjs',
  `--test-reporter-destination=${target}`,
  ...extra,
  ...list,
];

function browserRunner(list) {
  const wtr = [
    join(root, 'node_modules', '@web', 'test-runner', 'dist', 'bin.js'),
    '--config',
    `web-test-runner.${browser}.config.mjs`,
    '--files',
    ...list,
  ];
  const needsDisplay = browser === 'webkit' && !process.env.DISPLAY && !process.env.WAYLAND_DISPLAY;
  return needsDisplay
    ? ['xvfb-run', ['-a', '--server-args=-screen 0 1280x1024x24', process.execPath, ...wtr]]
    : [process.execPath, wtr];
}

async function browserName() {
  if (browser === 'firefox') return `Firefox (${findFirefox()})`;
  if (browser === 'webkit') return `WebKit (${findMiniBrowser()})`;
  return (await findChromium()).description;
}

const needsBrowser = plan.browser.length > 0 || plan.e2e.length > 0;
console.log('Tests of Tandem: everything happens on this machine, no server and no network needed. To run:');
const told = {
  node: `in test/node, in Node ${process.version}`,
  browser: `in src and test/browser, in ${browser}`,
  e2e: 'in test/e2e, the demo in chromium',
};
for (const [kind, list] of Object.entries(plan)) {
  if (only === undefined || list.length > 0) console.log(`  ${kind.padEnd(8)} ${files(list.length)} ${told[kind]}`);
}

const results = [];
let usable = true;
if (needsBrowser) {
  try {
    const name = plan.browser.length > 0 ? await browserName() : (await findChromium()).description;
    console.log(`  found    ${name}`);
  } catch (error) {
    usable = false;
    console.error(`\n${error.message}`);
    results.push({ ...noTotals(), failed: 1, problems: [error.message], kind: 'browser', time: '0 s' });
  }
}

if (plan.node.length > 0) {
  results.push(await collect('node', process.execPath, nodeRunner(plan.node, ['--test-timeout=300000'])));
}
if (plan.browser.length > 0 && usable) {
  const [command, args] = browserRunner(plan.browser);
  results.push(await collect('browser', command, () => args, { attempts: browser === 'webkit' ? 2 : 1 }));
}
if (plan.e2e.length > 0 && usable) {
  const args = nodeRunner(plan.e2e, ['--test-concurrency=2', '--test-timeout=300000']);
  const { executablePath } = await findChromium();
  results.push(await collect('e2e', process.execPath, args, { env: { CHROME_PATH: executablePath } }));
}
if (results.length === 0)
  results.push({ ...noTotals(), failed: 1, problems: ['No test file found.'], kind: 'none', time: '0 s' });

console.log('\n── Summary ──');
for (const { kind, passed, failed, skipped, problems, time } of results) {
  console.log(`  ${kind.padEnd(8)} ${passed} ok, ${failed} not ok, ${skipped} skipped  (${time})`);
  for (const problem of problems) console.log(`           ${problem}`);
}
const sum = add(results);
console.log(`\n${line(sum)}`);
process.exitCode = sum.failed > 0 ? 1 : 0;
