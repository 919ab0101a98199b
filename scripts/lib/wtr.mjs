import { writeFileSync } from 'node:fs';
import { relative } from 'node:path';
import { defaultReporter } from '@web/test-runner';
import { a11ySnapshotPlugin } from '@web/test-runner-commands/plugins';
import { esbuildPlugin } from '@web/dev-server-esbuild';
import { root } from './files.mjs';
import { noTotals } from './totals.mjs';

/** A reporter that writes the real totals as JSON into the file named by TANDEM_TOTALS. */
function totalsReporter() {
  return {
    stop({ sessions }) {
      const target = process.env.TANDEM_TOTALS;
      if (!target) return;
      const totals = noTotals();
      for (const session of sessions) {
        const own = { passed: 0, failed: 0, skipped: 0 };
        const count = (suite) => {
          for (const test of suite.tests) own[test.skipped ? 'skipped' : test.passed ? 'passed' : 'failed'] += 1;
          suite.suites.forEach(count);
        };
        if (session.testResults) count(session.testResults);
        totals.passed += own.passed;
        totals.failed += own.failed;
        totals.skipped += own.skipped;
        const file = relative(root, session.testFile ?? session.group.testFilePath ?? 'unknown file');
        if (!session.passed && own.failed === 0) totals.problems.push(`${file} failed outside its tests.`);
        else if (own.passed + own.failed + own.skipped === 0) totals.problems.push(`${file} holds no test.`);
      }
      if (sessions.length === 0) totals.problems.push('Not one browser test ran.');
      writeFileSync(target, JSON.stringify(totals));
    },
  };
}

/** @hpke/core asks Node for WebCrypto where there is none. In a browser that import is never run, but has to lead somewhere. */
const withoutNode = {
  name: 'without-node',
  resolveImport: ({ source }) => (source === 'crypto' ? '/without-node.js' : undefined),
  serve: ({ path }) => (path === '/without-node.js' ? { body: 'export {};', type: 'js' } : undefined),
};

/** What the configurations for all browsers share. */
export function baseConfig({ plugins = [], ...rest }) {
  return {
    rootDir: root,
    files: ['src/**/*.test.ts', 'test/browser/**/*.test.ts'],
    nodeResolve: { exportConditions: ['development'] },
    concurrency: 2,
    browserStartTimeout: 60_000,
    testsStartTimeout: 60_000,
    testsFinishTimeout: 180_000,
    testFramework: { config: { timeout: 10_000 } },
    filterBrowserLogs: ({ args }) => !String(args[0]).startsWith('Lit is in dev mode'),
    testRunnerHtml: (testFramework) => `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>Tests</title>
  </head>
  <body>
    <script type="module" src="${testFramework}"></script>
  </body>
</html>`,
    plugins: [
      withoutNode,
      a11ySnapshotPlugin(),
      esbuildPlugin({ ts: true, tsconfig: 'tsconfig.json', target: 'es2022' }),
      ...plugins,
    ],
    reporters: [defaultReporter({ reportTestProgress: process.stdout.isTTY === true }), totalsReporter()],
    ...rest,
  };
}
