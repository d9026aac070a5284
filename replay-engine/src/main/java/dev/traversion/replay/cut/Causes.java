package dev.traversion.replay.cut;

import dev.traversion.model.event.Call;
import dev.traversion.model.event.ConfigChange;
import dev.traversion.model.event.Deployment;
import dev.traversion.model.event.EntityChange;
import dev.traversion.model.event.Event;
import dev.traversion.model.event.EventKind;
import dev.traversion.model.event.LogLine;
import dev.traversion.model.event.Measurement;
import dev.traversion.model.event.SpanContext;
import dev.traversion.model.event.SpanId;
import dev.traversion.model.event.SystemSignal;
import dev.traversion.model.frame.Frame;
import java.util.ArrayList;
import java.util.List;

/** The calls that an event, by what was recorded, would not have happened without. */
public final class Causes {
  private static final int MOST_LINKS = 16;
  private static final EventKind[] KINDS = EventKind.values();

  private Causes() {}

  /** Of a call its parent, and of a consumed message what it links to; of a change its call. */
  public static List<SpanContext> of(Event event) {
    return switch (event) {
      case Call call ->
          ofCall(
              call.context(),
              call.parentSpanId(),
              call.spanKind() == Call.KIND_CONSUMER ? call.links() : List.of());
      case EntityChange change -> ofContext(change.context());
      case ConfigChange change -> ofContext(change.context());
      case LogLine _, Measurement _, Deployment _, SystemSignal _ -> List.of();
    };
  }

  /** The same of one row of a frame, from the columns that it takes. */
  static List<SpanContext> of(Frame frame, int row) {
    return switch (KINDS[frame.kinds()[row]]) {
      case CALL ->
          ofCall(
              frame.context(row),
              frame.parentSpanId(row),
              frame.spanKind(row) == Call.KIND_CONSUMER ? frame.links(row) : List.of());
      case ENTITY_CHANGE, CONFIG_CHANGE -> ofContext(frame.context(row));
      case LOG, MEASUREMENT, DEPLOYMENT, SIGNAL -> List.of();
    };
  }

  /**
   * @param links of a consumed message; empty for all else
   */
  private static List<SpanContext> ofCall(
      SpanContext context, SpanId parent, List<Call.Link> links) {
    var causes = new ArrayList<SpanContext>(1);
    if (!parent.isNone()) {
      causes.add(new SpanContext(context.traceId(), parent));
    }
    for (var link : links.subList(0, Math.min(MOST_LINKS, links.size()))) {
      if (!link.context().spanId().isNone()) {
        causes.add(link.context());
      }
    }
    causes.removeIf(cause -> cause.equals(context));
    return causes;
  }

  private static List<SpanContext> ofContext(SpanContext context) {
    return context.traceId().isNone() || context.spanId().isNone() ? List.of() : List.of(context);
  }
}
