import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { access, chmod, constants, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { root } from './files.mjs';

const exec = promisify(execFile);

/** Flags for every Chromium that tests start: quiet, no traffic of its own, and usable inside a container. */
export const CHROMIUM_ARGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-dev-shm-usage',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

const isExecutable = (path) =>
  access(path, constants.X_OK).then(
    () => true,
    () => false,
  );

function installedCandidates() {
  if (process.platform === 'darwin') {
    return ['/Applications', join(homedir(), 'Applications')].flatMap((folder) => [
      `${folder}/Google Chrome.app/Contents/MacOS/Google Chrome`,
      `${folder}/Chromium.app/Contents/MacOS/Chromium`,
      `${folder}/Microsoft Edge.app/Contents/MacOS/Microsoft Edge`,
    ]);
  }
  if (process.platform === 'win32') {
    const folders = [process.env.PROGRAMFILES, process.env['PROGRAMFILES(X86)'], process.env.LOCALAPPDATA];
    return folders
      .filter(Boolean)
      .flatMap((folder) => [
        join(folder, 'Google', 'Chrome', 'Application', 'chrome.exe'),
        join(folder, 'Chromium', 'Application', 'chrome.exe'),
        join(folder, 'Microsoft', 'Edge', 'Application', 'msedge.exe'),
      ]);
  }
  const names = ['google-chrome-stable', 'google-chrome', 'chromium', 'chromium-browser', 'chrome'];
  const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/bin', '/usr/local/bin', '/snap/bin'];
  return names.flatMap((name) => folders.filter(Boolean).map((folder) => join(folder, name)));
}

async function versionOf(path) {
  if (process.platform === 'win32') return undefined;
  try {
    const { stdout } = await exec(path, ['--version', '--no-sandbox'], { timeout: 30_000 });
    return stdout.trim().replace(/\s+/g, ' ');
  } catch {
    return undefined;
  }
}

/**
 * Unpacks the headless Chromium of `@sparticuz/chromium` into node_modules/.cache, once. A wrapper script adds the
 * libraries and fonts that come with it where the machine has none.
 */
async function shippedChromium() {
  if (process.platform !== 'linux' || process.arch !== 'x64') return undefined;
  const require = createRequire(import.meta.url);
  let entry;
  try {
    entry = require.resolve('@sparticuz/chromium');
  } catch {
    return undefined;
  }
  const { version } = JSON.parse(await readFile(join(entry, '../../../package.json'), 'utf8'));
  const home = join(root, 'node_modules', '.cache', `chromium-${version}`);
  const wrapper = join(home, 'chromium-with-libraries');
  if (await isExecutable(wrapper)) return { path: wrapper, version };

  console.log(`Unpacking the headless Chromium ${version} that came with the packages …`);
  const draft = `${home}-${randomUUID()}`;
  await mkdir(draft, { recursive: true });
  const unpack = `import chromium from '@sparticuz/chromium'; await chromium.executablePath();`;
  await exec(process.execPath, ['--input-type=module', '--eval', unpack], {
    cwd: root,
    // The package unpacks into TMPDIR, and its libraries only where it believes to run in this runtime.
    env: { ...process.env, TMPDIR: draft, AWS_LAMBDA_JS_RUNTIME: 'nodejs22.x' },
  });
  const script = `#!/bin/sh
here=$(dirname "$0")
if [ ! -e /etc/fonts/fonts.conf ]; then export FONTCONFIG_PATH="\${FONTCONFIG_PATH:-$here/fonts}"; fi
export LD_LIBRARY_PATH="\${LD_LIBRARY_PATH:+$LD_LIBRARY_PATH:}/usr/lib/x86_64-linux-gnu:/usr/lib64:$here/al2023/lib"
exec "$here/chromium" "$@"
`;
  await writeFile(join(draft, 'chromium-with-libraries'), script);
  await chmod(join(draft, 'chromium-with-libraries'), 0o755);
  try {
    await rename(draft, home);
  } catch (error) {
    await rm(draft, { recursive: true, force: true });
    if (!(await isExecutable(wrapper))) throw error;
  }
  return { path: wrapper, version };
}

/**
 * Finds the Chromium that tests use: `CHROME_PATH`, else an installed Chrome or Chromium, else the one inside
 * `@sparticuz/chromium`. Rejects with instructions where there is none.
 *
 * @returns {Promise<{ executablePath: string, headless: true | 'shell', description: string }>}
 */
export async function findChromium() {
  const fromEnv = process.env.CHROME_PATH;
  if (fromEnv) {
    if (!(await isExecutable(fromEnv))) throw new Error(`CHROME_PATH is '${fromEnv}', but no program is there.`);
    return describe(fromEnv, 'from CHROME_PATH');
  }
  for (const path of installedCandidates()) {
    if (await isExecutable(path)) {
      const found = await describe(path, 'installed');
      if (found.works) return found;
      console.warn(`Passed over ${path}: it does not answer to --version.`);
    }
  }
  const shipped = await shippedChromium();
  if (shipped !== undefined) {
    const found = await describe(shipped.path, 'from the package @sparticuz/chromium', 'shell');
    if (found.works) return found;
    throw new Error(
      'No Chrome or Chromium is installed, and the one that came with the packages does not start here ' +
        '(libnss3 is a usual missing piece). Install Chrome or Chromium, or set CHROME_PATH.',
    );
  }
  throw new Error('No Chrome or Chromium found. Install one, or set CHROME_PATH to its program.');
}

async function describe(executablePath, source, headless) {
  const version = await versionOf(executablePath);
  const shell = headless ?? (/headless[-_]shell/.test(executablePath) ? 'shell' : true);
  return {
    executablePath,
    headless: shell,
    works: process.platform === 'win32' || version !== undefined,
    description: `${version ?? 'Chromium'} (${source}: ${executablePath})`,
  };
}
