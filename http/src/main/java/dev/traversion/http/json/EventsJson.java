package dev.traversion.http.json;

import dev.traversion.model.attribute.Attributes;
import dev.traversion.model.event.Call;
import dev.traversion.model.event.ConfigChange;
import dev.traversion.model.event.Deployment;
import dev.traversion.model.event.Document;
import dev.traversion.model.event.EntityChange;
import dev.traversion.model.event.Event;
import dev.traversion.model.event.Exchange;
import dev.traversion.model.event.LogLine;
import dev.traversion.model.event.Measurement;
import dev.traversion.model.event.Origin;
import dev.traversion.model.event.SpanContext;
import dev.traversion.model.event.SystemSignal;
import dev.traversion.model.mirror.ServiceId;
import dev.traversion.replay.RecordedEvent;
import dev.traversion.replay.navigate.EntityVersion;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * Writes a list of events and, beside it, the origins they share: hundreds of events of one answer
 * come from a handful of resources.
 */
public final class EventsJson {
  private final Map<Origin, Integer> origins = new LinkedHashMap<>();

  private final Corrected corrected;
  private final Contents contents;

  /** What the event being written leaves out: names of lists, and how long each is. */
  private final Map<String, Long> leftOut = new LinkedHashMap<>();

  private EventsJson(Corrected corrected, Contents contents) {
    this.corrected = corrected;
    this.contents = contents;
  }

  /** Leads from a service's clock to the common time line. */
  public interface Corrected {
    long common(ServiceId service, long localNanos);
  }

  /** The members {@code items} and {@code origins}. */
  public static void write(
      Json json, List<RecordedEvent> events, Corrected corrected, Contents contents) {
    var writer = new EventsJson(corrected, contents);
    json.objects(
        "items", events, (item, event) -> writer.event(item, event.service(), event.event()));
    json.objects("origins", writer.origins.keySet(), EventsJson::origin);
  }

  /** The same members for the history of one entity, each item with who wrote it and what. */
  public static void write(
      Json json, ServiceId service, Iterable<EntityVersion> versions, Corrected corrected) {
    var writer = new EventsJson(corrected, Contents.WHOLE);
    json.objects(
        "items",
        versions,
        (item, version) -> {
          writer.event(item, service, version.write().change());
          FieldJson.version(item, version);
        });
    json.objects("origins", writer.origins.keySet(), EventsJson::origin);
  }

  private void event(Json json, ServiceId service, Event event) {
    json.text("id", event.id().toString())
        .text("kind", event.kind().text())
        .text("service", service.path())
        .instant("occurredAt", event.occurredAtNanos())
        .instant("recordedAt", event.recordedAtNanos())
        .flag("error", event.isError());
    long common = corrected.common(service, event.occurredAtNanos());
    if (common != event.occurredAtNanos()) {
      json.instant("correctedAt", common);
    }
    context(json, event.context());
    json.number("origin", origins.computeIfAbsent(event.origin(), _ -> origins.size()));
    leftOut.clear();
    switch (event) {
      case Call call -> call(json, call);
      case LogLine line -> log(json, line);
      case Measurement measurement -> measurement(json, measurement);
      case EntityChange change -> entityChange(json, change);
      case Deployment deployment -> deployment(json, deployment);
      case ConfigChange change -> configChange(json, change);
      case SystemSignal signal -> signal(json, signal);
    }
    if (!leftOut.isEmpty()) {
      json.object("leftOut", object -> leftOut.forEach(object::number));
    }
  }

  static void context(Json json, SpanContext context) {
    if (!context.traceId().isNone()) {
      json.text("traceId", context.traceId().toString());
    }
    if (!context.spanId().isNone()) {
      json.text("spanId", context.spanId().toString());
    }
  }

  private void call(Json json, Call call) {
    if (!call.parentSpanId().isNone()) {
      json.text("parentSpanId", call.parentSpanId().toString());
    }
    json.textIfAny("traceState", call.traceState())
        .number("flags", Integer.toUnsignedLong(call.flags()))
        .text("name", call.name())
        .text("spanKind", spanKind(call.spanKind()))
        .instant("endedAt", call.endNanos())
        .number("durationNanos", call.endNanos() - call.startNanos())
        .object(
            "status",
            status ->
                status
                    .text("code", statusCode(call.statusCode()))
                    .textIfAny("message", call.statusMessage()));
    Exchange.of(call)
        .ifPresent(
            exchange ->
                json.object("exchange", object -> ExchangeJson.write(object, exchange, contents)));
    inside(json, call.attributes());
    json.number("droppedAttributes", Integer.toUnsignedLong(call.droppedAttributes()));
    inside(
        json,
        "events",
        call.events(),
        (item, event) ->
            attributes(
                item.instant("at", event.timeNanos()).text("name", event.name()),
                event.attributes(),
                event.droppedAttributes()));
    json.number("droppedEvents", call.droppedEvents());
    inside(json, "links", call.links(), EventsJson::link);
    json.number("droppedLinks", call.droppedLinks());
  }

  private static void link(Json json, Call.Link link) {
    json.text("traceId", link.context().traceId().toString())
        .text("spanId", link.context().spanId().toString())
        .textIfAny("traceState", link.traceState())
        .number("flags", Integer.toUnsignedLong(link.flags()));
    attributes(json, link.attributes(), link.droppedAttributes());
  }

  private void log(Json json, LogLine line) {
    json.number("severityNumber", line.severityNumber())
        .textIfAny("severityText", line.severityText())
        .textIfAny("eventName", line.eventName())
        .instantIfAny("observedAt", line.observedNanos());
    AttributesJson.value(json, "body", line.body(), contents);
    inside(json, line.attributes());
    json.number("droppedAttributes", Integer.toUnsignedLong(line.droppedAttributes()))
        .number("flags", Integer.toUnsignedLong(line.flags()));
  }

  private void measurement(Json json, Measurement measurement) {
    json.object(
            "metric",
            metric -> {
              metric
                  .text("name", measurement.metric().name())
                  .textIfAny("description", measurement.metric().description())
                  .textIfAny("unit", measurement.metric().unit());
              if (!measurement.metric().metadata().isEmpty()) {
                AttributesJson.write(metric, "metadata", measurement.metric().metadata());
              }
            })
        .instantIfAny("startedAt", measurement.startNanos())
        .object("point", point -> PointJson.write(point, measurement.point()));
    inside(json, measurement.attributes());
    json.number("flags", Integer.toUnsignedLong(measurement.flags()));
    inside(
        json,
        "exemplars",
        measurement.exemplars(),
        (item, exemplar) -> {
          item.instant("at", exemplar.timeNanos());
          PointJson.reading(item, "value", exemplar.value());
          context(item, exemplar.context());
          AttributesJson.write(item, "filteredAttributes", exemplar.filteredAttributes());
        });
  }

  private void entityChange(Json json, EntityChange change) {
    json.object(
            "entity",
            entity ->
                entity.text("type", change.entity().type()).text("key", change.entity().key()))
        .flag("deleted", change.value().isEmpty());
    content(json, "value", change.value(), contents);
    inside(json, change.attributes());
  }

  private void deployment(Json json, Deployment deployment) {
    json.text("version", deployment.version())
        .textIfAny("previousVersion", deployment.previousVersion())
        .textIfAny("commit", deployment.commit())
        .textIfAny("environment", deployment.environment())
        .text("source", deployment.source().name().toLowerCase(Locale.ROOT).replace('_', '-'));
    inside(json, deployment.attributes());
  }

  private void configChange(Json json, ConfigChange change) {
    json.text("key", change.key()).flag("removed", change.value().isEmpty());
    content(json, "value", change.value(), contents);
    inside(json, change.attributes());
  }

  private void signal(Json json, SystemSignal signal) {
    json.text("name", signal.name()).number("severityNumber", signal.severityNumber());
    AttributesJson.value(json, "body", signal.body(), contents);
    inside(json, signal.attributes());
  }

  /** The attributes of the event being written, or note that they are left out. */
  private void inside(Json json, Attributes attributes) {
    if (contents.leavesOutLists() && !attributes.isEmpty()) {
      leftOut.put("attributes", (long) attributes.size());
    } else {
      AttributesJson.write(json, "attributes", attributes);
    }
  }

  /** A list inside of the event being written, or note that it is left out. */
  private <T> void inside(Json json, String name, List<T> items, BiConsumer<Json, T> members) {
    if (contents.leavesOutLists() && !items.isEmpty()) {
      leftOut.put(name, (long) items.size());
    } else {
      json.objects(name, items, members);
    }
  }

  static void content(Json json, String name, Optional<Document> document, Contents contents) {
    document.ifPresent(value -> ContentJson.write(json, name, value, contents));
  }

  private static void attributes(Json json, Attributes attributes, int dropped) {
    AttributesJson.write(json, "attributes", attributes);
    json.number("droppedAttributes", Integer.toUnsignedLong(dropped));
  }

  private static void origin(Json json, Origin origin) {
    json.object(
            "resource",
            resource -> {
              attributes(
                  resource, origin.resource().attributes(), origin.resource().droppedAttributes());
              resource.textIfAny("schemaUrl", origin.resource().schemaUrl());
            })
        .object(
            "scope",
            scope -> {
              scope
                  .textIfAny("name", origin.scope().name())
                  .textIfAny("version", origin.scope().version());
              attributes(scope, origin.scope().attributes(), origin.scope().droppedAttributes());
              scope.textIfAny("schemaUrl", origin.scope().schemaUrl());
            });
  }

  /** OTLP's name of a span kind, or its number where it has none. */
  static String spanKind(int number) {
    return switch (number) {
      case Call.KIND_UNSPECIFIED -> "unspecified";
      case Call.KIND_INTERNAL -> "internal";
      case Call.KIND_SERVER -> "server";
      case Call.KIND_CLIENT -> "client";
      case Call.KIND_PRODUCER -> "producer";
      case Call.KIND_CONSUMER -> "consumer";
      default -> Integer.toString(number);
    };
  }

  private static String statusCode(int number) {
    return switch (number) {
      case Call.STATUS_UNSET -> "unset";
      case Call.STATUS_OK -> "ok";
      case Call.STATUS_ERROR -> "error";
      default -> Integer.toString(number);
    };
  }
}
