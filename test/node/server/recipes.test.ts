/** The recipes of the operators' guide, as they stand there: mounted, driven, and with a real signed token. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { createLocalJWKSet, exportJWK, generateKeyPair, SignJWT } from 'jose';
import type { Authorize } from '../../../src/server/index.js';
import { readEvents } from './support/events.js';
import { hashOf, newToken } from './support/remote.js';
import { openWorld, sharedLog } from './support/world.js';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const guide = readFileSync(join(root, 'docs/guides/run-the-server.md'), 'utf8');
// Within node_modules, so that the recipes find the libraries and nothing else finds the recipes.
const folder = mkdtempSync(join(root, 'node_modules/.recipes-'));
after(async () => {
  rmSync(folder, { recursive: true, force: true });
  await (await sharedLog()).close();
});

/** The package's names stand for its sources while it is not built. */
const sources: Readonly<Record<string, string>> = {
  'tandem-coaching/server/node': 'src/server/node.ts',
  'tandem-coaching/server': 'src/server/index.ts',
};

async function recipe(name: string): Promise<Record<string, unknown>> {
  const [, code] = new RegExp(`^\`\`\`js file=${name}\\n(.*?)^\`\`\`$`, 'ms').exec(guide) ?? [];
  assert.ok(code, `${name} is in the guide`);
  const local = Object.entries(sources).reduce(
    (text, [specifier, path]) => text.replaceAll(`'${specifier}'`, `'${pathToFileURL(join(root, path)).href}'`),
    code,
  );
  writeFileSync(join(folder, name), local);
  return (await import(pathToFileURL(join(folder, name)).href)) as Record<string, unknown>;
}

type Fetch = (path: string, init?: RequestInit) => Promise<Response>;

/** What a client does: creates, appends, reads, follows. */
async function assertServes(ask: Fetch): Promise<void> {
  const token = newToken();
  const headers = { 'tandem-token': token, 'content-type': 'application/json' };
  const post = (path: string, body: unknown) => ask(path, { method: 'POST', headers, body: JSON.stringify(body) });
  assert.equal((await post('/logs', { log: 'pair', access: { add: [{ hash: hashOf(token) }] } })).status, 201);
  const live = await post('/live', { logs: [{ log: 'pair', token }] });
  const events = readEvents(live);
  assert.deepEqual((await events.next()).value, { event: 'beat', data: {} });
  assert.deepEqual((await events.next()).value, { event: 'head', data: { log: 'pair', head: 0 } });
  assert.equal((await post('/logs/pair/entries', { expected: 0, entries: [{ id: 'e', body: 'ä' }] })).status, 200);
  assert.deepEqual((await events.next()).value, { event: 'head', data: { log: 'pair', head: 1 } });
  await events.return();
  const page = (await (await ask('/logs/pair/entries?after=0', { headers })).json()) as unknown;
  assert.deepEqual(page, { entries: [{ id: 'e', version: 1, body: 'ä' }], head: 1 });
  assert.equal((await ask('/logs/pair', { method: 'DELETE', headers })).status, 204);
  assert.equal((await ask('/nothing')).status, 404);
}

async function listen(server: Server): Promise<string> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

void describe('the recipes of the guide', () => {
  it('node:http', async () => {
    const { server, close } = (await recipe('node.mjs')) as { server: Server; close: () => Promise<void> };
    const origin = await listen(server);
    await assertServes((path, init) => fetch(`${origin}/sync${path}`, init));
    assert.equal(await (await fetch(origin)).text(), 'the intranet');
    await close();
  });

  it('Hono', async () => {
    const { app, close } = (await recipe('hono.mjs')) as {
      app: { request: (path: string, init?: RequestInit) => Response | Promise<Response> };
      close: () => Promise<void>;
    };
    await assertServes(async (path, init) => app.request(`/sync${path}`, init));
    assert.equal(await (await app.request('/')).text(), 'the intranet');
    await close();
  });

  it('Express', async () => {
    const { app, close } = (await recipe('express.mjs')) as { app: RequestListener; close: () => Promise<void> };
    const server = createServer(app);
    const origin = await listen(server);
    await assertServes((path, init) => fetch(`${origin}/sync${path}`, init));
    assert.equal(await (await fetch(origin)).text(), 'the intranet');
    await close();
    server.close();
  });

  it('Next.js', async () => {
    const routes = (await recipe('route.mjs')) as Record<string, (request: Request) => Promise<Response>>;
    await assertServes(async (path, init) => {
      const request = new Request(`http://intranet/sync${path}`, init);
      const route = routes[request.method];
      assert.ok(route, `${request.method} is routed`);
      return route(request);
    });
  });

  it('a sign-on of the house: a signed token lets in, everything else does not', async () => {
    const { oidc } = (await recipe('authorize.mjs')) as { oidc: (options: object) => Authorize };
    const [issuer, audience] = ['https://login.example', 'tandem'];
    const [house, stranger] = [await generateKeyPair('ES256'), await generateKeyPair('ES256')];
    const keys = createLocalJWKSet({ keys: [{ ...(await exportJWK(house.publicKey)), kid: 'k1', alg: 'ES256' }] });
    const sign = (claims: { aud?: string; exp?: string; scope?: string }, key = house.privateKey) =>
      new SignJWT({ scope: claims.scope ?? 'coaching' })
        .setProtectedHeader({ alg: 'ES256', kid: 'k1' })
        .setIssuer(issuer)
        .setAudience(claims.aud ?? audience)
        .setExpirationTime(claims.exp ?? '1h')
        .sign(key);

    const { handler } = await openWorld({ authorize: oidc({ issuer, audience, keys }) });
    const token = newToken();
    const create = async (bearer?: string): Promise<number> => {
      const headers = new Headers({ 'tandem-token': token, 'content-type': 'application/json' });
      if (bearer !== undefined) headers.set('authorization', bearer);
      const body = JSON.stringify({ log: token, access: { add: [{ hash: hashOf(token) }] } });
      return (await handler(new Request('http://server/logs', { method: 'POST', headers, body }))).status;
    };
    assert.equal(await create(), 401);
    assert.equal(await create('Basic YTpi'), 401);
    assert.equal(await create('Bearer nonsense'), 401);
    assert.equal(await create(`Bearer ${await sign({}, stranger.privateKey)}`), 401);
    assert.equal(await create(`Bearer ${await sign({ aud: 'payroll' })}`), 401);
    assert.equal(await create(`Bearer ${await sign({ exp: '1 hour ago' })}`), 401);
    assert.equal(await create(`Bearer ${await sign({ scope: 'mail' })}`), 403);
    assert.equal(await create(`Bearer ${await sign({})}`), 201);
  });
});
