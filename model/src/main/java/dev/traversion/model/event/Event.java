package dev.traversion.model.event;

/**
 * One recorded fact about a service. Immutable.
 *
 * <p>Two clocks, two names: {@link #occurredAtNanos()} is the service's, {@link #recordedAtNanos()}
 * is the recorder's; both in nanoseconds since the Unix epoch. Questions about the past are asked
 * in the former, never in arrival order.
 */
public sealed interface Event
    permits Call, LogLine, Measurement, EntityChange, Deployment, ConfigChange, SystemSignal {

  /**
   * Identifies this event within its mirror; computed from the content, so hold it if used often.
   */
  EventId id();

  EventKind kind();

  Origin origin();

  /** When it happened; for a call, when it started. */
  long occurredAtNanos();

  /** When the recorder accepted it. */
  long recordedAtNanos();

  /** The call it belongs to; for a call, itself. */
  SpanContext context();

  /**
   * Whether it reports a failure: a call with error status, a log line of severity ERROR or above.
   */
  default boolean isError() {
    return false;
  }
}
