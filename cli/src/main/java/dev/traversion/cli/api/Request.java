package dev.traversion.cli.api;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** A GET: path segments and parameters, encoded only when asked for as text. Immutable. */
public record Request(List<String> path, List<Parameter> parameters) {

  /** One query parameter. */
  public record Parameter(String name, String value) {}

  public Request {
    path = List.copyOf(path);
    parameters = List.copyOf(parameters);
  }

  /** Path below {@code /api/v1}, one argument a segment. */
  public static Request api(String... segments) {
    List<String> path = new ArrayList<>(List.of("api", "v1"));
    path.addAll(Arrays.asList(segments));
    return new Request(path, List.of());
  }

  /** Path from the server's root, one argument a segment. */
  public static Request root(String... segments) {
    return new Request(List.of(segments), List.of());
  }

  public Request with(String name, String value) {
    List<Parameter> more = new ArrayList<>(parameters);
    more.add(new Parameter(name, value));
    return new Request(path, more);
  }

  public Request with(String name, Optional<String> value) {
    return value.isPresent() ? with(name, value.get()) : this;
  }

  /** Once per value. */
  public Request with(String name, List<String> values) {
    Request request = this;
    for (String value : values) {
      request = request.with(name, value);
    }
    return request;
  }

  /** In place of what the parameter was before. */
  public Request replacing(String name, String value) {
    List<Parameter> others = parameters.stream().filter(p -> !p.name().equals(name)).toList();
    return new Request(path, others).with(name, value);
  }

  /** Path and query, percent-encoded, with a leading slash. */
  String target() {
    String encodedPath =
        path.stream().map(Request::encode).collect(Collectors.joining("/", "/", ""));
    String query =
        parameters.stream()
            .map(p -> encode(p.name()) + "=" + encode(p.value()))
            .collect(Collectors.joining("&"));
    return query.isEmpty() ? encodedPath : encodedPath + "?" + query;
  }

  /** RFC 3986: everything but unreserved characters. */
  private static String encode(String text) {
    StringBuilder encoded = new StringBuilder();
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (b & 0xff);
      if ((c >= 'a' && c <= 'z')
          || (c >= 'A' && c <= 'Z')
          || (c >= '0' && c <= '9')
          || "-._~".indexOf(c) >= 0) {
        encoded.append(c);
      } else {
        encoded.append('%').append(String.format("%02X", b & 0xff));
      }
    }
    return encoded.toString();
  }
}
