package dev.traversion.model.state;

import dev.traversion.model.event.EventId;
import dev.traversion.model.event.SpanContext;

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
    boolean error) {}
