import assert from 'node:assert/strict';
import { request } from 'node:http';
import { type DemoServer, type DemoServerOptions, startDemoServer } from '../../../../src/demo/server/demoServer';
import { answer, reset } from '../../../support/service/faults';
import { signedHeaders, signedPost } from '../../../support/signing/signedHeaders';

describe('demo server', () => {
  const started: DemoServer[] = [];
  afterEach(async () => {
    for (const server of started.splice(0)) await server.close();
  });

  async function start(options: DemoServerOptions = {}): Promise<DemoServer> {
    const server = await startDemoServer({ opportunities: 5, ...options });
    started.push(server);
    return server;
  }

  const post = ({ url }: DemoServer, body?: string) => signedPost(url, body);

  it('answers on 127.0.0.1, with the length in bytes', async () => {
    const server = await start();
    assert.match(server.url, /^http:\/\/127\.0\.0\.1:\d+$/);
    const response = await post(server);
    assert.equal(response.status, 200);
    assert.equal(response.headers.get('content-type'), 'application/x-amz-json-1.0');
    const text = await response.text();
    assert.equal(JSON.parse(text).OpportunitySummaries.length, 5);
    assert.equal(Number(response.headers.get('content-length')), Buffer.byteLength(text));
  });

  it('answers errors of the service with their status', async () => {
    const response = await post(await start(), '{}');
    assert.equal(response.status, 400);
    assert.ok(response.headers.get('x-amzn-requestid'));
  });

  it('knows no operation by another method than POST or at another path than /', async () => {
    const server = await start();
    const headers = signedHeaders({ host: new URL(server.url).host });
    for (const [path, method] of [
      ['/', 'GET'],
      ['/', 'PUT'],
      ['/opportunities', 'POST'],
      ['/?Catalog=AWS', 'POST'],
    ] as const) {
      const response = await fetch(server.url + path, {
        method,
        headers,
        ...(method !== 'GET' && { body: '{"Catalog":"AWS"}' }),
      });
      assert.equal(response.status, 404, path);
      assert.equal(await response.text(), '{"__type":"com.amazon.coral.service#UnknownOperationException"}');
    }
    assert.equal(server.service.counts.requests, 0);
  });

  it('takes no body beyond 1 MiB', async () => {
    const server = await start();
    assert.equal((await post(server, ' '.repeat(1024 * 1024 + 1))).status, 413);
    assert.equal(server.service.counts.requests, 0);
  });

  it('refuses what is not signed as AWS does, without asking the service', async () => {
    const server = await start();
    const response = await fetch(server.url, { method: 'POST', body: '{"Catalog":"AWS"}' });
    assert.equal(response.status, 400);
    assert.equal(response.headers.get('content-type'), 'application/x-amz-json-1.0');
    assert.deepEqual(await response.json(), {
      __type: 'com.amazon.coral.service#MissingAuthenticationTokenException',
      message: 'Request is missing Authentication Token',
    });
    assert.equal(server.service.counts.requests, 0);
    const others = [await fetch(server.url, { method: 'POST' }), await post(server)];
    const ids = [response, ...others].map(({ headers }) => headers.get('x-amzn-requestid') ?? '');
    for (const id of ids) assert.match(id, /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
    assert.equal(new Set(ids).size, 3);
  });

  it('says its own time', async () => {
    const at = new Date('2026-03-31T12:00:00Z');
    const server = await start({ clock: () => at });
    const response = await signedPost(server.url, undefined, { at });
    assert.equal(`${response.status} ${response.headers.get('date')}`, '200 Tue, 31 Mar 2026 12:00:00 GMT');
  });

  it('checks a signature when it arrives, however long the response is held back', async () => {
    let at = new Date('2026-03-31T12:00:00Z');
    const server = await start({
      clock: () => at,
      intercept: () => {
        setImmediate(() => {
          at = new Date('2026-03-31T13:00:00Z');
        });
        return { delayMs: 20 };
      },
    });
    const response = await signedPost(server.url, undefined, { at });
    assert.equal(`${response.status} ${response.headers.get('date')}`, '200 Tue, 31 Mar 2026 13:00:00 GMT');
  });

  it('holds answers back for its latency', async () => {
    const server = await start({ latencyMs: 30 });
    const before = performance.now();
    await (await post(server)).text();
    // Timers may fire a millisecond early.
    assert.ok(performance.now() - before >= 29);
  });

  it('lets a test answer in the service’s place, at the request it chooses', async () => {
    const server = await start({
      intercept: ({ n, input }) => {
        assert.deepEqual(input, { Catalog: 'AWS' });
        if (n === 2) return { respond: answer(503, '<html>') };
        if (n === 3) return { respond: reset() };
        if (n === 4) return { respond: (response) => response.writeHead(200, { 'X-Raw': 'yes' }).end('half') };
        return undefined;
      },
    });
    assert.equal((await post(server)).status, 200);
    const second = await post(server);
    assert.equal(`${second.status} ${await second.text()}`, '503 <html>');
    await assert.rejects(post(server));
    assert.equal((await post(server)).headers.get('x-raw'), 'yes');
    assert.equal((await post(server)).status, 200);
    assert.equal(server.service.counts.requests, 2);
  });

  it('closes at once, with an answer under way', async () => {
    const server = await startDemoServer({ opportunities: 1, latencyMs: 600_000 });
    const ended = new Promise<string>((resolve) => {
      const headers = signedHeaders({ host: new URL(server.url).host });
      const waiting = request(server.url, { method: 'POST', headers });
      waiting.on('error', ({ message }) => resolve(message));
      waiting.on('socket', (socket) => socket.on('connect', () => void server.close()));
      waiting.end('{"Catalog":"AWS"}');
    });
    assert.match(await ended, /socket hang up|ECONNRESET/);
    await assert.rejects(post(server));
  });

  it('says so when the port is taken', async () => {
    const server = await start();
    const port = Number(new URL(server.url).port);
    await assert.rejects(startDemoServer({ port }), { code: 'EADDRINUSE' });
  });
});
