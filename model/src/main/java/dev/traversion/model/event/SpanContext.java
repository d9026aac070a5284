package dev.traversion.model.event;

/** Which call an event belongs to; both ids none when it belongs to no call. */
public record SpanContext(TraceId traceId, SpanId spanId) {
  private static final SpanContext NONE = new SpanContext(TraceId.none(), SpanId.none());

  public static SpanContext none() {
    return NONE;
  }
}
