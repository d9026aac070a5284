package dev.traversion.recorder.otlp;

import dev.traversion.model.event.SpanContext;
import dev.traversion.model.event.SpanId;
import dev.traversion.model.event.TraceId;

/** Reads trace and span ids; the spans of a batch mostly share a trace, and then its object. */
final class Ids {
  static final int TRACE_BYTES = 16;
  static final int SPAN_BYTES = 8;

  private final Wire wire;
  private TraceId last = TraceId.none();

  Ids(Wire wire) {
    this.wire = wire;
  }

  /** The trace id in a slice; none when it has not 16 bytes. */
  TraceId trace(long slice) {
    if (Wire.length(slice) != TRACE_BYTES) {
      return TraceId.none();
    }
    long high = wire.bigEndian(Wire.start(slice));
    long low = wire.bigEndian(Wire.start(slice) + Long.BYTES);
    if (high != last.high() || low != last.low()) {
      last = new TraceId(high, low);
    }
    return last;
  }

  /** The span id in a slice; none when it has not 8 bytes. */
  SpanId span(long slice) {
    if (Wire.length(slice) != SPAN_BYTES) {
      return SpanId.none();
    }
    long value = wire.bigEndian(Wire.start(slice));
    return value == 0 ? SpanId.none() : new SpanId(value);
  }

  /** Both, as logs and exemplars give them: an id that is missing or invalid is none. */
  SpanContext context(long trace, long span) {
    var traceId = trace(trace);
    var spanId = span(span);
    return traceId.isNone() && spanId.isNone()
        ? SpanContext.none()
        : new SpanContext(traceId, spanId);
  }

  /** Why the id in a slice is invalid; empty when it is valid. */
  static String fault(String name, long slice, int size, boolean isNone) {
    int length = Wire.length(slice);
    if (length == 0) {
      return name + " is missing";
    }
    if (length != size) {
      return "%s has %d bytes instead of %d".formatted(name, length, size);
    }
    return isNone ? name + " is all zero" : "";
  }
}
