import { spawn } from 'node:child_process';
import { parseArgs } from 'node:util';
import { buildDemo, serveDemo } from './lib/demo.mjs';
import { seconds } from './lib/run.mjs';

const usage = `Usage: npm start -- [--port 4173] [--no-open]

  --port      where to serve; a busy port is passed over for the next free one (default: PORT, else 4173)
  --no-open   does not open the browser`;

function readOptions() {
  try {
    const { values } = parseArgs({
      options: {
        port: { type: 'string', default: process.env.PORT || '4173' },
        'no-open': { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    });
    const port = Number(values.port);
    if (!Number.isInteger(port) || port < 0 || port > 65_535) throw new Error(`--port ${values.port} is no port`);
    return { ...values, port };
  } catch (error) {
    console.error(`Not understood: ${error.message}\n\n${usage}`);
    process.exit(2);
  }
}

/** Opens the browser of whoever sits in front of it; that there is none is no failure. */
function open(address) {
  const isDesktop = process.platform !== 'linux' || process.env.DISPLAY || process.env.WAYLAND_DISPLAY;
  if (!process.stdout.isTTY || process.env.CI || !isDesktop) return;
  const [command, ...args] =
    process.platform === 'darwin'
      ? ['open']
      : process.platform === 'win32'
        ? ['cmd', '/c', 'start', '""']
        : ['xdg-open'];
  const child = spawn(command, [...args, address], { stdio: 'ignore', detached: true });
  child.on('error', () => console.log('No browser could be opened from here; open the address above yourself.'));
  child.unref();
}

const options = readOptions();
if (options.help) {
  console.log(usage);
  process.exit(0);
}

console.log('The demo of Tandem: the intranet of a made-up company, with the widgets in it.');
const begun = performance.now();
const contents = await buildDemo();
console.log(`Built in ${seconds(begun)}; nothing was written to disk.`);

const { origin, port } = await serveDemo(contents, options.port);
if (port !== options.port && options.port !== 0) console.log(`Port ${options.port} is busy, so it is on ${port}.`);
console.log(`
  ${origin}/                    the home page, with the next step in a narrow column
  ${origin}/coaching.html       the whole workspace
  ${origin}/side-by-side.html   both partners on one page, live

"Fill in sample data" at the top of each page puts a believable pair there, "Erase everything" takes it away again.
Everything is kept in your browser (IndexedDB), on this machine alone. Ctrl+C ends it.
`);
if (!options['no-open']) open(origin);
