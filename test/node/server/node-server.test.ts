/** The server on Node, over real connections. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect } from 'node:net';
import { after, before, describe, it } from 'node:test';
import { clientAddress, startSyncServer, type SyncServer } from '../../../src/server/node.js';
import { hashOf, json, newToken } from './support/remote.js';

/** What comes back for bytes that no well-behaved client would send. */
async function raw(port: number, text: string): Promise<string> {
  const socket = connect(port, '127.0.0.1');
  let received = '';
  socket.on('data', (chunk) => (received += String(chunk)));
  socket.end(text);
  await once(socket, 'close');
  return received;
}

void describe('startSyncServer', () => {
  let server: SyncServer;
  const lines: string[] = [];
  before(async () => {
    const limits = { requestBytes: 10_000 };
    server = await startSyncServer({ port: 0, database: 'memory', limits, writeLine: (line) => void lines.push(line) });
  });
  after(() => server.close());

  const post = (path: string, token: string, body: BodyInit): Promise<Response> =>
    fetch(server.url + path, {
      method: 'POST',
      headers: { 'tandem-token': token, 'content-type': 'application/json' },
      body,
    });

  it('answers a request that is too large while it is still coming, and the next one on the connection', async () => {
    const token = newToken();
    const large = await post('/logs', token, new Uint8Array(8_000_000).fill(0x20));
    assert.deepEqual([large.status, ((await json(large)) as { code: string }).code], [413, 'body-too-large']);
    const fine = JSON.stringify({ log: 'a', access: { add: [{ hash: hashOf(token) }] } });
    assert.equal((await post('/logs', token, fine)).status, 201);
  });

  it('takes whatever bytes come as a 4xx', async () => {
    const { port } = server;
    const status = async (head: string): Promise<string> =>
      (await raw(port, `${head}\r\nConnection: close\r\n\r\n`)).split('\r\n')[0] ?? '';
    assert.match(await status('TRACE / HTTP/1.1\r\nHost: a'), /^HTTP\/1\.1 400/);
    assert.match(await status('GET /healthz HTTP/1.1\r\nHost: a b%%'), /^HTTP\/1\.1 400/);
    assert.match(await status('GET /logs HTTP/1.1\r\nHost: a/metrics?'), /^HTTP\/1\.1 400/);
    assert.match(await status('GET * HTTP/1.1\r\nHost: a'), /^HTTP\/1\.1 400/);
    assert.match(await status('GET http://other/healthz HTTP/1.1\r\nHost: a'), /^HTTP\/1\.1 200/);
    assert.match(await status('GET //healthz HTTP/1.1\r\nHost: a'), /^HTTP\/1\.1 404/);
    assert.match(await status('GET /logs HTTP/1.1\r\nHost: a\r\nTandem-Token: \xff\xfe'), /^HTTP\/1\.1 401/);
    assert.match(await status('nonsense'), /^HTTP\/1\.1 400/);
    assert.equal((await fetch(`${server.url}/readyz`)).status, 200);
  });

  it('counts, and names no log', async () => {
    const token = newToken();
    await post('/logs', token, JSON.stringify({ log: 'counted', access: { add: [{ hash: hashOf(token) }] } }));
    const added = JSON.stringify({ expected: 0, entries: [{ id: 'e', body: 'secret' }] });
    await post('/logs/counted/entries', token, added);
    await post('/logs/counted/entries', token, added);
    await post('/logs/counted/entries', token, JSON.stringify({ expected: 0, entries: [{ id: 'f', body: 1 }] }));
    const response = await fetch(`${server.url}/metrics`);
    assert.match(response.headers.get('content-type') ?? '', /^text\/plain; version=0\.0\.4/);
    const text = await response.text();
    for (const line of [
      'tandem_appends_total{outcome="new"} 1',
      'tandem_appends_total{outcome="known"} 1',
      'tandem_entries_total 1',
      'tandem_conflicts_total 1',
      'tandem_live_streams 0',
      'tandem_requests_total{route="/logs/:log/entries",method="POST",status="409"} 1',
    ]) {
      assert.ok(text.includes(`${line}\n`), line);
    }
    for (const secret of ['counted', 'secret', token, hashOf(token)]) {
      assert.ok(!text.includes(secret) && !lines.join().includes(secret), secret);
    }
    for (const line of lines) assert.equal(typeof (JSON.parse(line) as { time: unknown }).time, 'string');
  });

  it('has metrics on a port of their own, or none', async () => {
    const options = { port: 0, database: 'memory', writeLine: () => undefined };
    const apart = await startSyncServer({ ...options, metrics: 0 });
    assert.equal((await fetch(`${apart.url}/metrics`)).status, 404);
    assert.equal((await fetch(`http://127.0.0.1:${apart.metricsPort}/metrics`)).status, 200);
    assert.equal((await fetch(`http://127.0.0.1:${apart.metricsPort}/logs`)).status, 404);
    await apart.close();
    const without = await startSyncServer({ ...options, metrics: false });
    assert.equal((await fetch(`${without.url}/metrics`)).status, 404);
    await without.close();
  });

  it('a port that is taken is an error, and nothing stays open', async () => {
    const options = { port: server.port, database: 'memory', writeLine: () => undefined };
    await assert.rejects(() => startSyncServer(options), { code: 'EADDRINUSE' });
  });
});

void describe('the address of a client', () => {
  it('is believed only as far as there are proxies', () => {
    const request = new Request('http://a', { headers: { 'x-forwarded-for': '1.1.1.1, 2.2.2.2, 3.3.3.3' } });
    assert.equal(clientAddress(0)(request), undefined);
    assert.equal(clientAddress(1)(request), '3.3.3.3');
    assert.equal(clientAddress(2)(request), '2.2.2.2');
    assert.equal(clientAddress(9)(request), undefined);
  });
});
