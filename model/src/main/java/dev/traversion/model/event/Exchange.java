package dev.traversion.model.event;

import dev.traversion.model.attribute.Attributes;
import dev.traversion.model.attribute.Value;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * One request and its response, as seen at a service's edge: a view of a call's attributes.
 *
 * <p>Bodies are ours ({@code traversion.request.body} ...); the rest is OpenTelemetry's HTTP
 * conventions, the names before their version 1.23 among them, since many agents still send those.
 */
public record Exchange(Side side, Request request, Response response) {

  /** Which end of the request the service is. */
  public enum Side {
    /** The service was asked: a server or consumer span. */
    INBOUND,
    /** The service asked: a client or producer span. */
    OUTBOUND
  }

  /**
   * What was asked. Texts are empty when not recorded.
   *
   * @param method e.g. {@code GET}
   * @param path e.g. {@code /cart/7}; taken from the full URL where only that was recorded
   * @param query without the question mark
   * @param url the full URL
   * @param route the pattern that matched, e.g. {@code /cart/{id}}
   * @param headers by lower-case name, sorted
   */
  public record Request(
      String method,
      String path,
      String query,
      String url,
      String route,
      Map<String, List<String>> headers,
      Optional<Body> body) {}

  /**
   * What was answered.
   *
   * @param status HTTP status code; 0 when not recorded
   * @param headers by lower-case name, sorted
   */
  public record Response(int status, Map<String, List<String>> headers, Optional<Body> body) {}

  /**
   * Content of a request or response.
   *
   * @param content a {@link Value.Text} or {@link Value.Bytes}
   * @param size bytes of the whole, also when truncated
   */
  public record Body(Value content, long size, boolean truncated) {}

  private static final String REQUEST_HEADER = "http.request.header.";
  private static final String RESPONSE_HEADER = "http.response.header.";

  /**
   * The exchange that a call records; empty when it crosses no edge or tells nothing of content.
   */
  public static Optional<Exchange> of(Call call) {
    Side side;
    switch (call.spanKind()) {
      case Call.KIND_SERVER, Call.KIND_CONSUMER -> side = Side.INBOUND;
      case Call.KIND_CLIENT, Call.KIND_PRODUCER -> side = Side.OUTBOUND;
      default -> {
        return Optional.empty();
      }
    }
    var attributes = call.attributes();
    var request = request(attributes);
    var response =
        new Response(
            (int) number(attributes, 0, "http.response.status_code", "http.status_code"),
            headers(attributes, RESPONSE_HEADER),
            body(attributes, "traversion.response.body"));
    boolean tells =
        !request.method().isEmpty()
            || !request.path().isEmpty()
            || request.body().isPresent()
            || response.status() != 0
            || response.body().isPresent();
    return tells ? Optional.of(new Exchange(side, request, response)) : Optional.empty();
  }

  private static Request request(Attributes attributes) {
    var url = text(attributes, "url.full", "http.url");
    var target = text(attributes, "http.target");
    var path = text(attributes, "url.path");
    var query = text(attributes, "url.query");
    if (path.isEmpty()) {
      var origin = target.isEmpty() ? withoutAuthority(url) : withoutFragment(target);
      int mark = origin.indexOf('?');
      path = mark < 0 ? origin : origin.substring(0, mark);
      query = query.isEmpty() && mark >= 0 ? origin.substring(mark + 1) : query;
    }
    return new Request(
        text(attributes, "http.request.method", "http.method"),
        path,
        query.startsWith("?") ? query.substring(1) : query,
        url,
        text(attributes, "http.route"),
        headers(attributes, REQUEST_HEADER),
        body(attributes, "traversion.request.body"));
  }

  /** Path and query of an absolute URL; empty when there is no URL. */
  private static String withoutAuthority(String url) {
    int scheme = url.indexOf("://");
    if (scheme < 0) {
      return withoutFragment(url);
    }
    for (int i = scheme + 3; i < url.length(); i++) {
      char c = url.charAt(i);
      if (c == '/') {
        return withoutFragment(url.substring(i));
      }
      if (c == '?' || c == '#') {
        return "/" + withoutFragment(url.substring(i));
      }
    }
    return "/";
  }

  private static String withoutFragment(String url) {
    int hash = url.indexOf('#');
    return hash < 0 ? url : url.substring(0, hash);
  }

  private static Optional<Body> body(Attributes attributes, String key) {
    var content = attributes.get(key);
    if (content == null) {
      return Optional.empty();
    }
    long kept;
    switch (content) {
      case Value.Text(var text) -> kept = Document.utf8Length(text);
      case Value.Bytes(var bytes) -> kept = bytes.size();
      default -> {
        return Optional.empty();
      }
    }
    boolean truncated = attributes.get(key + ".truncated") instanceof Value.Bool(var flag) && flag;
    return Optional.of(new Body(content, number(attributes, kept, key + ".size"), truncated));
  }

  private static Map<String, List<String>> headers(Attributes attributes, String prefix) {
    var headers = new TreeMap<String, List<String>>();
    attributes.forEach(
        (key, value) -> {
          if (key.startsWith(prefix)) {
            headers
                .computeIfAbsent(
                    key.substring(prefix.length()).toLowerCase(Locale.ROOT), _ -> new ArrayList<>())
                .addAll(texts(value));
          }
        });
    headers.replaceAll((_, values) -> List.copyOf(values));
    return Collections.unmodifiableMap(headers);
  }

  private static List<String> texts(Value value) {
    return switch (value) {
      case Value.Text(var text) -> List.of(text);
      case Value.Array(var elements) ->
          elements.stream().flatMap(element -> texts(element).stream()).toList();
      default -> List.of();
    };
  }

  private static String text(Attributes attributes, String... keys) {
    for (var key : keys) {
      var text = attributes.text(key);
      if (text != null) {
        return text;
      }
    }
    return "";
  }

  private static long number(Attributes attributes, long otherwise, String... keys) {
    for (var key : keys) {
      if (attributes.get(key) instanceof Value.Int(var number)) {
        return number;
      }
    }
    return otherwise;
  }
}
