import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { entries } from './lib/entries.mjs';
import { bin, run } from './lib/run.mjs';

/** Are the types right, seen by every way of resolving them? Checks the packed tarball, each entry by its name. */
const names = entries().flatMap(({ name }) => (name.startsWith('./define/') ? [] : name));
const folder = mkdtempSync(join(tmpdir(), 'tandem-attw-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
const pack = await run('npm', ['pack', '--silent', '--pack-destination', folder], { capture: true });
if (pack.code !== 0) throw new Error(`npm pack failed: ${pack.output}`);
const tarball = join(folder, pack.output.trim().split('\n').at(-1));
const args = [tarball, '--profile', 'esm-only', '--no-definitely-typed', '--format', 'ascii', '--no-emoji'];
const { code, output } = await run(bin('attw'), [...args, '--entrypoints', ...names], { capture: true });
console.log(code === 0 ? `Types of ${names.length} entries are right.` : output);
process.exitCode = code;
