/** Runs the code of docs/guides/write-your-own-adapter.md: what the guide shows has to pass its own suite. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const guide = readFileSync(join(root, 'docs/guides/write-your-own-adapter.md'), 'utf8');
const blocks = [...guide.matchAll(/^```ts\n(.*?)^```$/gms)].map(([, code]) => code ?? '');

/** What the package's names stand for while it is not built. */
const sources: readonly (readonly [specifier: string, files: readonly string[]])[] = [
  ['tandem-coaching/core', ['src/core/index.ts']],
  ['tandem-coaching/storage/adapter', ['src/storage/adapter.ts']],
  ['tandem-coaching/testing', ['src/testing/index.ts']],
];

describe('the guide to a storage adapter', () => {
  const folder = mkdtempSync(join(tmpdir(), 'adapter-guide-'));
  after(() => rmSync(folder, { recursive: true, force: true }));

  it('shows an adapter that passes the suite, and how to run it', () => {
    assert.equal(blocks.length, 2);
    let [adapter, suite] = blocks as [string, string];
    for (const [index, [specifier, files]] of sources.entries()) {
      const stand = `./package-${index}.mjs`;
      const lines = files.map((file) => `export * from ${JSON.stringify(pathToFileURL(join(root, file)).href)};\n`);
      writeFileSync(join(folder, stand), lines.join(''));
      adapter = adapter.replaceAll(`'${specifier}'`, `'${stand}'`);
      suite = suite.replaceAll(`'${specifier}'`, `'${stand}'`);
    }
    writeFileSync(join(folder, 'package.json'), '{"type":"module"}');
    writeFileSync(join(folder, 'json-files.ts'), adapter);
    writeFileSync(join(folder, 'json-files.test.ts'), suite);

    // A run of its own: a test runner inside a test runner reports to the outer one.
    const env: NodeJS.ProcessEnv = { ...process.env, TMPDIR: folder };
    delete env['NODE_TEST_CONTEXT'];
    const tsx = import.meta.resolve('tsx');
    const args = ['--import', tsx, '--test', '--test-reporter=tap', join(folder, 'json-files.test.ts')];
    const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd: root, env, encoding: 'utf8' });
    assert.equal(status, 0, `${stdout}\n${stderr}`);
    const passed = Number(/^# pass (\d+)$/m.exec(stdout)?.[1]);
    assert.ok(passed > 50, `only ${passed} cases ran`);
    assert.match(stdout, /^# fail 0$/m);
  });

  it('is short', () => {
    const code = (blocks[0] ?? '').split('\n').filter((line) => !/^\s*(\/\*|\*|\/\/|import\b|$)/.test(line));
    assert.ok(code.length <= 70, `${code.length} lines`);
  });
});
