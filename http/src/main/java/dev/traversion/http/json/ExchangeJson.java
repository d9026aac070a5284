package dev.traversion.http.json;

import dev.traversion.model.event.Exchange;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A request and its response. */
final class ExchangeJson {
  private ExchangeJson() {}

  static void write(Json json, Exchange exchange, Contents contents) {
    json.text("side", exchange.side().name().toLowerCase(Locale.ROOT))
        .object("request", object -> request(object, exchange.request(), contents))
        .object("response", object -> response(object, exchange.response(), contents));
  }

  private static void request(Json json, Exchange.Request request, Contents contents) {
    json.textIfAny("method", request.method())
        .textIfAny("path", request.path())
        .textIfAny("query", request.query())
        .textIfAny("url", request.url())
        .textIfAny("route", request.route());
    headers(json, request.headers(), contents);
    request.body().ifPresent(body -> ContentJson.write(json, "body", body, contents));
  }

  private static void response(Json json, Exchange.Response response, Contents contents) {
    if (response.status() != 0) {
      json.number("status", response.status());
    }
    headers(json, response.headers(), contents);
    response.body().ifPresent(body -> ContentJson.write(json, "body", body, contents));
  }

  private static void headers(Json json, Map<String, List<String>> headers, Contents contents) {
    if (!contents.leavesOutLists() || headers.isEmpty()) {
      json.object("headers", object -> headers.forEach(object::texts));
    }
  }
}
