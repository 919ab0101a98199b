/** The program `tandem-sync`, as an operator runs it. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { request, type IncomingMessage } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { readSettings, USAGE } from '../../../src/server/node/settings.js';
import { readEvents } from './support/events.js';
import { runProgram, startProgram } from './support/process.js';
import { hashOf, newToken } from './support/remote.js';

const folder = mkdtempSync(join(tmpdir(), 'tandem-program-'));
after(() => rmSync(folder, { recursive: true, force: true }));

const headersOf = (token: string): Record<string, string> => ({
  'tandem-token': token,
  'content-type': 'application/json',
});

const post = (url: string, path: string, token: string, body: unknown): Promise<Response> =>
  fetch(url + path, { method: 'POST', headers: headersOf(token), body: JSON.stringify(body) });

/** Begins a request, and resolves when the server has seen that it comes; its body is sent with `finish`. */
async function beginRequest(url: string, token: string, body: string) {
  const headers = { ...headersOf(token), expect: '100-continue', 'content-length': Buffer.byteLength(body) };
  const begun = request(`${url}/logs`, { method: 'POST', headers });
  begun.flushHeaders();
  const answered = once(begun, 'response') as Promise<[IncomingMessage]>;
  answered.catch(() => undefined);
  await once(begun, 'continue');
  return {
    async finish(): Promise<number | undefined> {
      begun.end(body);
      const [response] = await answered;
      response.resume();
      return response.statusCode;
    },
  };
}

void describe('the settings of tandem-sync', () => {
  it('come from the command line, else from the environment, else they are the defaults', () => {
    assert.deepEqual(readSettings([], {}), {
      ...{ port: 8787, proxies: 0, metrics: true, origins: [], basePath: '', limits: {} },
    });
    const env = { PORT: '80', DATABASE_URL: 'postgres://db/tandem', ORIGINS: 'https://a.example, https://b.example' };
    const settings = readSettings(['--port=81', '--metrics', '9000', '--base-path', '/sync', '--host', '::'], env);
    assert.equal(settings?.port, 81);
    assert.equal(settings.host, '::');
    assert.equal(settings.database, 'postgres://db/tandem');
    assert.deepEqual(settings.origins, ['https://a.example', 'https://b.example']);
    assert.equal(settings.metrics, 9000);
    assert.equal(settings.basePath, '/sync');
    assert.equal(readSettings(['--data', 'memory'], env)?.database, 'memory', 'the command line counts first');
    const limits = { bytesPerLog: 5, tokenRate: { burst: 1, perSecond: 2 } };
    assert.deepEqual(readSettings(['--limits', JSON.stringify(limits)], {})?.limits, limits);
    assert.equal(readSettings(['--help'], {}), undefined);
  });

  it('that make no sense are named', () => {
    const wrong: readonly (readonly [string[], RegExp])[] = [
      [['--port', '70000'], /port is a whole number from 0 to 65535/],
      [['--port', 'http'], /port/],
      [['--nonsense'], /nonsense/],
      [['extra'], /extra/],
      [['--database-url', 'mysql://db'], /postgres:\/\//],
      [['--database-url', 'postgres://db', '--data', 'x'], /not both/],
      [['--origins', 'intranet.example'], /intranet\.example/],
      [['--origins', 'https://intranet.example/'], /An origin looks like/],
      [['--base-path', 'tandem/'], /base path/],
      [['--metrics', 'maybe'], /metrics/],
      [['--limits', '{'], /JSON/],
      [['--limits', '{"bytes":1}'], /no limits\.bytes/],
      [['--limits', '{"bytesPerLog":0}'], /above 0/],
      [['--limits', '{"tokenRate":{"burst":1}}'], /perSecond/],
      [['--limits', '{"tokenRate":7}'], /object/],
    ];
    for (const [args, message] of wrong)
      assert.throws(() => readSettings(args, {}), { name: 'SettingsError', message });
  });

  it('help, misuse and a database that is not there: said clearly, with an exit code', async () => {
    const [help, misuse, lost] = await Promise.all([
      runProgram(['--help']),
      runProgram(['--port', 'x']),
      runProgram(['--port', '0', '--metrics', 'off'], { DATABASE_URL: 'postgres://tandem@127.0.0.1:1/none' }),
    ]);
    assert.deepEqual(help, { code: 0, stdout: `${USAGE}\n`, stderr: '' });
    assert.equal(misuse.code, 2);
    assert.match(misuse.stderr, /^tandem-sync: port is a whole number.*\n\nUsage: tandem-sync/);
    assert.equal(lost.code, 1);
    assert.match(lost.stderr, /^tandem-sync: .*ECONNREFUSED.*\n$/);
  });
});

void describe('tandem-sync', () => {
  it('keeps everything in a folder, over a restart, and lets nobody else in there meanwhile', async () => {
    const data = join(folder, 'data');
    const [token, body] = [newToken(), { log: 'pair', access: { add: [{ hash: '' }] } }];
    body.access.add[0]!.hash = hashOf(token);
    const first = await startProgram(['--data', data]);
    assert.equal((await post(first.url, '/logs', token, body)).status, 201);
    const added = { expected: 0, entries: [{ id: 'e', body: 'kept' }] };
    assert.equal((await post(first.url, '/logs/pair/entries', token, added)).status, 200);
    const second = await runProgram(['--port', '0', '--data', data]);
    assert.match(second.stderr, /in use by process/);
    first.child.kill('SIGKILL');
    assert.equal(await first.ended, 'SIGKILL');

    const again = await startProgram(['--data', data]);
    const page = (await (
      await fetch(`${again.url}/logs/pair/entries`, { headers: headersOf(token) })
    ).json()) as unknown;
    assert.deepEqual(page, { entries: [{ id: 'e', version: 1, body: 'kept' }], head: 1 });
    again.child.kill('SIGTERM');
    assert.equal(await again.ended, 0);
  });

  it('on SIGTERM ends live streams and lets a running request finish, then exits with 0', async () => {
    const server = await startProgram(['--data', 'memory', '--metrics', 'off']);
    const token = newToken();
    const live = await post(server.url, '/live', token, { logs: [] });
    const events = readEvents(live);
    assert.deepEqual((await events.next()).value, { event: 'beat', data: {} });
    const access = { add: [{ hash: hashOf(token) }] };
    const running = await beginRequest(server.url, token, JSON.stringify({ log: 'pair', access }));
    server.child.kill('SIGTERM');
    assert.equal((await events.next()).done, true, 'the stream ends');
    assert.equal(await running.finish(), 201);
    assert.equal(await server.ended, 0);
    assert.deepEqual(server.lines.at(-1)?.type, 'stopped');
    assert.ok(!JSON.stringify(server.lines).includes('pair'), 'log lines name no log');
  });

  it('a second signal ends it at once', async () => {
    const server = await startProgram(['--data', 'memory', '--metrics', 'off']);
    await beginRequest(server.url, newToken(), '{}');
    const events = readEvents(await post(server.url, '/live', newToken(), { logs: [] }));
    await events.next();
    server.child.kill('SIGINT');
    assert.equal((await events.next()).done, true);
    server.child.kill('SIGINT');
    assert.equal(await server.ended, 1);
  });
});
