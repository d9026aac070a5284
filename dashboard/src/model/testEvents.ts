import type {
  CallEvent,
  EntityChangeEvent,
  EntityState,
  EventPage,
  LogEvent,
  Origins,
  ServiceSummary,
} from './answers';
import { epochNanos, formatInstant, type EpochNanos } from './time';

/** Builders of answers for tests: whatever a test does not say is something plain. */

export const NOON: EpochNanos = epochNanos(1_767_268_800_000_000_000n);

/** The instant so many nanoseconds after noon, as the API writes it. */
export const after = (nanos: number): string => formatInstant(epochNanos(NOON + BigInt(nanos)));

const id = (name: string, length: number): string =>
  Array.from(name, (c) => c.charCodeAt(0).toString(16))
    .join('')
    .padEnd(length, '0')
    .slice(0, length);

export const spanOf = (name: string): string => id(name, 16);
export const TRACE = id('trace', 32);

export interface CallSketch {
  readonly span: string;
  readonly parent?: string;
  /** Nanoseconds after noon. */
  readonly from: number;
  readonly to: number;
  readonly service?: string;
  readonly error?: boolean;
  readonly spanKind?: string;
  readonly exchange?: CallEvent['exchange'];
}

export function call(sketch: CallSketch): CallEvent {
  return {
    id: id(`${sketch.span}${String(sketch.from)}`, 32),
    kind: 'call',
    service: sketch.service ?? 'shop/cart',
    occurredAt: after(sketch.from),
    recordedAt: after(sketch.to + 1_000),
    error: sketch.error ?? false,
    traceId: TRACE,
    spanId: spanOf(sketch.span),
    origin: 0,
    flags: 257,
    name: sketch.span,
    spanKind: sketch.spanKind ?? 'server',
    endedAt: after(sketch.to),
    durationNanos: sketch.to - sketch.from,
    status: { code: sketch.error === true ? 'error' : 'unset' },
    attributes: [],
    droppedAttributes: 0,
    events: [],
    droppedEvents: 0,
    links: [],
    droppedLinks: 0,
    ...(sketch.parent === undefined ? {} : { parentSpanId: spanOf(sketch.parent) }),
    ...(sketch.exchange === undefined ? {} : { exchange: sketch.exchange }),
  };
}

export function log(text: string, at: number, span?: string): LogEvent {
  return {
    id: id(text, 32),
    kind: 'log',
    service: 'shop/cart',
    occurredAt: after(at),
    recordedAt: after(at),
    error: false,
    origin: 0,
    severityNumber: 9,
    body: { stringValue: text },
    attributes: [],
    droppedAttributes: 0,
    flags: 0,
    ...(span === undefined ? {} : { traceId: TRACE, spanId: spanOf(span) }),
  };
}

export function deployment(version: string, at: number): EventPage['items'][number] {
  return {
    id: id(`deployment${version}`, 32),
    kind: 'deployment',
    service: 'shop/cart',
    occurredAt: after(at),
    recordedAt: after(at),
    error: false,
    origin: 0,
    version,
    source: 'otlp-event',
    attributes: [],
  };
}

export interface SummarySketch {
  readonly name: string;
  readonly calls?: number;
  readonly errors?: number;
  readonly p95Nanos?: number;
  readonly version?: string;
  /** Nanoseconds after noon. */
  readonly deployed?: number;
}

/** A service of the shop, over a minute. */
export function serviceSummary(sketch: SummarySketch): ServiceSummary {
  const { name, calls = 0, errors = 0, p95Nanos = 5e6, version, deployed = 0 } = sketch;
  return {
    service: `shop/${name}`,
    vitals: {
      windowNanos: 60e9,
      calls,
      errors,
      callsPerSecond: calls / 60,
      errorRatio: calls === 0 ? 0 : errors / calls,
      p50Nanos: p95Nanos / 2,
      p95Nanos,
      p99Nanos: p95Nanos,
      maxNanos: p95Nanos,
    },
    config: [],
    configTotal: 0,
    inFlightTotal: 2,
    ...(version === undefined
      ? {}
      : { running: { version, deployedAt: after(deployed), eventId: id(version, 32) } }),
  };
}

/** A write of `cart/7`; `json` is JSON text, undefined deletes. */
export function write(at: number, json: string | undefined, origin = 0): EntityChangeEvent {
  return {
    id: id(`write${String(at)}`, 32),
    kind: 'entity-change',
    service: 'shop/cart',
    occurredAt: after(at),
    recordedAt: after(at),
    error: false,
    traceId: TRACE,
    spanId: spanOf('writer'),
    origin,
    entity: { type: 'cart', key: '7' },
    deleted: json === undefined,
    attributes: [],
    ...(json === undefined ? {} : { value: { json } }),
  };
}

export function entity(key: string, eventId: string, json = '{}'): EntityState {
  return {
    type: 'cart',
    key,
    deleted: false,
    value: { json },
    changedAt: after(0),
    eventId: id(eventId, 32),
  };
}

export function eventPage(items: EventPage['items'], next?: string): EventPage {
  return {
    from: after(0),
    to: after(0),
    items,
    origins: [],
    ...(next === undefined ? {} : { next }),
  };
}

/** Origins that ran these versions. */
export function origins(...versions: string[]): Origins {
  return versions.map((version) => ({
    resource: {
      attributes: [{ key: 'service.version', value: { stringValue: version } }],
      droppedAttributes: 0,
    },
    scope: { attributes: [], droppedAttributes: 0 },
  }));
}
