/**
 * Measures what Tandem promises to be fast at, each beside something well known in the same run.
 * `npm run bench`; nothing here is a test, and nothing depends on the outcome. With `--write`, it becomes
 * docs/benchmarks.md. `--only fi` measures what these letters stand for and nothing else.
 */
import { cpus, loadavg, totalmem, type } from 'node:os';
import { markdown, write } from '../scripts/lib/generated.mjs';
import { longPartnership, play } from '../src/testing/index.js';
import { describeChromium, openingRows, timelineRows } from './browser-rows.js';
import { entryRow } from './entry-row.js';
import { listenersRow } from './listeners-row.js';
import type { Measured, Row } from './measure.js';
import { decideRow, decodeRow, foldRow, freshFoldRow, rebaseRow } from './node-rows.js';
import { appendRows } from './server-rows.js';
import { joinRow, keystrokeRow } from './sharing-rows.js';

const TARGET = 'docs/benchmarks.md';

const digits = (value: number): string => (value < 1 ? value.toFixed(3) : value.toFixed(1));
function figures({ lowest, median, p95, cpu }: Measured, unit: Row['unit']): string {
  const shown = [median, lowest, p95].map((time) => (unit ? `${(1000 / time).toFixed(0)} /s` : digits(time)));
  return [...shown, cpu === undefined ? '' : digits(cpu)].join(' | ');
}

function verdict({ ours, peers, target }: Row): string {
  if (target === undefined) return '';
  const peer = peers[0]?.measured.median ?? Number.NaN;
  const limit = target === 'peer' ? peer : target === 'half' ? peer * 2 : target;
  const wanted = { peer: 'faster than the first beside it', half: 'at least half of the first beside it' };
  const goal = typeof target === 'string' ? wanted[target] : `< ${target} ms`;
  return `${ours.median < limit ? 'met' : ours.lowest < limit ? 'met at best' : 'missed'}: ${goal}`;
}

const lines: string[] = [];
function show(row: Row): void {
  const shown = [
    `| **${row.what}** | ${figures(row.ours, row.unit)} | ${verdict(row)} |`,
    ...row.peers.map(({ what, measured }) => `| beside it: ${what} | ${figures(measured, row.unit)} | |`),
    ...(row.note ? [`| _${row.note}_ | | | | | |`] : []),
  ];
  console.log(shown.join('\n'));
  lines.push(...shown);
}

const busy = (): string => (loadavg()[0] ?? 0).toFixed(1);
const processors = cpus();
const machine =
  `${processors.length} x ${processors[0]?.model.trim() ?? 'unknown processor'}, ` +
  `${Math.round(totalmem() / 2 ** 30)} GiB, ${type()}; Node ${process.version}`;
const begin = busy();
const head =
  '| what | median | lowest | 95th percentile | processor | target |\n| --- | ---: | ---: | ---: | ---: | --- |';
console.log(`${machine}. Milliseconds.\n\n${head}`);

const commands = longPartnership({ facts: 10_000 });
const { facts } = play(commands);
const measurements: Readonly<Record<string, () => Promise<readonly Row[]>>> = {
  a: async () => [decideRow()],
  b: async () => [await foldRow(facts), await freshFoldRow(facts), await decodeRow(commands)],
  c: openingRows,
  d: async () => [await rebaseRow()],
  e: timelineRows,
  f: appendRows,
  g: async () => [await keystrokeRow(), await entryRow()],
  h: async () => [await listenersRow()],
  i: async () => [await joinRow()],
};
const only = process.argv[process.argv.indexOf('--only') + 1] ?? '';
const isWanted = (letter: string): boolean => !process.argv.includes('--only') || only.includes(letter);
for (const [letter, measure] of Object.entries(measurements))
  if (isWanted(letter)) for (const row of await measure()) show(row);
const chromium = await describeChromium();

const said = `Measured on ${machine}; ${chromium.replace(/ \(.*/u, '')}. Of ${processors.length} processors, ${begin} were busy on average when it began and ${busy()} when it ended.`;
console.log(`\n${said}`);
if (process.argv.includes('--write')) {
  const text = `# Benchmarks

Written by \`npm run bench -- --write\`; \`npm run bench\` measures without writing.

${said}

Times are in milliseconds. What stands beside a measurement took turns with it in the same run, on the same content: it says what the machine was worth at that moment. Where other work kept the machine busy, the lowest time and the median of the processor time (of all threads, garbage collection included) say more than the median; a target is met by the median, and "met at best" means by the lowest only. Where a line counts how many there are in a second (/s), the lowest time is the highest count.

${head}
${lines.join('\n')}

The partnership is the long one of \`tandem-coaching/testing\`: rounds of two people who write goals, plans, check-ins and reflections as people do. For a single command there is no yardstick that asks rules as well; Yjs stands for what recording the same facts costs at least.
`;
  write(TARGET, await markdown(text));
  console.log(`Wrote ${TARGET}.`);
}
