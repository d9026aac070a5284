package dev.traversion.http;

import akka.http.javadsl.model.HttpResponse;
import dev.traversion.http.Endpoint.Inquiry;
import dev.traversion.http.json.CompletenessJson;
import dev.traversion.http.json.Json;
import dev.traversion.http.json.StateJson;
import dev.traversion.model.event.EntityRef;
import dev.traversion.model.mirror.ServiceId;
import dev.traversion.replay.History;
import dev.traversion.replay.Page;
import dev.traversion.replay.StateDiff.ConfigDiff;
import dev.traversion.replay.StateDiff.EntityDiff;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** {@code /state}, {@code /services/{service}/state} and {@code .../diff}. */
final class StateRoutes {
  private static final int SETTINGS_IN_SUMMARY = 100;
  private static final char KEY_SEPARATOR = '\0';

  private final History history;
  private final ServiceNames names;
  private final Queries queries;

  StateRoutes(History history, ServiceNames names, Queries queries) {
    this.history = history;
    this.names = names;
    this.queries = queries;
  }

  List<Endpoint> endpoints() {
    return List.of(
        Endpoint.get(
            "/api/v1/state", List.of("at", "cursor", "limit"), queries.asking(this::system)),
        Endpoint.get(
            "/api/v1/services/{service}/state", List.of("at"), queries.asking(this::service)),
        Endpoint.get(
            "/api/v1/services/{service}/diff",
            List.of("from", "to", "cursor", "limit"),
            queries.asking(this::diff)));
  }

  private HttpResponse system(Inquiry inquiry) {
    long at = inquiry.parameters().at();
    int limit = inquiry.parameters().limit();
    var cursor = inquiry.parameters().cursor();
    var answer = history.situations(names.tenant(), at);
    var page =
        Cursor.cut(
            List.copyOf(new TreeMap<>(answer.value()).entrySet()),
            Map.Entry::getKey,
            ServiceId::path,
            path -> ServiceId.parsePath(names.tenant(), path),
            cursor,
            limit);
    return Replies.json(
        json -> {
          json.instant("at", at)
              .objects(
                  "items",
                  page.items(),
                  (item, entry) -> {
                    item.text("service", entry.getKey().path())
                        .object(
                            "clock",
                            object -> StateJson.clock(object, history.clock(entry.getKey(), at)));
                    StateJson.summary(item, entry.getValue(), SETTINGS_IN_SUMMARY);
                  });
          page.writeNext(json);
          CompletenessJson.write(json, answer.completeness());
        });
  }

  private HttpResponse service(Inquiry inquiry) {
    long at = inquiry.parameters().at();
    var service = names.ofPath(inquiry);
    var answer = history.situation(service, at);
    return Replies.json(
        json -> {
          json.text("service", service.path())
              .instant("at", at)
              .object("clock", object -> StateJson.clock(object, history.clock(service, at)));
          StateJson.summary(json, answer.value().state(), Page.MAX_LIMIT);
          StateJson.living(json, answer.value().living());
          StateJson.details(json, answer.value().state());
          CompletenessJson.write(json, answer.completeness());
        });
  }

  private HttpResponse diff(Inquiry inquiry) {
    if (inquiry.parameters().one("from").isEmpty()) {
      throw Parameters.invalid("from", "is required");
    }
    long from = inquiry.parameters().instant("from", "now");
    long to = inquiry.parameters().instant("to", "now");
    int limit = inquiry.parameters().limit();
    var cursor = inquiry.parameters().cursor();
    var service = names.ofPath(inquiry);
    var answer = history.diff(service, from, to);
    var diff = answer.value();
    var page =
        Cursor.cut(
            diff.entities(),
            StateRoutes::ref,
            ref -> ref.type() + KEY_SEPARATOR + ref.key(),
            StateRoutes::ref,
            cursor,
            limit);
    return Replies.json(
        json -> {
          json.text("service", service.path())
              .instant("from", from)
              .instant("to", to)
              .objects("entities", page.items(), StateRoutes::entityDiff)
              .number("entitiesTotal", diff.entities().size());
          page.writeNext(json);
          json.objects(
                  "config",
                  diff.config().stream().limit(Page.MAX_LIMIT).toList(),
                  StateRoutes::configDiff)
              .number("configTotal", diff.config().size());
          StateJson.deployment(json, "runningBefore", diff.runningBefore());
          StateJson.deployment(json, "runningAfter", diff.runningAfter());
          CompletenessJson.write(json, answer.completeness());
        });
  }

  private static void entityDiff(Json json, EntityDiff diff) {
    StateJson.ref(json, ref(diff));
    diff.before().ifPresent(state -> json.object("before", o -> StateJson.entity(o, state)));
    diff.after().ifPresent(state -> json.object("after", o -> StateJson.entity(o, state)));
  }

  private static void configDiff(Json json, ConfigDiff diff) {
    json.text("key", either(diff.before(), diff.after()).key());
    diff.before().ifPresent(setting -> json.object("before", o -> StateJson.config(o, setting)));
    diff.after().ifPresent(setting -> json.object("after", o -> StateJson.config(o, setting)));
  }

  private static EntityRef ref(EntityDiff diff) {
    return either(diff.before(), diff.after()).entity();
  }

  private static EntityRef ref(String cursor) {
    int separator = cursor.indexOf(KEY_SEPARATOR);
    if (separator < 1) {
      throw new IllegalArgumentException("is not one that this API gave");
    }
    return new EntityRef(cursor.substring(0, separator), cursor.substring(separator + 1));
  }

  private static <T> T either(Optional<T> before, Optional<T> after) {
    return before.or(() -> after).orElseThrow();
  }
}
