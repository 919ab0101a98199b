import { readFile, readdir } from 'node:fs/promises';
import { createServer } from 'node:http';
import { basename, extname, join } from 'node:path';
import { build } from 'esbuild';
import { asShippedInEsbuild } from './as-shipped.mjs';
import { root } from './files.mjs';

const folder = join(root, 'demo');
const TYPES = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.map': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
};

/** As strict as an intranet can be: nothing inline, nothing from elsewhere, and Trusted Types. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "font-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  'trusted-types lit-html',
].join('; ');

const HEADERS = {
  'content-security-policy': POLICY,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cache-control': 'no-store',
};

/** A page with what all pages share in it: `<!-- parts/header.html -->` stands for that file. It marks its own link. */
async function readPage(name) {
  let page = await readFile(join(folder, name), 'utf8');
  for (const [place, part] of page.matchAll(/<!-- (parts\/\S+) -->/gu))
    page = page.replaceAll(place, (await readFile(join(folder, part), 'utf8')).trimEnd());
  return page.replace(`<a href="${name}">`, `<a href="${name}" aria-current="page">`);
}

/** Builds the demo in memory: every script of its pages, and the pages. Answers with contents by path. */
export async function buildDemo() {
  const entries = ['early', 'home', 'coaching', 'side-by-side', 'shared'];
  const { outputFiles } = await build({
    entryPoints: entries.map((name) => join(folder, `${name}.ts`)),
    outdir: folder,
    bundle: true,
    splitting: true,
    format: 'esm',
    target: 'es2022',
    minify: true,
    sourcemap: true,
    tsconfig: join(root, 'tsconfig.json'),
    // As it is shipped, so that the end-to-end tests see what a page gets.
    plugins: [asShippedInEsbuild],
    legalComments: 'none',
    logLevel: 'warning',
    write: false,
  });
  const contents = new Map(outputFiles.map(({ path, contents }) => [`/${basename(path)}`, contents]));
  for (const name of await readdir(folder)) {
    if (['.css', '.svg'].includes(extname(name))) contents.set(`/${name}`, await readFile(join(folder, name)));
    if (extname(name) === '.html') contents.set(`/${name}`, await readPage(name));
  }
  contents.set('/', contents.get('/index.html'));
  return contents;
}

/** Where the sync server is on the demo's own address, so that no page needs to be let in from elsewhere. */
const SYNC = '/sync';

/**
 * Opens the sync server that comes with the demo.
 *
 * @param database `postgres://…`, a folder, or `memory`
 * @returns a listener for its requests, and a way to end it.
 */
export async function openSync(database) {
  const { tsImport } = await import('tsx/esm/api');
  const { createSyncHandler, sqlLog } = await tsImport('../../src/server/index.ts', import.meta.url);
  const { nodeListener, openDatabase } = await tsImport('../../src/server/node.ts', import.meta.url);
  const log = await sqlLog(await openDatabase(database));
  const handler = createSyncHandler({ log, basePath: SYNC });
  return {
    listener: nodeListener(handler),
    close: async () => {
      handler.close();
      await log.close();
    },
  };
}

/**
 * Serves a built demo on this machine, with a sync server where one is given. A busy port is passed over for the next
 * free one; 0 takes any.
 *
 * @returns its address, and a way to end it.
 */
export async function serveDemo(contents, port = 0, sync = undefined) {
  const server = createServer((request, response) => {
    const { url, method } = request;
    const { pathname } = new URL(url ?? '/', 'http://localhost');
    if (sync && pathname.startsWith(`${SYNC}/`)) {
      void sync.listener(request, response);
      return;
    }
    const content = contents.get(pathname);
    if (content === undefined || (method !== 'GET' && method !== 'HEAD')) {
      response.writeHead(content ? 405 : 404, { ...HEADERS, 'content-type': 'text/plain; charset=utf-8' });
      response.end(content ? 'Only to be read.' : 'There is no such page.');
      return;
    }
    response.writeHead(200, { ...HEADERS, 'content-type': TYPES[extname(pathname) || '.html'] });
    response.end(method === 'HEAD' ? undefined : content);
  });
  const listen = (wanted) =>
    new Promise((resolve, reject) => {
      server.once('error', reject);
      server.listen(wanted, '127.0.0.1', () => {
        server.off('error', reject);
        resolve();
      });
    });
  for (let wanted = port, tries = 0; ; tries += 1) {
    try {
      await listen(wanted);
      break;
    } catch (error) {
      if (error.code !== 'EADDRINUSE' && error.code !== 'EACCES') throw error;
      wanted = tries < 20 ? wanted + 1 : 0;
    }
  }
  return {
    origin: `http://127.0.0.1:${server.address().port}`,
    port: server.address().port,
    close: async () => {
      // Nobody asks a server whose database is closing.
      const closed = new Promise((done) => server.close(done));
      server.closeAllConnections();
      await closed;
      await sync?.close();
    },
  };
}
