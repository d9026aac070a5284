// A tiny OTLP/HTTP receiver that keeps what it is sent, as plain objects.

import { createServer } from 'node:http';
import { gunzipSync } from 'node:zlib';

export async function startReceiver() {
  const spans = [];
  const logs = [];
  const refusals = [];
  let requests = 0;
  const server = createServer(async (incoming, outgoing) => {
    const chunks = [];
    for await (const chunk of incoming) {
      chunks.push(chunk);
    }
    requests++;
    const refusal = refusals.shift();
    if (refusal) {
      outgoing.writeHead(refusal.status, refusal.headers).end();
      return;
    }
    const raw = Buffer.concat(chunks);
    const body = JSON.parse(incoming.headers['content-encoding'] === 'gzip' ? gunzipSync(raw) : raw);
    for (const { resource, scopeSpans } of body.resourceSpans ?? []) {
      for (const span of scopeSpans.flatMap((scope) => scope.spans)) {
        spans.push({
          ...span,
          resource: plain(resource.attributes),
          attributes: plain(span.attributes),
          events: span.events.map((event) => ({ ...event, attributes: plain(event.attributes) })),
        });
      }
    }
    for (const { resource, scopeLogs } of body.resourceLogs ?? []) {
      for (const log of scopeLogs.flatMap((scope) => scope.logRecords)) {
        logs.push({
          ...log,
          resource: plain(resource.attributes),
          attributes: plain(log.attributes),
          body: log.body && value(log.body),
        });
      }
    }
    outgoing.writeHead(200, { 'content-type': 'application/json' }).end('{}');
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${server.address().port}`,
    spans,
    logs,
    requests: () => requests,
    refuseNext: (status, headers = {}) => refusals.push({ status, headers }),
    events: (name) => logs.filter((log) => log.eventName === name),
    stop: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(resolve));
    },
  };
}

/** Waits until the question has an answer. */
export async function eventually(question, what = 'the expected') {
  const deadline = Date.now() + 15_000;
  for (;;) {
    const answer = await question();
    if (answer) {
      return answer;
    }
    if (Date.now() > deadline) {
      throw new Error(`${what} did not come`);
    }
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

const plain = (attributes = []) =>
  Object.fromEntries(attributes.map((attribute) => [attribute.key, value(attribute.value)]));

function value(any) {
  if ('stringValue' in any) return any.stringValue;
  if ('intValue' in any) return Number(any.intValue);
  if ('doubleValue' in any) return any.doubleValue;
  if ('boolValue' in any) return any.boolValue;
  if ('bytesValue' in any) return Buffer.from(any.bytesValue, 'base64');
  if ('arrayValue' in any) return any.arrayValue.values.map(value);
  if (Object.keys(any).length === 0) return undefined;
  throw new Error(`unexpected value ${JSON.stringify(any)}`);
}
