import { spawn } from 'node:child_process';
import { parseArgs } from 'node:util';
import { buildDemo, openSync, serveDemo } from './lib/demo.mjs';
import { seconds } from './lib/run.mjs';

const usage = `Usage: npm start -- [--port 4173] [--data demo-data] [--no-open]

  --port      where to serve; a busy port is passed over for the next free one (default: PORT, else 4173)
  --data      where the sync server keeps its logs: a folder, postgres://…, or memory
              (default: DATABASE_URL, else the folder demo-data)
  --no-open   does not open the browser`;

function readOptions() {
  try {
    const { values } = parseArgs({
      options: {
        port: { type: 'string', default: process.env.PORT || '4173' },
        data: { type: 'string', default: process.env.DATABASE_URL || 'demo-data' },
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

/** An address of a database has a password in it. */
const nameOf = (data) =>
  data.startsWith('postgres') ? 'PostgreSQL' : data === 'memory' ? 'memory' : `the folder ${data}`;

const options = readOptions();
if (options.help) {
  console.log(usage);
  process.exit(0);
}

console.log('The demo of Tandem: the intranet of a made-up company, with the widgets in it.');
const begun = performance.now();
const contents = await buildDemo();
console.log(`Built in ${seconds(begun)}; nothing was written to disk.`);

const sync = await openSync(options.data).catch((error) => {
  console.error(`The sync server cannot be opened: ${error.message}`);
  process.exit(1);
});
const demo = await serveDemo(contents, options.port, sync);
const { origin, port } = demo;
if (port !== options.port && options.port !== 0) console.log(`Port ${options.port} is busy, so it is on ${port}.`);
console.log(`
  ${origin}/                    the home page, with the next step in a narrow column
  ${origin}/coaching.html       the whole workspace
  ${origin}/side-by-side.html   both partners on one page, live
  ${origin}/shared.html         two people on two machines: start in one browser, open the invitation in another

"Fill in sample data" at the top of the first three puts a believable pair there, "Erase everything" takes it away again;
all of it is kept in your browser (IndexedDB), on this machine alone. What is shared goes, encrypted, through the sync
server at ${origin}/sync, which keeps it in ${nameOf(options.data)}. Ctrl+C ends it.
`);
for (const signal of ['SIGINT', 'SIGTERM']) {
  process.once(signal, () => {
    void demo.close().then(() => process.exit(0));
  });
}
if (!options['no-open']) open(origin);
