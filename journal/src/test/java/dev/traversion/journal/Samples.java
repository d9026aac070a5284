package dev.traversion.journal;

import dev.traversion.model.attribute.Attributes;
import dev.traversion.model.event.Call;
import dev.traversion.model.event.Document;
import dev.traversion.model.event.EntityChange;
import dev.traversion.model.event.EntityRef;
import dev.traversion.model.event.Event;
import dev.traversion.model.event.Origin;
import dev.traversion.model.event.SpanContext;
import dev.traversion.model.event.SpanId;
import dev.traversion.model.event.TraceId;
import dev.traversion.model.mirror.MirrorId;
import dev.traversion.model.mirror.ServiceId;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/** Mirrors and events for the contracts of this module. */
final class Samples {
  private static final AtomicLong MIRRORS = new AtomicLong();

  private Samples() {}

  /** A mirror that no test has used. */
  static MirrorId freshMirror() {
    return new MirrorId(ServiceId.of("shop", "service-" + MIRRORS.incrementAndGet()), 0);
  }

  static String text(StoredFrame frame) {
    return new String(frame.bytes(), StandardCharsets.UTF_8);
  }

  static Event call(TraceId trace, long startNanos) {
    return new Call(
        Origin.unknown(),
        new SpanContext(trace, new SpanId(startNanos)),
        SpanId.none(),
        "",
        0,
        "GET /cart",
        Call.KIND_SERVER,
        startNanos,
        startNanos + 10,
        startNanos + 20,
        Attributes.none(),
        0,
        List.of(),
        0,
        List.of(),
        0,
        startNanos % 2 == 0 ? Call.STATUS_OK : Call.STATUS_ERROR,
        "");
  }

  static Event change(EntityRef entity, long occurredAtNanos) {
    return new EntityChange(
        Origin.unknown(),
        entity,
        Optional.of(Document.of("{\"n\":1}")),
        occurredAtNanos,
        occurredAtNanos + 5,
        SpanContext.none(),
        Attributes.none(),
        0);
  }
}
