/**
 * Measures what Tandem promises to be fast at, each beside something well known in the same run.
 * `npm run bench`; nothing here is a test, and nothing depends on the outcome.
 */
import { cpus } from 'node:os';
import { longPartnership, play } from '../src/testing/index.js';
import { browserRows } from './browser-rows.js';
import type { Measured, Row } from './measure.js';
import { decideRow, decodeRow, foldRow, rebaseRow } from './node-rows.js';

const ms = ({ median, p95 }: Measured): string => `${digits(median)} (${digits(p95)})`;
const digits = (value: number): string => (value < 1 ? value.toFixed(3) : value.toFixed(1));

function verdict({ ours, peer, target }: Row): string {
  if (target === undefined) return '';
  const limit = target === 'peer' ? (peer?.measured.median ?? Number.NaN) : target;
  return `${ours.median < limit ? 'met' : 'missed'} (< ${target === 'peer' ? 'peer' : `${target} ms`})`;
}

function show(row: Row): void {
  console.log(
    `| ${row.what} | ${ms(row.ours)} | ${row.peer ? `${ms(row.peer.measured)}, ${row.peer.what}` : ''} | ${verdict(row)} | ${row.note ?? ''} |`,
  );
}

console.log(
  `Node ${process.version}, ${cpus().length} x ${cpus()[0]?.model ?? 'unknown processor'}. Milliseconds: median (95th percentile).\n`,
);
console.log('| what | Tandem | beside it | target | note |\n| --- | --- | --- | --- | --- |');
const commands = longPartnership({ facts: 10_000 });
const { facts } = play(commands);
show(decideRow(facts));
show(foldRow(facts));
show(decodeRow(commands));
show(await rebaseRow());
for (const row of await browserRows()) show(row);
