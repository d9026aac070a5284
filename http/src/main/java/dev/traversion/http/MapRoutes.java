package dev.traversion.http;

import akka.http.javadsl.model.HttpResponse;
import dev.traversion.http.Endpoint.Inquiry;
import dev.traversion.http.json.CompletenessJson;
import dev.traversion.http.json.MapJson;
import dev.traversion.replay.History;
import java.util.List;

/** {@code /map}: who called whom. */
final class MapRoutes {
  private static final String DEFAULT_WINDOW = "60s";

  private final History history;
  private final ServiceNames names;
  private final Queries queries;

  MapRoutes(History history, ServiceNames names, Queries queries) {
    this.history = history;
    this.names = names;
    this.queries = queries;
  }

  List<Endpoint> endpoints() {
    return List.of(Endpoint.get("/api/v1/map", List.of("at", "window"), queries.asking(this::map)));
  }

  private HttpResponse map(Inquiry inquiry) {
    long at = inquiry.parameters().at();
    long window = inquiry.parameters().duration("window", DEFAULT_WINDOW);
    var answer = history.map(names.tenant(), at, window);
    return Replies.json(
        json -> {
          MapJson.write(json, answer.value());
          CompletenessJson.write(json, answer.completeness());
        });
  }
}
