/** Runs the examples of the README and the guides: what the docs show has to work as it stands. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = fileURLToPath(new URL('../../../', import.meta.url));
// Within node_modules, so that the examples find the libraries and nothing else finds the examples.
const folder = mkdtempSync(join(root, 'node_modules/.examples-'));
after(() => rmSync(folder, { recursive: true, force: true }));

/** The package's names stand for its sources while it is not built. */
const sources: Readonly<Record<string, string>> = {
  'tandem-coaching/core': 'src/core/index.ts',
  'tandem-coaching/encryption': 'src/encryption/index.ts',
  'tandem-coaching/server/node': 'src/server/node.ts',
  'tandem-coaching/sharing': 'src/sharing/index.ts',
  'tandem-coaching/storage/memory': 'src/storage/memory.ts',
  'tandem-coaching/testing': 'src/testing/index.ts',
};

/** What a comment behind `console.log` promises, e.g. `// goalSetting: now Ben is the coachee`. */
const promised = (code: string): string[] =>
  [...code.matchAll(/^\s*console\.log\(.*\); \/\/ (.+?)(?:: .*)?$/gmu)].map(([, text]) => text ?? '');

for (const page of ['README.md', 'docs/guides/headless.md', 'docs/guides/sharing.md']) {
  const text = readFileSync(join(root, page), 'utf8');
  const examples = [...text.matchAll(/^```js run\n(.*?)^```$/gmsu)].map(([, code]) => code ?? '');
  describe(page, () => {
    it('has examples', () => assert.ok(examples.length > 0));
    examples.forEach((code, index) => {
      it(`example ${index + 1} runs and prints what it says`, () => {
        const file = join(folder, `${page.replaceAll(/\W/gu, '-')}-${index}.mjs`);
        const local = Object.entries(sources).reduce(
          (now, [name, path]) => now.replaceAll(`'${name}'`, `'${pathToFileURL(join(root, path)).href}'`),
          code,
        );
        writeFileSync(file, local);
        const output = execFileSync(process.execPath, ['--import', 'tsx', file], { cwd: root, encoding: 'utf8' });
        const flat = output.replaceAll(/\s+/gu, ' ');
        for (const line of promised(code)) {
          // An object's comment has colons of its own: the part before the first one is enough.
          assert.ok(flat.includes(line.replaceAll(/\s+/gu, ' ')), `${line} is not in ${output}`);
        }
      });
    });
  });
}
