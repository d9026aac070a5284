package dev.traversion.http;

import akka.http.javadsl.model.HttpResponse;
import dev.traversion.http.Endpoint.Inquiry;
import dev.traversion.http.json.CompletenessJson;
import dev.traversion.http.json.Contents;
import dev.traversion.http.json.EventsJson;
import dev.traversion.model.event.EntityRef;
import dev.traversion.model.event.EventKind;
import dev.traversion.model.event.TraceId;
import dev.traversion.model.search.Condition;
import dev.traversion.model.search.ConditionParser;
import dev.traversion.model.search.ConditionText;
import dev.traversion.model.search.SearchSyntaxException;
import dev.traversion.replay.EventQuery;
import dev.traversion.replay.History;
import dev.traversion.replay.RecordedEvent;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** {@code GET /events}, {@code /traces/{traceId}} and {@code /deployments}. */
final class EventRoutes {
  private final History history;
  private final ServiceNames names;
  private final Queries queries;

  EventRoutes(History history, ServiceNames names, Queries queries) {
    this.history = history;
    this.names = names;
    this.queries = queries;
  }

  List<Endpoint> endpoints() {
    return List.of(
        Endpoint.get(
            "/api/v1/events",
            List.of(
                "q",
                "from",
                "to",
                "service",
                "kind",
                "error",
                "operation",
                "trace",
                "entity",
                "order",
                "content",
                "cursor",
                "limit"),
            queries.asking(this::events)),
        Endpoint.get(
            "/api/v1/traces/{traceId}", List.of("content", "limit"), queries.asking(this::trace)),
        Endpoint.get(
            "/api/v1/deployments",
            List.of("from", "to", "service", "cursor", "limit"),
            queries.asking(this::deployments)));
  }

  private HttpResponse events(Inquiry inquiry) {
    var parameters = inquiry.parameters();
    var window = parameters.window();
    int limit = parameters.limit();
    var cursor = parameters.cursor();
    var contents = parameters.contents();
    var condition = condition(parameters);
    var query =
        new EventQuery(
            names.tenant(),
            Set.copyOf(names.ofParameter(inquiry)),
            window.fromNanos(),
            window.toNanos(),
            kinds(parameters),
            parameters.flag("error"),
            parameters.text("operation"),
            parameters.one("trace").map(text -> Parameters.parsed("trace", text, TraceId::parse)),
            parameters
                .one("entity")
                .map(text -> Parameters.parsed("entity", text, EventRoutes::entity)),
            condition,
            newestFirst(parameters));
    var answer = BadCursor.guard(cursor, () -> history.events(query, cursor, limit));
    return Replies.json(
        json -> {
          json.instant("from", window.fromNanos()).instant("to", window.toNanos());
          if (!(condition instanceof Condition.Everything)) {
            json.text("query", ConditionText.of(condition));
          }
          EventsJson.write(json, answer.value().items(), history::common, contents);
          Cursor.writeNext(json, answer.value().next());
          CompletenessJson.write(json, answer.completeness());
        });
  }

  private HttpResponse trace(Inquiry inquiry) {
    int limit = inquiry.parameters().limit();
    var contents = inquiry.parameters().contents();
    var trace = Parameters.parsed("traceId", inquiry.variable("traceId"), TraceId::parse);
    var answer = history.trace(names.tenant(), trace, limit);
    if (answer.value().isEmpty() && answer.completeness().isWhole()) {
      throw new ProblemException(Problem.traceUnknown(trace.toString()));
    }
    return Replies.json(
        json -> {
          json.text("traceId", trace.toString());
          EventsJson.write(json, answer.value(), history::common, contents);
          json.flag("limited", answer.value().size() >= limit);
          CompletenessJson.write(json, answer.completeness());
        });
  }

  private HttpResponse deployments(Inquiry inquiry) {
    var window = inquiry.parameters().window();
    int limit = inquiry.parameters().limit();
    var cursor = inquiry.parameters().cursor();
    var services = names.ofParameter(inquiry);
    var answer =
        BadCursor.guard(
            cursor,
            () ->
                history.deployments(
                    names.tenant(), services, window.fromNanos(), window.toNanos(), cursor, limit));
    var deployments =
        answer.value().items().stream()
            .map(deployed -> new RecordedEvent(deployed.service(), deployed.deployment()))
            .toList();
    return Replies.json(
        json -> {
          json.instant("from", window.fromNanos()).instant("to", window.toNanos());
          EventsJson.write(json, deployments, history::common, Contents.WHOLE);
          Cursor.writeNext(json, answer.value().next());
          CompletenessJson.write(json, answer.completeness());
        });
  }

  static Condition condition(Parameters parameters) {
    try {
      return ConditionParser.parse(parameters.one("q").orElse(""));
    } catch (SearchSyntaxException e) {
      throw new ProblemException(Problem.searchInvalid("q", e));
    }
  }

  static Set<EventKind> kinds(Parameters parameters) {
    return parameters.separated("kind").stream()
        .map(text -> Parameters.parsed("kind", text, EventKind::parse))
        .collect(Collectors.toUnmodifiableSet());
  }

  private static boolean newestFirst(Parameters parameters) {
    return switch (parameters.one("order").orElse("desc")) {
      case "desc" -> true;
      case "asc" -> false;
      default -> throw Parameters.invalid("order", "is neither asc nor desc");
    };
  }

  static EntityRef entity(String text) {
    int slash = text.indexOf('/');
    if (slash < 1 || slash == text.length() - 1) {
      throw new IllegalArgumentException("is not of the form type/key");
    }
    return new EntityRef(text.substring(0, slash), text.substring(slash + 1));
  }
}
