/** Whatever comes in, it is no mistake of the server: never a 5xx, always a problem of the protocol, nothing left. */
import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import fc from 'fast-check';
import { PROBLEMS } from '../../../src/server/index.js';
import { hashOf, json, newToken, pathOf } from './support/remote.js';
import { openWorld, sharedLog } from './support/world.js';

after(async () => (await sharedLog()).close());

const token = newToken();
const hash = hashOf(token);

async function assertClean(response: Response, what: string): Promise<void> {
  const text = await response.text();
  assert.ok(response.status < 500, `${response.status} for ${what}: ${text}`);
  if (response.status < 400) return;
  const { code } = JSON.parse(text) as { code: keyof typeof PROBLEMS };
  assert.equal(PROBLEMS[code][0], response.status, what);
}

/** A header has what HTTP allows in it, and that is still a lot. */
const headerText = fc
  .array(fc.integer({ min: 0x20, max: 0xff }).filter((code) => code !== 0x7f))
  .map((codes) => String.fromCharCode(...codes));

const nearlyHeaders = fc.record(
  {
    'tandem-token': fc.oneof(headerText, fc.constant(token), fc.constant('')),
    'content-type': fc.oneof(
      headerText,
      fc.constantFrom('application/json', 'application/json; charset=utf-8', 'text/html'),
    ),
    'content-length': fc.constantFrom('0', '-1', 'x', '99999999999', '1e400'),
    'content-encoding': fc.oneof(headerText, fc.constant('identity')),
    origin: headerText,
    authorization: headerText,
  },
  { requiredKeys: [] },
);

const segment = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 30 }).map(encodeURIComponent),
  fc.constantFrom('%', '%00', '%ff', '..', '~', '~~a', '__proto__', 'a', 'constructor', '%2e%2e%2f', 'a'.repeat(300)),
);
const path = fc.oneof(
  fc.constantFrom('/logs', '/live', '/healthz', '/readyz', '/metrics', '/', '//', '/logs/'),
  segment.map((log) => `/logs/${log}`),
  fc
    .tuple(segment, fc.string({ maxLength: 20 }), fc.string({ maxLength: 20 }))
    .map(
      ([log, after, limit]) =>
        `/logs/${log}/entries?after=${encodeURIComponent(after)}&limit=${encodeURIComponent(limit)}`,
    ),
  fc.webPath(),
);
const method = fc.oneof(
  fc.constantFrom('GET', 'POST', 'DELETE', 'HEAD', 'OPTIONS', 'PUT'),
  fc.stringMatching(/^[A-Z]{3,9}$/),
);

/** JSON that is near enough to the real thing to get far. */
const odd = fc.oneof(
  fc.jsonValue(),
  fc.constantFrom<unknown>(null, -1, 0, 1.5, 1e300, '', '\u0000', '\ud800', [], {}, 2 ** 53, 2 ** 31),
);
const entry = fc.record({ id: fc.oneof(fc.string({ unit: 'binary' }), odd), body: odd }, { requiredKeys: [] });
const grant = fc.record(
  {
    hash: fc.oneof(fc.constant(hash), odd),
    until: fc.oneof(
      odd,
      fc.constantFrom('0000-01-01T00:00Z', '9999-12-31T23:59:59.999999999Z', '2026-02-30T25:00:00Z'),
    ),
  },
  { requiredKeys: [] },
);
const access = fc.record(
  { add: fc.oneof(fc.array(grant), odd), remove: fc.oneof(fc.array(fc.oneof(fc.constant(hash), odd)), odd) },
  { requiredKeys: [] },
);
const body = fc.oneof(
  fc.record(
    {
      expected: fc.oneof(fc.constant(0), odd),
      entries: fc.oneof(fc.array(entry, { maxLength: 5 }), odd),
      access: fc.oneof(access, odd),
      log: fc.oneof(fc.string(), odd),
      logs: fc.oneof(fc.array(fc.record({ log: odd, token: fc.oneof(fc.constant(token), odd) })), odd),
    },
    { requiredKeys: [] },
  ),
  odd,
);

void describe('whatever comes in', () => {
  it('methods, addresses, headers and bytes', async () => {
    const { handler } = await openWorld({ origins: ['https://a.example'], limits: { requestBytes: 500 } });
    const request = fc.record({ method, path, headers: nearlyHeaders, bytes: fc.uint8Array({ maxLength: 1000 }) });
    await fc.assert(
      fc.asyncProperty(request, async ({ method: verb, path: at, headers, bytes }) => {
        const init = { method: verb, headers, body: verb === 'GET' || verb === 'HEAD' ? null : bytes };
        const made = makeRequest(at, init);
        if (made === undefined) return;
        const response = await handler(made);
        if (verb === 'HEAD') assert.ok(response.status < 500);
        else await assertClean(response, `${verb} ${at}`);
      }),
      { numRuns: 1500 },
    );
  });

  it('JSON that is nearly right', async () => {
    const { send, create } = await openWorld();
    const name = newToken();
    await create(name, token);
    const target = fc.constantFrom('/logs', '/live', pathOf(name, '/entries'));
    await fc.assert(
      fc.asyncProperty(target, body, async (at, given) => {
        const response = await send('POST', at, token, given);
        if (response.headers.get('content-type') === 'text/event-stream') await response.body?.cancel();
        else await assertClean(response, `${at} ${JSON.stringify(given)}`);
      }),
      { numRuns: 1500 },
    );
  });

  it('every id and body that JSON can write comes back as it was', async () => {
    const { given, append, read } = await openWorld();
    const ids = fc.uniqueArray(fc.string({ unit: 'binary', minLength: 1, maxLength: 50 }), {
      minLength: 1,
      maxLength: 5,
    });
    const halves = fc.array(fc.constantFrom('\ud800', '\udc00', '\u0000', '\\', '"', 'a'), { minLength: 1 });
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(
          ids,
          halves.map((parts) => [parts.join('')]),
        ),
        fc.jsonValue({ stringUnit: 'binary' }),
        async (names, value) => {
          const { name, token: own } = await given();
          const entries = names.map((id) => ({ id, body: value }));
          const appended = await append(name, own, 0, entries);
          assert.equal(appended.status, 200, await appended.text());
          const page = (await json(await read(name, own))) as { entries: { id: string; body: unknown }[] };
          assert.deepEqual(
            page.entries.map(({ id, body: kept }) => ({ id, body: kept })),
            JSON.parse(JSON.stringify(entries)),
          );
        },
      ),
      { numRuns: 200 },
    );
  });
});

/** Undefined for what cannot become a request in the first place. */
function makeRequest(at: string, init: RequestInit): Request | undefined {
  try {
    return new Request(`http://server${at}`, init);
  } catch (error) {
    if (error instanceof TypeError) return undefined;
    throw error;
  }
}
