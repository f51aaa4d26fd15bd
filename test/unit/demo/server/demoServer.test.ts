import assert from 'node:assert/strict';
import { request } from 'node:http';
import { type DemoServer, type DemoServerOptions, startDemoServer } from '../../../../src/demo/server/demoServer';

const headers = { 'X-Amz-Target': 'AWSPartnerCentralSelling.ListOpportunities' };

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

  function post({ url }: DemoServer, body = '{"Catalog":"AWS"}'): Promise<Response> {
    return fetch(url, { method: 'POST', headers, body });
  }

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

  it('takes POST only, and no body beyond 1 MiB', async () => {
    const server = await start();
    assert.equal((await fetch(server.url)).status, 405);
    assert.equal((await post(server, ' '.repeat(1024 * 1024 + 1))).status, 413);
    assert.equal(server.service.counts.requests, 0);
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
        if (n === 2) return { reply: { status: 503, body: '<html>', headers: { 'Content-Type': 'text/html' } } };
        if (n === 3) return { destroy: true };
        if (n === 4) return { raw: (response) => response.writeHead(200, { 'X-Raw': 'yes' }).end('half') };
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
