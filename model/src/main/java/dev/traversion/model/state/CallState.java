package dev.traversion.model.state;

import dev.traversion.model.event.EventId;
import dev.traversion.model.event.SpanContext;
import dev.traversion.model.frame.Frame;

/**
 * A call that was in flight at an instant or had ended in the vitals window before it.
 *
 * @param name operation name
 * @param spanKind OTLP's number, see {@link dev.traversion.model.event.Call}
 */
public record CallState(
    EventId id,
    SpanContext context,
    String name,
    int spanKind,
    long startNanos,
    long endNanos,
    boolean error) {

  /** The call in a row of a frame, by the columns that it needs alone. */
  public static CallState of(Frame frame, int row) {
    var context = frame.context(row);
    return new CallState(
        EventId.ofCall(context.traceId(), context.spanId()),
        context,
        frame.callName(row),
        frame.spanKind(row),
        frame.occurredAtNanos()[row],
        frame.endNanos()[row],
        frame.errors().get(row));
  }
}
