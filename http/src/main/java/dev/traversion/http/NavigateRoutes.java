package dev.traversion.http;

import akka.http.javadsl.model.HttpResponse;
import com.fasterxml.jackson.core.JsonPointer;
import dev.traversion.http.Endpoint.Inquiry;
import dev.traversion.http.json.CompletenessJson;
import dev.traversion.http.json.Contents;
import dev.traversion.http.json.EventsJson;
import dev.traversion.http.json.FieldJson;
import dev.traversion.http.json.TimelineJson;
import dev.traversion.model.event.EventKind;
import dev.traversion.model.event.TraceId;
import dev.traversion.model.time.EpochNanos;
import dev.traversion.replay.Answer;
import dev.traversion.replay.EventQuery;
import dev.traversion.replay.History;
import dev.traversion.replay.anomaly.Anomalies;
import dev.traversion.replay.navigate.Direction;
import dev.traversion.replay.navigate.Navigator;
import dev.traversion.replay.navigate.Place;
import dev.traversion.replay.navigate.Step;
import dev.traversion.replay.timeline.Level;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** {@code GET /navigate}: the next or previous of something. */
final class NavigateRoutes {
  private final History history;
  private final Navigator navigator;
  private final Anomalies anomalies;
  private final ServiceNames names;
  private final Queries queries;

  NavigateRoutes(History history, ServiceNames names, Queries queries) {
    this.history = history;
    this.navigator = new Navigator(history);
    this.anomalies = new Anomalies(history);
    this.names = names;
    this.queries = queries;
  }

  List<Endpoint> endpoints() {
    return List.of(
        Endpoint.get(
            "/api/v1/navigate",
            List.of(
                "q",
                "from",
                "direction",
                "what",
                "service",
                "kind",
                "operation",
                "trace",
                "entity",
                "path",
                "level",
                "content"),
            queries.asking(this::navigate)));
  }

  /** What is stepped to. */
  private enum Target {
    EVENT,
    ERROR,
    DEPLOYMENT,
    CONFIG_CHANGE,
    FIELD_CHANGE,
    ANOMALY
  }

  private HttpResponse navigate(Inquiry inquiry) {
    var parameters = inquiry.parameters();
    var direction = direction(parameters);
    var target = target(parameters);
    var from = place(parameters);
    refuse(parameters, "path", target == Target.FIELD_CHANGE, "goes with what=field-change");
    refuse(
        parameters,
        "kind",
        target == Target.EVENT || target == Target.ERROR,
        "goes with what=event and what=error");
    refuse(
        parameters,
        "q",
        target != Target.FIELD_CHANGE && target != Target.ANOMALY,
        "does not go with what=field-change and what=anomaly");
    for (var ofEvents : List.of("operation", "trace", "entity")) {
      refuse(parameters, ofEvents, target != Target.ANOMALY, "does not go with what=anomaly");
    }
    refuse(parameters, "level", target == Target.ANOMALY, "goes with what=anomaly");
    if (target == Target.ANOMALY) {
      return anomaly(inquiry, from, direction);
    }
    var answer =
        target == Target.FIELD_CHANGE
            ? fieldChange(inquiry, from, direction)
            : navigator.event(query(inquiry, target), from, direction);
    return reply(from, direction, answer, parameters.contents());
  }

  private HttpResponse reply(
      Place from, Direction direction, Answer<Step> answer, Contents contents) {
    var step = answer.value();
    return Replies.json(
        json -> {
          json.instant("from", from.instantNanos()).text("direction", direction.text());
          step.event()
              .ifPresent(
                  event ->
                      json.instant("at", step.atNanos()).text("place", Place.of(event).toString()));
          EventsJson.write(json, step.event().stream().toList(), history::common, contents);
          step.change()
              .ifPresent(
                  change -> json.object("change", object -> FieldJson.change(object, change)));
          step.searchedToNanos().ifPresent(nanos -> json.instant("searchedTo", nanos));
          CompletenessJson.write(json, answer.completeness());
        });
  }

  /** Buckets are of the services' own clocks, as on the timeline, so nothing is corrected here. */
  private HttpResponse anomaly(Inquiry inquiry, Place from, Direction direction) {
    var parameters = inquiry.parameters();
    var level = Parameters.parsed("level", parameters.one("level").orElse("1m"), Level::parse);
    var services = names.ofParameter(inquiry);
    var answer =
        switch (direction) {
          case NEXT -> anomalies.next(names.tenant(), services, level, from.instantNanos());
          case PREVIOUS -> anomalies.previous(names.tenant(), services, level, from.instantNanos());
        };
    return Replies.json(
        json -> {
          json.instant("from", from.instantNanos()).text("direction", direction.text());
          answer
              .value()
              .ifPresent(
                  bucket ->
                      json.instant("at", bucket.startNanos())
                          .text("place", EpochNanos.toText(bucket.startNanos())));
          EventsJson.write(json, List.of(), history::common, Contents.WHOLE);
          answer
              .value()
              .ifPresent(
                  bucket -> json.object("anomaly", item -> TimelineJson.anomaly(item, bucket)));
          CompletenessJson.write(json, answer.completeness());
        });
  }

  private Answer<Step> fieldChange(Inquiry inquiry, Place from, Direction direction) {
    var parameters = inquiry.parameters();
    var services = names.ofParameter(inquiry);
    if (services.size() != 1) {
      throw Parameters.invalid("service", "names the one service that owns the entity");
    }
    var entity =
        parameters
            .one("entity")
            .map(text -> Parameters.parsed("entity", text, EventRoutes::entity))
            .orElseThrow(() -> Parameters.invalid("entity", "is required with what=field-change"));
    return navigator.fieldChange(
        services.getFirst(),
        entity,
        pointer(parameters).orElse(JsonPointer.empty()),
        from,
        direction);
  }

  private EventQuery query(Inquiry inquiry, Target target) {
    var parameters = inquiry.parameters();
    return new EventQuery(
        names.tenant(),
        Set.copyOf(names.ofParameter(inquiry)),
        0,
        0,
        switch (target) {
          case EVENT, ERROR, FIELD_CHANGE, ANOMALY -> EventRoutes.kinds(parameters);
          case DEPLOYMENT -> Set.of(EventKind.DEPLOYMENT);
          case CONFIG_CHANGE -> Set.of(EventKind.CONFIG_CHANGE);
        },
        target == Target.ERROR,
        parameters.text("operation"),
        parameters.one("trace").map(text -> Parameters.parsed("trace", text, TraceId::parse)),
        parameters
            .one("entity")
            .map(text -> Parameters.parsed("entity", text, EventRoutes::entity)),
        EventRoutes.condition(parameters),
        false);
  }

  /** The field that a parameter {@code path} points to. */
  static Optional<JsonPointer> pointer(Parameters parameters) {
    return parameters
        .one("path")
        .map(
            text ->
                Parameters.parsed(
                    "path",
                    text,
                    path -> {
                      try {
                        return JsonPointer.compile(path);
                      } catch (IllegalArgumentException e) {
                        throw new IllegalArgumentException(
                            "is not a JSON pointer such as /items/0/price", e);
                      }
                    }));
  }

  private Place place(Parameters parameters) {
    var text = parameters.one("from");
    return text.isPresent() && Place.isOfEvent(text.get())
        ? Parameters.parsed("from", text.get(), given -> Place.parseOfEvent(names.tenant(), given))
        : new Place.At(parameters.instant("from", "now"));
  }

  private static Direction direction(Parameters parameters) {
    return switch (parameters.one("direction").orElse("next")) {
      case "next" -> Direction.NEXT;
      case "previous" -> Direction.PREVIOUS;
      default -> throw Parameters.invalid("direction", "is neither next nor previous");
    };
  }

  private static Target target(Parameters parameters) {
    return switch (parameters.one("what").orElse("event")) {
      case "event" -> Target.EVENT;
      case "error" -> Target.ERROR;
      case "deployment" -> Target.DEPLOYMENT;
      case "config-change" -> Target.CONFIG_CHANGE;
      case "field-change" -> Target.FIELD_CHANGE;
      case "anomaly" -> Target.ANOMALY;
      default ->
          throw Parameters.invalid(
              "what", "is none of event, error, deployment, config-change, field-change, anomaly");
    };
  }

  private static void refuse(
      Parameters parameters, String name, boolean hasMeaning, String detail) {
    if (!hasMeaning && !parameters.all(name).isEmpty()) {
      throw Parameters.invalid(name, detail);
    }
  }
}
