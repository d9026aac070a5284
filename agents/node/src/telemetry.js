// The OpenTelemetry SDK, set up for one service instance.

import { randomUUID } from 'node:crypto';
import { context, propagation, trace } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { CompositePropagator, W3CBaggagePropagator, W3CTraceContextPropagator } from '@opentelemetry/core';
import { OTLPLogExporter as JsonLogExporter } from '@opentelemetry/exporter-logs-otlp-http';
import { OTLPLogExporter as ProtobufLogExporter } from '@opentelemetry/exporter-logs-otlp-proto';
import { OTLPTraceExporter as JsonTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { OTLPTraceExporter as ProtobufTraceExporter } from '@opentelemetry/exporter-trace-otlp-proto';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { BatchLogRecordProcessor, LoggerProvider } from '@opentelemetry/sdk-logs';
import { BasicTracerProvider, BatchSpanProcessor } from '@opentelemetry/sdk-trace-base';

const SCOPE = '@traversion/node';
const SCOPE_VERSION = '0.1.0';

/**
 * @typedef {object} ServiceIdentity
 * @property {string} [namespace] `service.namespace`
 * @property {string} name `service.name`
 * @property {string} [version] `service.version`
 * @property {string} [commit] `vcs.ref.head.revision`
 * @property {string} [instance] `service.instance.id`; a random one by default
 * @property {string} [environment] `deployment.environment.name`
 */

/**
 * @typedef {object} Telemetry
 * @property {import('@opentelemetry/api').Tracer} tracer
 * @property {import('@opentelemetry/api-logs').Logger} logger
 * @property {() => Promise<void>} flush sends what is waiting
 * @property {() => Promise<void>} shutdown sends what is waiting and stops
 */

/**
 * @param {object} options
 * @param {ServiceIdentity} options.service
 * @param {string} options.endpoint base URL of an OTLP/HTTP receiver, e.g. `http://127.0.0.1:4318`
 * @param {'http/protobuf' | 'http/json'} [options.protocol]
 * @param {number} [options.delayMillis] how long a batch waits before it is sent
 * @param {number} [options.timeoutMillis] how long an export may take, retries included
 * @returns {Telemetry}
 */
export function startTelemetry({
  service,
  endpoint,
  protocol = 'http/protobuf',
  delayMillis = 400,
  timeoutMillis = 30_000,
}) {
  const [TraceExporter, LogExporter] =
    protocol === 'http/json'
      ? [JsonTraceExporter, JsonLogExporter]
      : [ProtobufTraceExporter, ProtobufLogExporter];
  const resource = resourceFromAttributes(resourceAttributes(service));
  const base = endpoint.replace(/\/+$/, '');
  // One batch is on its way at a time; the queue holds what comes in while the receiver asks to wait.
  const batching = {
    scheduledDelayMillis: delayMillis,
    maxExportBatchSize: 256,
    maxQueueSize: 16_384,
    exportTimeoutMillis: timeoutMillis,
  };
  const spans = new BasicTracerProvider({
    resource,
    // Bodies have their own limit; a request has few attributes.
    spanLimits: { attributeCountLimit: 256, eventCountLimit: 256 },
    spanProcessors: [
      new BatchSpanProcessor(
        new TraceExporter({ url: `${base}/v1/traces`, timeoutMillis }),
        batching,
      ),
    ],
  });
  const logs = new LoggerProvider({
    resource,
    processors: [
      new BatchLogRecordProcessor({
        exporter: new LogExporter({ url: `${base}/v1/logs`, timeoutMillis }),
        ...batching,
      }),
    ],
  });

  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
  propagation.setGlobalPropagator(
    new CompositePropagator({
      propagators: [new W3CTraceContextPropagator(), new W3CBaggagePropagator()],
    }),
  );
  trace.setGlobalTracerProvider(spans);

  return {
    tracer: spans.getTracer(SCOPE, SCOPE_VERSION),
    logger: logs.getLogger(SCOPE, SCOPE_VERSION),
    flush: async () => {
      await Promise.all([spans.forceFlush(), logs.forceFlush()]);
    },
    shutdown: async () => {
      await Promise.allSettled([spans.shutdown(), logs.shutdown()]);
      context.disable();
      propagation.disable();
      trace.disable();
    },
  };
}

function resourceAttributes(service) {
  const attributes = {
    'service.namespace': service.namespace,
    'service.name': service.name,
    'service.version': service.version,
    'service.instance.id': service.instance ?? randomUUID(),
    'deployment.environment.name': service.environment,
    'vcs.ref.head.revision': service.commit,
    'process.pid': process.pid,
    'process.runtime.name': 'nodejs',
    'process.runtime.version': process.versions.node,
    'telemetry.sdk.name': 'opentelemetry',
    'telemetry.sdk.language': 'nodejs',
    'telemetry.distro.name': SCOPE,
    'telemetry.distro.version': SCOPE_VERSION,
  };
  return Object.fromEntries(
    Object.entries(attributes).filter(([, value]) => value !== undefined && value !== ''),
  );
}
