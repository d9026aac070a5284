package dev.traversion.model.event;

import dev.traversion.model.attribute.Attributes;
import java.util.List;

/**
 * A span: one operation of the service, with its start, its end and what is known of it. Request
 * and response content travel as attributes (see {@link Exchange}).
 *
 * <p>Source of the fields: OpenTelemetry protocol, {@code trace/v1/trace.proto}, {@code Span}.
 *
 * @param context its own trace and span id; neither is none
 * @param parentSpanId none for a root
 * @param traceState W3C tracestate; empty when not given
 * @param flags W3C trace flags and OTLP's is-remote bits, as received (unsigned 32 bits)
 * @param name low-cardinality operation name, e.g. {@code GET /cart/{id}}
 * @param spanKind OTLP's number: 0 unspecified, 1 internal, 2 server, 3 client, 4 producer, 5
 *     consumer
 * @param startNanos when it started, nanoseconds since the epoch; this is {@link
 *     #occurredAtNanos()}
 * @param endNanos when it ended; less than the start only if the sender said so
 * @param statusCode OTLP's number: 0 unset, 1 ok, 2 error
 * @param statusMessage empty when not given
 */
public record Call(
    Origin origin,
    SpanContext context,
    SpanId parentSpanId,
    String traceState,
    int flags,
    String name,
    int spanKind,
    long startNanos,
    long endNanos,
    long recordedAtNanos,
    Attributes attributes,
    int droppedAttributes,
    List<SpanEvent> events,
    int droppedEvents,
    List<Link> links,
    int droppedLinks,
    int statusCode,
    String statusMessage)
    implements Event {

  public static final int KIND_UNSPECIFIED = 0;
  public static final int KIND_INTERNAL = 1;
  public static final int KIND_SERVER = 2;
  public static final int KIND_CLIENT = 3;
  public static final int KIND_PRODUCER = 4;
  public static final int KIND_CONSUMER = 5;

  public static final int STATUS_UNSET = 0;
  public static final int STATUS_OK = 1;
  public static final int STATUS_ERROR = 2;

  public Call {
    events = List.copyOf(events);
    links = List.copyOf(links);
  }

  /** A named, timed point within a call, such as a recorded exception. */
  public record SpanEvent(
      long timeNanos, String name, Attributes attributes, int droppedAttributes) {}

  /** A pointer to a span of this or another trace. */
  public record Link(
      SpanContext context,
      String traceState,
      Attributes attributes,
      int droppedAttributes,
      int flags) {}

  @Override
  public EventId id() {
    return EventId.ofCall(context.traceId(), context.spanId());
  }

  @Override
  public EventKind kind() {
    return EventKind.CALL;
  }

  @Override
  public long occurredAtNanos() {
    return startNanos;
  }

  @Override
  public boolean isError() {
    return statusCode == STATUS_ERROR;
  }
}
