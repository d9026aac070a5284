package dev.traversion.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * A real HTTP server that gives example answers, in the order they were set up, and notes every
 * request and every breach of the API's document, on either side.
 */
final class ExampleServer implements AutoCloseable {
  private record Answer(int status, String contentType, String body, Map<String, String> headers) {}

  private final HttpServer server;
  private final Map<String, Deque<Answer>> answers = new TreeMap<>();
  private final List<String> requests = Collections.synchronizedList(new ArrayList<>());
  private final List<String> violations = Collections.synchronizedList(new ArrayList<>());

  ExampleServer() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    server.createContext("/", this::answer);
    server.start();
  }

  String url() {
    return "http://localhost:" + server.getAddress().getPort();
  }

  /** The text of an example under {@code answers/}. */
  static String example(String name) {
    try (InputStream file = ExampleServer.class.getResourceAsStream("/answers/" + name + ".json")) {
      return new String(file.readAllBytes(), UTF_8);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** At a path (as it is sent, encoded) this example comes next. */
  ExampleServer answers(String path, String example) {
    return answers(path, 200, "application/json", example(example), Map.of());
  }

  ExampleServer refuses(String path, int status, String example) {
    return answers(
        path, status, "application/problem+json", example(example), Map.of("Retry-After", "7"));
  }

  ExampleServer answers(
      String path, int status, String contentType, String body, Map<String, String> headers) {
    answers
        .computeIfAbsent(path, _ -> new ArrayDeque<>())
        .add(new Answer(status, contentType, body, headers));
    return this;
  }

  /** Targets asked for so far, as they were sent. */
  List<String> requests() {
    return List.copyOf(requests);
  }

  /** Breaches of the API's document, by the client or by the examples. */
  List<String> violations() {
    return List.copyOf(violations);
  }

  private void answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getRawPath();
    String query = exchange.getRequestURI().getRawQuery();
    requests.add(exchange.getRequestURI().toString());
    Deque<Answer> queue = answers.getOrDefault(path, new ArrayDeque<>());
    Answer answer = queue.size() > 1 ? queue.remove() : queue.peek();
    if (answer == null) {
      violations.add("nobody expected " + path);
      exchange.sendResponseHeaders(500, -1);
      return;
    }
    violations.addAll(
        answer.contentType().matches("application/(problem\\+)?json")
            ? ApiContract.violations(path, names(query), answer.status(), answer.body())
            : ApiContract.violations(path, names(query)));
    byte[] body = answer.body().getBytes(UTF_8);
    answer.headers().forEach(exchange.getResponseHeaders()::set);
    exchange.getResponseHeaders().set("Content-Type", answer.contentType());
    exchange.sendResponseHeaders(answer.status(), body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  private static Set<String> names(String query) {
    Set<String> names = Collections.newSetFromMap(new TreeMap<>());
    for (String pair : query == null ? new String[0] : query.split("&")) {
      names.add(URLDecoder.decode(pair.split("=", 2)[0], UTF_8));
    }
    return names;
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
