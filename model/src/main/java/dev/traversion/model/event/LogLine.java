package dev.traversion.model.event;

import dev.traversion.model.attribute.Attributes;
import dev.traversion.model.attribute.Value;

/**
 * A log record.
 *
 * <p>Source of the fields: OpenTelemetry protocol, {@code logs/v1/logs.proto}, {@code LogRecord}.
 *
 * @param timeNanos when it happened; 0 when the sender did not know
 * @param observedNanos when the collecting agent saw it; 0 when not given
 * @param severityNumber 1 to 24; 0 when not given; 17 and above is an error
 * @param severityText empty when not given
 * @param eventName OpenTelemetry event name; empty for a plain log line
 * @param ordinal which of the equal records of one delivery this is, from 0
 */
public record LogLine(
    Origin origin,
    long timeNanos,
    long observedNanos,
    long recordedAtNanos,
    int severityNumber,
    String severityText,
    String eventName,
    Value body,
    Attributes attributes,
    int droppedAttributes,
    int flags,
    SpanContext context,
    int ordinal)
    implements Event {

  /** The lowest severity number that counts as an error (ERROR). */
  public static final int SEVERITY_ERROR = 17;

  @Override
  public EventId id() {
    return ContentId.of(this);
  }

  @Override
  public EventKind kind() {
    return EventKind.LOG;
  }

  @Override
  public long occurredAtNanos() {
    if (timeNanos != 0) {
      return timeNanos;
    }
    return observedNanos != 0 ? observedNanos : recordedAtNanos;
  }

  @Override
  public boolean isError() {
    return severityNumber >= SEVERITY_ERROR;
  }
}
