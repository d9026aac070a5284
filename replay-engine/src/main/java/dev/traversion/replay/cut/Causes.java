package dev.traversion.replay.cut;

import dev.traversion.model.event.Call;
import dev.traversion.model.event.ConfigChange;
import dev.traversion.model.event.Deployment;
import dev.traversion.model.event.EntityChange;
import dev.traversion.model.event.Event;
import dev.traversion.model.event.LogLine;
import dev.traversion.model.event.Measurement;
import dev.traversion.model.event.SpanContext;
import dev.traversion.model.event.SystemSignal;
import java.util.ArrayList;
import java.util.List;

/** The calls that an event, by what was recorded, would not have happened without. */
public final class Causes {
  private static final int MOST_LINKS = 16;

  private Causes() {}

  /** Of a call its parent, and of a consumed message what it links to; of a change its call. */
  public static List<SpanContext> of(Event event) {
    return switch (event) {
      case Call call -> ofCall(call);
      case EntityChange change -> ofContext(change.context());
      case ConfigChange change -> ofContext(change.context());
      case LogLine _, Measurement _, Deployment _, SystemSignal _ -> List.of();
    };
  }

  private static List<SpanContext> ofCall(Call call) {
    var causes = new ArrayList<SpanContext>();
    if (!call.parentSpanId().isNone()) {
      causes.add(new SpanContext(call.context().traceId(), call.parentSpanId()));
    }
    if (call.spanKind() == Call.KIND_CONSUMER) {
      call.links().stream()
          .limit(MOST_LINKS)
          .map(Call.Link::context)
          .filter(context -> !context.spanId().isNone())
          .forEach(causes::add);
    }
    causes.removeIf(cause -> cause.equals(call.context()));
    return causes;
  }

  private static List<SpanContext> ofContext(SpanContext context) {
    return context.traceId().isNone() || context.spanId().isNone() ? List.of() : List.of(context);
  }
}
