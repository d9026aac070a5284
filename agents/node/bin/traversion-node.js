#!/usr/bin/env node
// Runs one service until SIGTERM, SIGINT or the end of its standard input.

import { parseArgs } from 'node:util';
import { DEFAULT_HEADERS, serve } from '../src/index.js';

const USAGE = `Usage: traversion-node --entry FILE --name NAME --data DIR [options]

  --entry FILE         handler module: export default { async fetch(request, env, ctx) }
  --name NAME          service.name
  --namespace NAME     service.namespace
  --version VERSION    service.version
  --commit SHA         vcs.ref.head.revision
  --environment NAME   deployment.environment.name
  --data DIR           where the service keeps its state
  --config FILE        JSON object of settings, followed while it changes
  --port PORT          default: a free one
  --otlp URL           default: OTEL_EXPORTER_OTLP_ENDPOINT, else http://127.0.0.1:4318
  --header NAME        record this header too; may be given several times
  --stdin-bound        end when standard input ends, so that no child outlives its parent

It prints one line, "listening on URL", when it is ready.`;

const { values } = parseArgs({
  options: {
    entry: { type: 'string' },
    name: { type: 'string' },
    namespace: { type: 'string' },
    version: { type: 'string' },
    commit: { type: 'string' },
    environment: { type: 'string' },
    data: { type: 'string' },
    config: { type: 'string' },
    port: { type: 'string', default: '0' },
    otlp: { type: 'string' },
    header: { type: 'string', multiple: true, default: [] },
    'stdin-bound': { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});

if (values.help || !values.entry || !values.name || !values.data) {
  process.stderr.write(`${USAGE}\n`);
  process.exit(values.help ? 0 : 2);
}

const service = await serve({
  entry: values.entry,
  service: {
    namespace: values.namespace,
    name: values.name,
    version: values.version,
    commit: values.commit,
    environment: values.environment,
  },
  data: values.data,
  config: values.config,
  port: Number(values.port),
  headers: [...DEFAULT_HEADERS, ...values.header.map((name) => name.toLowerCase())],
  protocol: process.env.OTEL_EXPORTER_OTLP_PROTOCOL,
  endpoint: values.otlp ?? process.env.OTEL_EXPORTER_OTLP_ENDPOINT ?? 'http://127.0.0.1:4318',
});
process.stdout.write(`listening on ${service.url}\n`);

const LONGEST_STOP_MILLIS = 10_000;
let stopping = false;
async function stop() {
  if (stopping) {
    return;
  }
  stopping = true;
  setTimeout(() => process.exit(1), LONGEST_STOP_MILLIS).unref();
  await service.stop();
  process.exit(0);
}
process.on('SIGTERM', stop);
process.on('SIGINT', stop);
if (values['stdin-bound']) {
  process.stdin.on('end', stop).on('close', stop).on('error', stop).resume();
}
// The reader of our output may be gone before us; that must not end a service that still drains.
process.stdout.on('error', () => {});
process.stderr.on('error', () => {});
