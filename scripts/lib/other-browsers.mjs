import { spawn } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { delimiter, join } from 'node:path';

const onPath = (names) =>
  names
    .flatMap((name) => (process.env.PATH ?? '').split(delimiter).map((folder) => join(folder, name)))
    .find((path) => existsSync(path));

/** The installed Firefox, or the one that FIREFOX_PATH names. */
export function findFirefox() {
  const path = process.env.FIREFOX_PATH ?? onPath(['firefox-esr', 'firefox']) ?? macFirefox();
  if (path === undefined) throw new Error('No Firefox found. Install one, or set FIREFOX_PATH to its program.');
  return path;
}

function macFirefox() {
  const path = '/Applications/Firefox.app/Contents/MacOS/firefox';
  return existsSync(path) ? path : undefined;
}

/** The small WebKitGTK browser that WebKitWebDriver drives. */
export function findMiniBrowser() {
  const found = ['/usr/lib', '/usr/libexec', '/usr/lib64']
    .filter((folder) => existsSync(folder))
    .flatMap((folder) => [folder, ...readdirSync(folder).map((name) => join(folder, name))])
    .flatMap((folder) =>
      ['webkit2gtk-4.1', 'webkitgtk-6.0', 'webkit2gtk-4.0'].map((name) => join(folder, name, 'MiniBrowser')),
    )
    .find((path) => existsSync(path));
  if (found === undefined) throw new Error('No WebKit found. Install the package webkit2gtk-driver.');
  return found;
}

/** A port that was free a moment ago. */
function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.on('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

const answers = (port) =>
  new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => {
      socket.destroy();
      resolve(true);
    });
    socket.on('error', () => resolve(false));
  });

/** Starts WebKitWebDriver on a free port; `stop` ends that one process. */
export async function startWebKitDriver() {
  const program = onPath(['WebKitWebDriver']);
  if (program === undefined) throw new Error('No WebKitWebDriver found. Install the package webkit2gtk-driver.');
  const port = await freePort();
  const driver = spawn(program, [`--port=${port}`, '--host=127.0.0.1'], { stdio: 'ignore' });
  const stop = () => {
    driver.kill();
  };
  process.on('exit', stop);
  for (let attempt = 0; attempt < 100; attempt += 1) {
    if (driver.exitCode !== null) throw new Error(`WebKitWebDriver ended at once with code ${driver.exitCode}.`);
    if (await answers(port)) return { port, stop };
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  stop();
  throw new Error('WebKitWebDriver did not answer within 10 seconds.');
}
