package dev.traversion.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The questions that the demo puts to the node's API. */
final class TimeMachine implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final int PAGE = 1000;

  private final HttpClient http = HttpClient.newHttpClient();
  private final URI api;

  TimeMachine(URI api) {
    this.api = api;
  }

  /** An answer other than 200. */
  static final class Refused extends IOException {
    private static final long serialVersionUID = 1L;

    Refused(String message) {
      super(message);
    }
  }

  JsonNode services() throws IOException, InterruptedException {
    return get("/api/v1/services", Map.of());
  }

  JsonNode state(String service, Instant at) throws IOException, InterruptedException {
    return get(path(service, "/state"), Map.of("at", at.toString()));
  }

  JsonNode entity(String service, String type, String key, Instant at)
      throws IOException, InterruptedException {
    return get(
            path(service, "/entities/" + escape(type) + "/" + escape(key)),
            Map.of("at", at.toString()))
        .path("entity");
  }

  /** The changes of an entity, the oldest first. */
  List<JsonNode> history(String service, String type, String key)
      throws IOException, InterruptedException {
    return all(
            path(service, "/entities/" + escape(type) + "/" + escape(key) + "/history"), Map.of())
        .reversed();
  }

  JsonNode diff(String service, Instant from, Instant to) throws IOException, InterruptedException {
    return get(path(service, "/diff"), Map.of("from", from.toString(), "to", to.toString()));
  }

  /** All deployments of a window, the oldest first. */
  List<JsonNode> deployments(Instant from, Instant to) throws IOException, InterruptedException {
    return all("/api/v1/deployments", window(from, to)).reversed();
  }

  /** All events of a window that the other parameters select, the oldest first. */
  List<JsonNode> events(Instant from, Instant to, Map<String, String> filters)
      throws IOException, InterruptedException {
    var parameters = new TreeMap<>(window(from, to));
    parameters.putAll(filters);
    parameters.put("order", "asc");
    return all("/api/v1/events", parameters);
  }

  List<JsonNode> trace(String traceId) throws IOException, InterruptedException {
    var events = new ArrayList<JsonNode>();
    get("/api/v1/traces/" + traceId, Map.of("limit", Integer.toString(PAGE)))
        .path("items")
        .forEach(events::add);
    return events;
  }

  private static Map<String, String> window(Instant from, Instant to) {
    return Map.of("from", from.toString(), "to", to.toString());
  }

  private static String path(String service, String rest) {
    return "/api/v1/services/" + escape(service) + rest;
  }

  private static String escape(String part) {
    return URLEncoder.encode(part, StandardCharsets.UTF_8).replace("+", "%20");
  }

  /** Every page of a list. */
  private List<JsonNode> all(String path, Map<String, String> parameters)
      throws IOException, InterruptedException {
    var items = new ArrayList<JsonNode>();
    var asked = new TreeMap<>(parameters);
    asked.put("limit", Integer.toString(PAGE));
    for (; ; ) {
      var page = get(path, asked);
      page.path("items").forEach(items::add);
      if (!page.has("next")) {
        return items;
      }
      asked.put("cursor", page.path("next").asText());
    }
  }

  private JsonNode get(String path, Map<String, String> parameters)
      throws IOException, InterruptedException {
    var query = new StringBuilder();
    parameters.forEach(
        (name, value) ->
            query
                .append(query.isEmpty() ? "?" : "&")
                .append(escape(name))
                .append('=')
                .append(escape(value)));
    var uri = URI.create(api + path + query);
    var response =
        http.send(
            HttpRequest.newBuilder(uri).timeout(PATIENCE).build(),
            HttpResponse.BodyHandlers.ofByteArray());
    if (response.statusCode() != 200) {
      throw new Refused(
          "GET "
              + uri
              + " answered "
              + response.statusCode()
              + ": "
              + new String(response.body(), StandardCharsets.UTF_8));
    }
    return JSON.readTree(response.body());
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
