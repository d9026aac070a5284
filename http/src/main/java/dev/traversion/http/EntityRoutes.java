package dev.traversion.http;

import akka.http.javadsl.model.HttpResponse;
import dev.traversion.http.Endpoint.Inquiry;
import dev.traversion.http.json.CompletenessJson;
import dev.traversion.http.json.EventsJson;
import dev.traversion.http.json.FieldJson;
import dev.traversion.http.json.StateJson;
import dev.traversion.model.event.EntityRef;
import dev.traversion.replay.EntityFilter;
import dev.traversion.replay.History;
import dev.traversion.replay.navigate.Authorship;
import java.util.List;

/** {@code /services/{service}/entities}: things with state. */
final class EntityRoutes {
  private static final String BEGINNING = "1970-01-01T00:00:00Z";

  private final History history;
  private final Authorship authorship;
  private final ServiceNames names;
  private final Queries queries;

  EntityRoutes(History history, ServiceNames names, Queries queries) {
    this.history = history;
    this.authorship = new Authorship(history);
    this.names = names;
    this.queries = queries;
  }

  List<Endpoint> endpoints() {
    return List.of(
        Endpoint.get(
            "/api/v1/services/{service}/entities",
            List.of("at", "type", "search", "cursor", "limit"),
            queries.asking(this::list)),
        Endpoint.get(
            "/api/v1/services/{service}/entities/{type}/{key}",
            List.of("at"),
            queries.asking(this::one)),
        Endpoint.get(
            "/api/v1/services/{service}/entities/{type}/{key}/history",
            List.of("from", "to", "cursor", "limit"),
            queries.asking(this::history)),
        Endpoint.get(
            "/api/v1/services/{service}/entities/{type}/{key}/blame",
            List.of("at", "path"),
            queries.asking(this::blame)));
  }

  private HttpResponse list(Inquiry inquiry) {
    long at = inquiry.parameters().at();
    var filter =
        new EntityFilter(inquiry.parameters().text("type"), inquiry.parameters().text("search"));
    int limit = inquiry.parameters().limit();
    var cursor = inquiry.parameters().cursor();
    var service = names.ofPath(inquiry);
    var answer =
        BadCursor.guard(cursor, () -> history.entities(service, at, filter, cursor, limit));
    return Replies.json(
        json -> {
          json.text("service", service.path())
              .instant("at", at)
              .objects("items", answer.value().items(), StateJson::entity)
              .object("clock", object -> StateJson.clock(object, history.clock(service, at)));
          Cursor.writeNext(json, answer.value().next());
          CompletenessJson.write(json, answer.completeness());
        });
  }

  private HttpResponse one(Inquiry inquiry) {
    long at = inquiry.parameters().at();
    var service = names.ofPath(inquiry);
    var entity = entity(inquiry);
    var answer = history.entity(service, entity, at);
    if (answer.value().isEmpty()) {
      throw new ProblemException(Problem.entityUnknown(service.path(), entity.toString(), at));
    }
    return Replies.json(
        json -> {
          json.text("service", service.path())
              .instant("at", at)
              .object("entity", object -> StateJson.entity(object, answer.value().get()))
              .object("clock", object -> StateJson.clock(object, history.clock(service, at)));
          CompletenessJson.write(json, answer.completeness());
        });
  }

  private HttpResponse history(Inquiry inquiry) {
    var window = inquiry.parameters().window(BEGINNING);
    int limit = inquiry.parameters().limit();
    var cursor = inquiry.parameters().cursor();
    var service = names.ofPath(inquiry);
    var entity = entity(inquiry);
    var answer =
        BadCursor.guard(
            cursor,
            () ->
                authorship.versions(
                    service, entity, window.fromNanos(), window.toNanos(), cursor, limit));
    return Replies.json(
        json -> {
          json.text("service", service.path())
              .instant("from", window.fromNanos())
              .instant("to", window.toNanos());
          EventsJson.write(json, service, answer.value().items(), history::common);
          Cursor.writeNext(json, answer.value().next());
          CompletenessJson.write(json, answer.completeness());
        });
  }

  private HttpResponse blame(Inquiry inquiry) {
    long at = inquiry.parameters().at();
    var path = NavigateRoutes.pointer(inquiry.parameters());
    var service = names.ofPath(inquiry);
    var entity = entity(inquiry);
    var answer = authorship.blame(service, entity, at, path);
    if (answer.value().isEmpty()) {
      throw new ProblemException(Problem.entityUnknown(service.path(), entity.toString(), at));
    }
    return Replies.json(
        json -> {
          json.text("service", service.path())
              .instant("at", at)
              .object("entity", object -> StateJson.ref(object, entity));
          FieldJson.blame(json, answer.value().get());
          CompletenessJson.write(json, answer.completeness());
        });
  }

  private static EntityRef entity(Inquiry inquiry) {
    return new EntityRef(inquiry.variable("type"), inquiry.variable("key"));
  }
}
