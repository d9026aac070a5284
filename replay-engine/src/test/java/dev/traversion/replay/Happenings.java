package dev.traversion.replay;

import dev.traversion.model.attribute.Attributes;
import dev.traversion.model.attribute.Value;
import dev.traversion.model.event.Call;
import dev.traversion.model.event.Deployment;
import dev.traversion.model.event.Document;
import dev.traversion.model.event.EntityChange;
import dev.traversion.model.event.EntityRef;
import dev.traversion.model.event.LogLine;
import dev.traversion.model.event.Origin;
import dev.traversion.model.event.SpanContext;
import dev.traversion.model.event.SpanId;
import dev.traversion.model.event.TraceId;
import java.util.List;
import java.util.Optional;

/** Events told in a word, for tests that name each one. */
final class Happenings {
  static final EntityRef ORDER_42 = new EntityRef("order", "42");
  static final TraceId TRACE = new TraceId(1, 2);

  private Happenings() {}

  static EntityChange write(EntityRef entity, String json, long at) {
    return change(entity, Optional.of(Document.of(json)), at);
  }

  static EntityChange delete(EntityRef entity, long at) {
    return change(entity, Optional.empty(), at);
  }

  private static EntityChange change(EntityRef entity, Optional<Document> value, long at) {
    return new EntityChange(
        Origin.unknown(), entity, value, at, at, SpanContext.none(), Attributes.none(), 0);
  }

  static Deployment deploy(String version, long at) {
    return new Deployment(
        Origin.unknown(),
        version,
        "",
        "",
        "",
        Deployment.Source.CDEVENT,
        at,
        at,
        Attributes.none(),
        0);
  }

  static LogLine log(String text, long at, SpanContext context) {
    return new LogLine(
        Origin.unknown(),
        at,
        at,
        at,
        9,
        "",
        "",
        Value.of(text),
        Attributes.none(),
        0,
        0,
        context,
        0);
  }

  static SpanContext span(long id) {
    return new SpanContext(TRACE, new SpanId(id));
  }

  static Call call(long span, long start, long end, boolean error) {
    return call("GET /cart", span, start, end, error);
  }

  static Call call(String name, long span, long start, long end, boolean error) {
    return new Call(
        Origin.unknown(),
        span(span),
        SpanId.none(),
        "",
        0,
        name,
        Call.KIND_SERVER,
        start,
        end,
        end,
        Attributes.none(),
        0,
        List.of(),
        0,
        List.of(),
        0,
        error ? Call.STATUS_ERROR : Call.STATUS_UNSET,
        "");
  }
}
