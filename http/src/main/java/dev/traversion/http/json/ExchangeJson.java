package dev.traversion.http.json;

import dev.traversion.model.event.Exchange;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A request and its response. */
final class ExchangeJson {
  private ExchangeJson() {}

  static void write(Json json, Exchange exchange) {
    json.text("side", exchange.side().name().toLowerCase(Locale.ROOT))
        .object("request", object -> request(object, exchange.request()))
        .object("response", object -> response(object, exchange.response()));
  }

  private static void request(Json json, Exchange.Request request) {
    json.textIfAny("method", request.method())
        .textIfAny("path", request.path())
        .textIfAny("query", request.query())
        .textIfAny("url", request.url())
        .textIfAny("route", request.route());
    headers(json, request.headers());
    request.body().ifPresent(body -> ContentJson.write(json, "body", body));
  }

  private static void response(Json json, Exchange.Response response) {
    if (response.status() != 0) {
      json.number("status", response.status());
    }
    headers(json, response.headers());
    response.body().ifPresent(body -> ContentJson.write(json, "body", body));
  }

  private static void headers(Json json, Map<String, List<String>> headers) {
    json.object("headers", object -> headers.forEach(object::texts));
  }
}
