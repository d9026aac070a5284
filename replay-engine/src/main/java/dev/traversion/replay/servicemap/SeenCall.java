package dev.traversion.replay.servicemap;

import dev.traversion.model.event.Call;
import dev.traversion.model.event.SpanContext;
import dev.traversion.model.event.SpanId;
import java.util.Comparator;
import java.util.List;

/**
 * A call, as much of it as a map is made of.
 *
 * @param parent none for a root
 * @param spanKind OTLP's number, see {@link Call}
 * @param links the calls that it is linked to, of other traces perhaps
 * @param peer whom it says that it asked; {@link Peer#none} unless it is outbound
 */
public record SeenCall(
    SpanContext context,
    SpanId parent,
    int spanKind,
    long startNanos,
    long endNanos,
    boolean error,
    List<SpanContext> links,
    Peer peer) {

  /** Which of two different calls of one id counts: the one that ended later, first of all. */
  static final Comparator<SeenCall> LAST =
      Comparator.comparingLong(SeenCall::endNanos)
          .thenComparingLong(SeenCall::startNanos)
          .thenComparing(SeenCall::error)
          .thenComparingInt(SeenCall::spanKind)
          .thenComparing(call -> call.parent().value())
          .thenComparing(SeenCall::peer);

  public static SeenCall of(Call call) {
    return new SeenCall(
        call.context(),
        call.parentSpanId(),
        call.spanKind(),
        call.startNanos(),
        call.endNanos(),
        call.isError(),
        call.links().stream().map(Call.Link::context).toList(),
        isOutbound(call.spanKind()) ? Peer.of(call) : Peer.none());
  }

  boolean isInbound() {
    return spanKind == Call.KIND_SERVER || spanKind == Call.KIND_CONSUMER;
  }

  boolean isOutbound() {
    return isOutbound(spanKind);
  }

  /** Where its caller should be found. */
  SpanContext parentContext() {
    return new SpanContext(context.traceId(), parent);
  }

  private static boolean isOutbound(int spanKind) {
    return spanKind == Call.KIND_CLIENT || spanKind == Call.KIND_PRODUCER;
  }
}
