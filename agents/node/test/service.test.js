import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { serve } from '../src/index.js';
import { eventually, startReceiver } from './receiver.js';

const CLIENT = 3;
const FAILED = 2;
const here = (name) => fileURLToPath(new URL(name, import.meta.url));

describe('a hosted handler', () => {
  let receiver;
  let service;
  let directory;
  let config;

  before(async () => {
    receiver = await startReceiver();
    directory = await mkdtemp(join(tmpdir(), 'agent-'));
    config = join(directory, 'config.json');
    await writeFile(config, '{"limit": 5}');
    service = await serve({
      entry: here('./fixture-handler.js'),
      service: { namespace: 'test', name: 'items', version: '1.2.3', commit: 'c0ffee', instance: 'i-1' },
      endpoint: receiver.url,
      protocol: 'http/json',
      data: join(directory, 'state'),
      config,
      delayMillis: 30,
      maxBodyBytes: 100,
      maxValueBytes: 200,
      maxRequestBytes: 2000,
    });
  });

  after(async () => {
    await service.stop();
    await receiver.stop();
    await rm(directory, { recursive: true });
  });

  /** Asks with a trace of its own and gives the answer and that trace's SERVER span. */
  async function ask(path, init = {}) {
    const traceId = crypto.randomUUID().replaceAll('-', '');
    const response = await realFetch(service.url + path, {
      ...init,
      headers: { ...init.headers, traceparent: `00-${traceId}-00f067aa0ba902b7-01` },
    });
    const body = Buffer.from(await response.arrayBuffer());
    const span = await eventually(
      () => receiver.spans.find((each) => each.traceId === traceId && each.parentSpanId === '00f067aa0ba902b7'),
      'a server span',
    );
    return { response, body, span, traceId };
  }
  const realFetch = globalThis.fetch;

  test('says who it is in the resource', async () => {
    const { span } = await ask('/items/1');
    assert.equal(span.resource['service.namespace'], 'test');
    assert.equal(span.resource['service.name'], 'items');
    assert.equal(span.resource['service.version'], '1.2.3');
    assert.equal(span.resource['service.instance.id'], 'i-1');
    assert.equal(span.resource['vcs.ref.head.revision'], 'c0ffee');
  });

  test('makes a server span that continues the trace it was called in', async () => {
    const { span } = await ask('/items/1?colour=red', { headers: { accept: 'text/plain' } });
    assert.equal(span.parentSpanId, '00f067aa0ba902b7');
    assert.equal(span.name, 'GET /items/{id}');
    assert.equal(span.attributes['http.request.method'], 'GET');
    assert.equal(span.attributes['http.route'], '/items/{id}');
    assert.equal(span.attributes['url.path'], '/items/1');
    assert.equal(span.attributes['url.query'], 'colour=red');
    assert.equal(span.attributes['http.response.status_code'], 200);
    assert.deepEqual(span.attributes['http.request.header.accept'], ['text/plain']);
    assert.ok(BigInt(span.endTimeUnixNano) > BigInt(span.startTimeUnixNano));
  });

  test('names the trace in its answer', async () => {
    const { response, span } = await ask('/items/1');
    assert.equal(response.headers.get('traceresponse'), `00-${span.traceId}-${span.spanId}-01`);
  });

  test('keeps text bodies as strings', async () => {
    const text = JSON.stringify({ name: 'Käse' });
    const { span, body } = await ask('/echo', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: text,
    });
    assert.equal(body.toString(), text);
    for (const direction of ['request', 'response']) {
      assert.equal(span.attributes[`traversion.${direction}.body`], text);
      assert.equal(span.attributes[`traversion.${direction}.body.size`], Buffer.byteLength(text));
      assert.equal(span.attributes[`traversion.${direction}.body.truncated`], undefined);
      assert.deepEqual(span.attributes[`http.${direction}.header.content-type`], ['application/json']);
    }
  });

  test('keeps other bodies as bytes', async () => {
    const bytes = Buffer.from([0, 255, 128, 7]);
    const { span, body } = await ask('/echo', {
      method: 'POST',
      headers: { 'content-type': 'image/png' },
      body: bytes,
    });
    assert.deepEqual(body, bytes);
    assert.deepEqual(span.attributes['traversion.request.body'], bytes);
    assert.deepEqual(span.attributes['traversion.response.body'], bytes);
  });

  test('cuts a long body between characters, says so, and keeps its length', async () => {
    const text = 'é'.repeat(333);
    const { span, body } = await ask('/echo', {
      method: 'POST',
      headers: { 'content-type': 'text/plain;charset=UTF-8' },
      body: `x${text}`,
    });
    assert.equal(body.toString(), `x${text}`);
    assert.equal(span.attributes['traversion.request.body'], `x${'é'.repeat(49)}`);
    assert.equal(span.attributes['traversion.request.body.size'], 667);
    assert.equal(span.attributes['traversion.request.body.truncated'], true);
  });

  test('refuses a request body beyond its bound', async () => {
    const { response } = await ask('/echo', { method: 'POST', body: 'x'.repeat(2001) });
    assert.equal(response.status, 413);
  });

  test('tells each entity change in the span that made it', async () => {
    const put = await ask('/items/42', { method: 'PUT', body: '{"price": 1999}' });
    const removed = await ask('/items/42', { method: 'DELETE' });
    const changes = await eventually(() => {
      const found = receiver
        .events('traversion.entity.change')
        .filter((each) => each.attributes['traversion.entity.key'] === '42');
      return found.length === 2 && found;
    });
    const [first, second] = changes;
    assert.equal(first.attributes['traversion.entity.type'], 'item');
    assert.equal(first.attributes['traversion.entity.operation'], 'put');
    assert.equal(first.attributes['traversion.value.format'], 'json');
    assert.deepEqual(JSON.parse(first.body), { price: 1999 });
    assert.equal(first.traceId, put.traceId);
    assert.equal(first.spanId, put.span.spanId);
    assert.ok(BigInt(first.timeUnixNano) > BigInt(put.span.startTimeUnixNano));
    assert.ok(BigInt(first.timeUnixNano) < BigInt(put.span.endTimeUnixNano));
    assert.equal(second.attributes['traversion.entity.operation'], 'delete');
    assert.equal(second.body, undefined);
    assert.equal(second.traceId, removed.traceId);
  });

  test('tells writes to one entity in the order in which they were made', async () => {
    const { body, traceId } = await ask('/race');
    assert.equal(body.toString(), 'null');
    const changes = await eventually(() => {
      const found = receiver.events('traversion.entity.change').filter((each) => each.traceId === traceId);
      return found.length === 3 && found;
    });
    changes.sort((a, b) => (BigInt(a.timeUnixNano) < BigInt(b.timeUnixNano) ? -1 : 1));
    assert.deepEqual(changes.map((each) => each.body && JSON.parse(each.body).n), [1, 2, undefined]);
  });

  test('lists entities in pages', async () => {
    for (const id of ['a', 'b', 'c']) {
      await ask(`/items/page-${id}`, { method: 'PUT', body: '1' });
    }
    const keys = [];
    let cursor = null;
    do {
      const { body } = await ask(`/list${cursor ? `?cursor=${encodeURIComponent(cursor)}` : ''}`);
      const page = JSON.parse(body);
      assert.ok(page.entries.length <= 2);
      keys.push(...page.entries.map((entry) => entry.key));
      cursor = page.cursor;
    } while (cursor);
    assert.deepEqual(keys.filter((key) => key.startsWith('item/page-')), [
      'item/page-a',
      'item/page-b',
      'item/page-c',
    ]);
  });

  test('cuts the told value of a large entity and says so', async () => {
    await ask('/items/large', { method: 'PUT', body: JSON.stringify('y'.repeat(500)) });
    const change = await eventually(() =>
      receiver
        .events('traversion.entity.change')
        .find((each) => each.attributes['traversion.entity.key'] === 'large'),
    );
    assert.equal(change.body.length, 200);
    assert.equal(change.attributes['traversion.value.truncated'], true);
    assert.equal(change.attributes['traversion.value.size'], 502);
  });

  test('makes a client span with content for a call, as the parent of the callee', async () => {
    const { span, traceId, body } = await ask(`/call?to=${encodeURIComponent(`${service.url}/echo`)}`);
    assert.equal(body.toString(), '{"asked":true}');
    const client = await eventually(() =>
      receiver.spans.find((each) => each.traceId === traceId && each.kind === CLIENT),
    );
    const callee = await eventually(() =>
      receiver.spans.find((each) => each.traceId === traceId && each.parentSpanId === client.spanId),
    );
    assert.equal(client.parentSpanId, span.spanId);
    assert.equal(client.attributes['http.request.method'], 'POST');
    assert.equal(client.attributes['url.full'], `${service.url}/echo`);
    assert.equal(client.attributes['http.response.status_code'], 200);
    assert.equal(client.attributes['traversion.request.body'], '{"asked":true}');
    assert.equal(client.attributes['traversion.response.body'], '{"asked":true}');
    assert.equal(callee.name, 'POST /echo');
    assert.ok(BigInt(callee.startTimeUnixNano) > BigInt(client.startTimeUnixNano));
    assert.ok(BigInt(callee.endTimeUnixNano) < BigInt(client.endTimeUnixNano));
  });

  test('marks a client span whose callee cannot be reached', async () => {
    const { response, traceId } = await ask(`/call?to=${encodeURIComponent('http://127.0.0.1:1/')}`);
    assert.equal(response.status, 500);
    const client = await eventually(() =>
      receiver.spans.find((each) => each.traceId === traceId && each.kind === CLIENT),
    );
    assert.equal(client.status.code, FAILED);
    assert.ok(client.attributes['error.type']);
  });

  test('answers an uncaught exception with 500 and records where it was thrown', async () => {
    const { response, span, traceId } = await ask('/boom');
    assert.equal(response.status, 500);
    assert.equal(response.headers.get('content-type'), 'application/problem+json');
    assert.equal(span.status.code, FAILED);
    assert.equal(span.status.message, 'out of cheese');
    assert.equal(span.attributes['error.type'], 'RangeError');
    assert.match(span.attributes['code.file.path'], /fixture-handler\.js$/);
    const [exception] = span.events;
    assert.equal(exception.name, 'exception');
    assert.equal(exception.attributes['exception.type'], 'RangeError');
    assert.match(exception.attributes['exception.stacktrace'], /fixture-handler\.js:\d+:\d+/);
    const log = await eventually(() => receiver.logs.find((each) => each.traceId === traceId));
    assert.equal(log.body, 'about to fail 1 times');
    assert.equal(log.severityText, 'WARN');
  });

  test('follows its settings and tells what changed', async () => {
    const { body } = await ask('/setting');
    assert.deepEqual(JSON.parse(body), { limit: 5, keys: ['limit'] });
    await writeFile(config, '{"limit": 6, "flags": {"fast": true}}');
    await eventually(async () => JSON.parse((await ask('/setting')).body).limit === 6);
    await writeFile(config, '{"limit": 6}');
    const told = await eventually(() => {
      const events = receiver.events('traversion.config.change');
      return events.length >= 4 && events;
    });
    assert.deepEqual(
      told.map((each) => [
        each.attributes['traversion.config.key'],
        each.attributes['traversion.config.operation'],
        each.body && JSON.parse(each.body),
      ]),
      [
        ['limit', 'put', 5],
        ['limit', 'put', 6],
        ['flags', 'put', { fast: true }],
        ['flags', 'delete', undefined],
      ],
    );
  });

  test('keeps telemetry that was refused for a while', async () => {
    receiver.refuseNext(503, { 'retry-after': '1' });
    receiver.refuseNext(429, { 'retry-after': '1' });
    const { span } = await ask('/items/patient');
    assert.equal(span.attributes['url.path'], '/items/patient');
  });
});

describe('a service process', () => {
  let receiver;
  let directory;

  before(async () => {
    receiver = await startReceiver();
    directory = await mkdtemp(join(tmpdir(), 'agent-'));
  });

  after(async () => {
    await receiver.stop();
    await rm(directory, { recursive: true });
  });

  async function start(...extra) {
    const child = spawn(
      process.execPath,
      [
        here('../bin/traversion-node.js'),
        '--entry', here('./fixture-handler.js'),
        '--name', 'items',
        '--data', join(directory, 'state'),
        '--otlp', receiver.url,
        ...extra,
      ],
      { stdio: ['pipe', 'pipe', 'inherit'], env: { ...process.env, OTEL_EXPORTER_OTLP_PROTOCOL: 'http/json' } },
    );
    const ended = new Promise((resolve) => child.on('exit', resolve));
    const url = await new Promise((resolve, reject) => {
      let output = '';
      child.stdout.on('data', (chunk) => {
        output += chunk;
        const ready = /listening on (\S+)\n/.exec(output);
        if (ready) resolve(ready[1]);
      });
      child.on('exit', (code) => reject(new Error(`ended with ${code}`)));
    });
    return { child, ended, url };
  }

  test('sends what is waiting before SIGTERM ends it, and keeps its state', async () => {
    const first = await start();
    await fetch(`${first.url}/items/kept`, { method: 'PUT', body: '{"a": 1}' });
    first.child.kill('SIGTERM');
    assert.equal(await first.ended, 0);
    assert.ok(receiver.spans.some((span) => span.attributes['url.path'] === '/items/kept'));
    assert.ok(receiver.events('traversion.entity.change').length > 0);

    const second = await start();
    const value = await (await fetch(`${second.url}/items/kept`)).json();
    assert.deepEqual(value, { a: 1 });
    second.child.kill('SIGTERM');
    assert.equal(await second.ended, 0);
  });

  test('ends when its standard input ends', async () => {
    const { child, ended } = await start('--stdin-bound');
    child.stdin.end();
    assert.equal(await ended, 0);
  });
});
