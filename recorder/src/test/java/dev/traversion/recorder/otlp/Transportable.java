package dev.traversion.recorder.otlp;

import dev.traversion.model.attribute.Attributes;
import dev.traversion.model.attribute.Value;
import dev.traversion.model.event.Call;
import dev.traversion.model.event.ConfigChange;
import dev.traversion.model.event.Deployment;
import dev.traversion.model.event.Document;
import dev.traversion.model.event.EntityChange;
import dev.traversion.model.event.EntityRef;
import dev.traversion.model.event.Event;
import dev.traversion.model.event.LogLine;
import dev.traversion.model.event.Measurement;
import dev.traversion.model.event.Origin;
import dev.traversion.model.event.SpanContext;
import dev.traversion.model.event.SpanId;
import dev.traversion.model.event.SystemSignal;
import dev.traversion.recorder.delivery.Documents;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Turns any event into the nearest one that OTLP can carry and our rules accept: well-formed
 * Unicode, times from 1970 to 2262, ids where they are required, values that are JSON. Nothing else
 * is changed. Ordinals are 0: they belong to a delivery.
 */
final class Transportable {
  private Transportable() {}

  static Event of(Event event, long recordedAtNanos) {
    return switch (event) {
      case Call call -> call(call, recordedAtNanos);
      case LogLine log ->
          new LogLine(
              origin(log.origin()),
              log.timeNanos() & Long.MAX_VALUE,
              log.observedNanos() & Long.MAX_VALUE,
              recordedAtNanos,
              log.severityNumber(),
              text(log.severityText()),
              text(log.eventName()),
              value(log.body()),
              attributes(log.attributes()),
              log.droppedAttributes(),
              log.flags(),
              log.context(),
              0);
      case Measurement point -> measurement(point, recordedAtNanos);
      case EntityChange change ->
          new EntityChange(
              origin(change.origin()),
              new EntityRef(text(change.entity().type()), text(change.entity().key())),
              document(change.value()),
              time(change.occurredAtNanos()),
              recordedAtNanos,
              change.context(),
              attributes(change.attributes()),
              0);
      case ConfigChange change ->
          new ConfigChange(
              origin(change.origin()),
              text(change.key()),
              document(change.value()),
              time(change.occurredAtNanos()),
              recordedAtNanos,
              change.context(),
              attributes(change.attributes()),
              0);
      case Deployment deployment ->
          new Deployment(
              origin(deployment.origin()),
              text(deployment.version()),
              text(deployment.previousVersion()),
              text(deployment.commit()),
              text(deployment.environment()),
              deployment.source(),
              time(deployment.occurredAtNanos()),
              recordedAtNanos,
              attributes(deployment.attributes()),
              0);
      case SystemSignal signal ->
          new SystemSignal(
              origin(signal.origin()),
              text(signal.name()),
              signal.severityNumber(),
              value(signal.body()),
              time(signal.occurredAtNanos()),
              recordedAtNanos,
              signal.context(),
              attributes(signal.attributes()),
              0);
    };
  }

  private static Call call(Call call, long recordedAtNanos) {
    var events = new ArrayList<Call.SpanEvent>();
    for (var event : call.events()) {
      events.add(
          new Call.SpanEvent(
              event.timeNanos(),
              text(event.name()),
              attributes(event.attributes()),
              event.droppedAttributes()));
    }
    var links = new ArrayList<Call.Link>();
    for (var link : call.links()) {
      links.add(
          new Call.Link(
              whole(link.context(), call),
              text(link.traceState()),
              attributes(link.attributes()),
              link.droppedAttributes(),
              link.flags()));
    }
    return new Call(
        origin(call.origin()),
        call.context(),
        call.parentSpanId(),
        text(call.traceState()),
        call.flags(),
        text(call.name()),
        call.spanKind(),
        time(call.startNanos()),
        time(call.endNanos()),
        recordedAtNanos,
        attributes(call.attributes()),
        call.droppedAttributes(),
        events,
        call.droppedEvents(),
        links,
        call.droppedLinks(),
        call.statusCode(),
        text(call.statusMessage()));
  }

  private static SpanContext whole(SpanContext context, Call call) {
    return new SpanContext(
        context.traceId().isNone() ? call.context().traceId() : context.traceId(),
        context.spanId().isNone() ? new SpanId(7) : context.spanId());
  }

  private static Measurement measurement(Measurement point, long recordedAtNanos) {
    var exemplars = new ArrayList<Measurement.Exemplar>();
    for (var exemplar : point.exemplars()) {
      exemplars.add(
          new Measurement.Exemplar(
              exemplar.timeNanos(),
              exemplar.value(),
              exemplar.context(),
              attributes(exemplar.filteredAttributes())));
    }
    return new Measurement(
        origin(point.origin()),
        new Measurement.Metric(
            text(point.metric().name()),
            text(point.metric().description()),
            text(point.metric().unit()),
            attributes(point.metric().metadata())),
        point.startNanos() & Long.MAX_VALUE,
        point.timeNanos() & Long.MAX_VALUE,
        recordedAtNanos,
        attributes(point.attributes()),
        point.point(),
        point.flags(),
        point.point() instanceof Measurement.Point.Summary ? List.of() : exemplars, // OTLP has none
        0);
  }

  private static Origin origin(Origin origin) {
    var resource = origin.resource();
    var scope = origin.scope();
    return new Origin(
        new Origin.Resource(
            attributes(resource.attributes()),
            resource.droppedAttributes(),
            text(resource.schemaUrl())),
        new Origin.Scope(
            text(scope.name()),
            text(scope.version()),
            attributes(scope.attributes()),
            scope.droppedAttributes(),
            text(scope.schemaUrl())));
  }

  private static long time(long nanos) {
    long positive = nanos & Long.MAX_VALUE;
    return positive == 0 ? 1 : positive;
  }

  /** A whole document becomes JSON; one that was cut need not be. */
  private static Optional<Document> document(Optional<Document> document) {
    if (document.isEmpty()) {
      return document;
    }
    var text = text(document.get().json());
    if (document.get().truncated()) {
      return Optional.of(
          new Document(
              text,
              true,
              Math.max(document.get().originalLength(), Document.of(text).originalLength())));
    }
    return Optional.of(Document.of(Documents.json(Value.of(text))));
  }

  private static Attributes attributes(Attributes attributes) {
    var builder = Attributes.builder();
    attributes.forEach((key, value) -> builder.put(text(key), value(value)));
    return builder.build();
  }

  private static Value value(Value value) {
    return switch (value) {
      case Value.Text(var text) -> Value.of(text(text));
      case Value.Array(var elements) ->
          new Value.Array(List.copyOf(elements.stream().map(Transportable::value).toList()));
      case Value.KeyValues(var entries) -> new Value.KeyValues(attributes(entries));
      case Value.Empty _, Value.Bool _, Value.Int _, Value.Real _, Value.Bytes _ -> value;
    };
  }

  private static String text(String text) {
    var mended = new StringBuilder();
    text.codePoints()
        .map(point -> Character.getType(point) == Character.SURROGATE ? 0xfffd : point)
        .forEach(mended::appendCodePoint);
    return mended.toString();
  }
}
