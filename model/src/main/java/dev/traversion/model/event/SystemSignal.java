package dev.traversion.model.event;

import dev.traversion.model.attribute.Attributes;
import dev.traversion.model.attribute.Value;

/**
 * Something the platform reported of the service: a start, a stop, an out-of-memory kill, a probe
 * that failed.
 *
 * @param name never empty, e.g. {@code process.exit}
 * @param severityNumber as in {@link LogLine}
 * @param ordinal which of the equal signals of one delivery this is, from 0
 */
public record SystemSignal(
    Origin origin,
    String name,
    int severityNumber,
    Value body,
    long occurredAtNanos,
    long recordedAtNanos,
    SpanContext context,
    Attributes attributes,
    int ordinal)
    implements Event {

  @Override
  public EventId id() {
    return ContentId.of(this);
  }

  @Override
  public EventKind kind() {
    return EventKind.SIGNAL;
  }

  @Override
  public boolean isError() {
    return severityNumber >= LogLine.SEVERITY_ERROR;
  }
}
