// Exports one span, one log record and one metric by the protocol asked for, and exits with 1 when
// any export failed.
//
//   node export.mjs http-json|http-proto|grpc URL none|gzip
import { SpanKind } from '@opentelemetry/api';
import { OTLPLogExporter as GrpcLogs } from '@opentelemetry/exporter-logs-otlp-grpc';
import { OTLPLogExporter as JsonLogs } from '@opentelemetry/exporter-logs-otlp-http';
import { OTLPLogExporter as ProtoLogs } from '@opentelemetry/exporter-logs-otlp-proto';
import { OTLPMetricExporter as GrpcMetrics } from '@opentelemetry/exporter-metrics-otlp-grpc';
import { OTLPMetricExporter as JsonMetrics } from '@opentelemetry/exporter-metrics-otlp-http';
import { OTLPMetricExporter as ProtoMetrics } from '@opentelemetry/exporter-metrics-otlp-proto';
import { OTLPTraceExporter as GrpcTraces } from '@opentelemetry/exporter-trace-otlp-grpc';
import { OTLPTraceExporter as JsonTraces } from '@opentelemetry/exporter-trace-otlp-http';
import { OTLPTraceExporter as ProtoTraces } from '@opentelemetry/exporter-trace-otlp-proto';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { BatchLogRecordProcessor, LoggerProvider } from '@opentelemetry/sdk-logs';
import { MeterProvider, PeriodicExportingMetricReader } from '@opentelemetry/sdk-metrics';
import { BasicTracerProvider, BatchSpanProcessor } from '@opentelemetry/sdk-trace-base';

const [protocol, url, compression] = process.argv.slice(2);

const exporters = {
  'http-json': [JsonTraces, JsonLogs, JsonMetrics],
  'http-proto': [ProtoTraces, ProtoLogs, ProtoMetrics],
  grpc: [GrpcTraces, GrpcLogs, GrpcMetrics],
}[protocol];
if (!exporters) throw new Error(`unknown protocol ${protocol}`);

let failed = false;
/** Makes the exporter of one signal, and notes whether what it exports is accepted. */
function exporter(index, path) {
  const made = new exporters[index]({
    url: protocol === 'grpc' ? url : `${url}/v1/${path}`,
    compression,
    timeoutMillis: 20_000,
  });
  const send = made.export.bind(made);
  made.export = (items, done) =>
    send(items, (result) => {
      if (result.code !== 0) {
        failed = true;
        console.error(`${path}: ${result.error}`);
      }
      done(result);
    });
  return made;
}

const resource = resourceFromAttributes({
  'service.name': `js-${protocol}`,
  'service.namespace': 'clients',
});
const tracers = new BasicTracerProvider({
  resource,
  spanProcessors: [new BatchSpanProcessor(exporter(0, 'traces'))],
});
const loggers = new LoggerProvider({
  resource,
  processors: [new BatchLogRecordProcessor({ exporter: exporter(1, 'logs') })],
});
const meters = new MeterProvider({
  resource,
  readers: [
    new PeriodicExportingMetricReader({
      exporter: exporter(2, 'metrics'),
      exportIntervalMillis: 3_600_000,
    }),
  ],
});

tracers
  .getTracer('clients')
  .startSpan('POST /orders', {
    kind: SpanKind.SERVER,
    attributes: { whole: 42, real: 0.5, flag: true, list: ['a', 'b'] },
  })
  .end();
loggers.getLogger('clients').emit({
  severityNumber: 17,
  severityText: 'ERROR',
  body: 'payment refused',
  attributes: { order: 42 },
});
meters.getMeter('clients').createCounter('orders').add(3, { currency: 'EUR' });

await tracers.shutdown();
await loggers.shutdown();
await meters.shutdown();
process.exit(failed ? 1 : 0);
