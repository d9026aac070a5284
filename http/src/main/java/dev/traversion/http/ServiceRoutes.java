package dev.traversion.http;

import akka.http.javadsl.model.HttpResponse;
import dev.traversion.http.Endpoint.Inquiry;
import dev.traversion.http.json.CompletenessJson;
import dev.traversion.http.json.Json;
import dev.traversion.model.mirror.ServiceId;
import dev.traversion.replay.History;
import dev.traversion.replay.ServiceOverview;
import java.util.Comparator;
import java.util.List;

/** {@code /services}: what is recorded. */
final class ServiceRoutes {
  private final History history;
  private final ServiceNames names;
  private final Queries queries;

  ServiceRoutes(History history, ServiceNames names, Queries queries) {
    this.history = history;
    this.names = names;
    this.queries = queries;
  }

  List<Endpoint> endpoints() {
    return List.of(
        Endpoint.get("/api/v1/services", List.of("cursor", "limit"), queries.asking(this::list)),
        Endpoint.get("/api/v1/services/{service}", List.of(), queries.asking(this::one)));
  }

  private HttpResponse list(Inquiry inquiry) {
    var limit = inquiry.parameters().limit();
    var cursor = inquiry.parameters().cursor();
    var answer = history.services(names.tenant());
    var page =
        Cursor.cut(
            answer.value().stream().sorted(Comparator.comparing(ServiceOverview::service)).toList(),
            ServiceOverview::service,
            ServiceId::path,
            path -> ServiceId.parsePath(names.tenant(), path),
            cursor,
            limit);
    return Replies.json(
        json -> {
          json.objects("items", page.items(), ServiceRoutes::overview);
          page.writeNext(json);
          CompletenessJson.write(json, answer.completeness());
        });
  }

  private HttpResponse one(Inquiry inquiry) {
    var service = names.ofPath(inquiry);
    var answer = history.services(names.tenant());
    var overview =
        answer.value().stream()
            .filter(candidate -> candidate.service().equals(service))
            .findFirst()
            .orElseThrow(() -> new ProblemException(Problem.serviceUnknown(service.path())));
    return Replies.json(
        json -> {
          json.object("overview", object -> overview(object, overview));
          CompletenessJson.write(json, answer.completeness());
        });
  }

  private static void overview(Json json, ServiceOverview overview) {
    json.text("service", overview.service().path())
        .text("namespace", overview.service().namespace())
        .text("name", overview.service().name())
        .number("lanes", overview.lanes())
        .instant("firstOccurredAt", overview.firstOccurredNanos())
        .instant("lastOccurredAt", overview.lastOccurredNanos())
        .number("events", overview.events())
        .textIfAny("version", overview.version());
  }
}
