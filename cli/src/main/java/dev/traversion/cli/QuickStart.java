package dev.traversion.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.traversion.cli.text.Ink;
import dev.traversion.cli.text.Terminal;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.OptionalInt;

/**
 * A training run: does once what commands do, so that the JVM can keep the classes they load in an
 * archive and later starts are quick. It asks a server of its own, on loopback, and shows nothing.
 */
final class QuickStart {
  private static final String TRACE = "0123456789abcdef0123456789abcdef";
  private static final String CALL =
      """
      {"id": "%1$s", "kind": "call", "service": "s", "occurredAt": "2026-01-01T00:00:00.5Z",
       "recordedAt": "2026-01-01T00:00:01Z", "error": true, "traceId": "%1$s", "spanId": "1",
       "origin": 0, "name": "GET /", "spanKind": "server", "endedAt": "2026-01-01T00:00:01Z",
       "durationNanos": 500000000, "status": {"code": "error", "message": "no"},
       "attributes": [{"key": "http.response.status_code", "value": {"intValue": "500"}}],
       "events": [], "links": []}
      """
          .formatted(TRACE);
  private static final String ENTITY =
      """
      {"type": "t", "key": "%d", "deleted": false, "changedAt": "2026-01-01T00:00:00Z",
       "eventId": "1", "value": {"json": {"a": [1, %d.5, "x"], "b": null}}}
      """;

  private QuickStart() {}

  public static void main(String[] args) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", QuickStart::answer);
    server.start();
    PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), false, UTF_8);
    Terminal terminal =
        new Terminal(
            nowhere,
            nowhere,
            OptionalInt.of(100),
            Ink.COLOURED,
            Ink.COLOURED,
            true,
            ZoneId.systemDefault(),
            InstantSource.system());
    String url = "http://localhost:" + server.getAddress().getPort();
    for (String command :
        new String[] {
          "events --from -5m",
          "events --json --all",
          "trace " + TRACE,
          "diff s --from 3:46",
          "entity s t/1",
          "state s",
          "none"
        }) {
      Traversion.run(terminal, (command + " --server " + url).split(" "));
    }
    Traversion.run(terminal, "--help");
    server.stop(0);
    System.exit(0);
  }

  private static void answer(HttpExchange exchange) throws IOException {
    byte[] body = body(exchange.getRequestURI().getPath()).getBytes(UTF_8);
    exchange.sendResponseHeaders(200, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  private static String body(String path) {
    String window = "\"from\": \"2026-01-01T00:00:00Z\", \"to\": \"2026-01-01T00:01:00Z\"";
    if (path.endsWith("/diff")) {
      return "{\"service\": \"s\", %s, \"entities\": [{\"type\": \"t\", \"key\": \"1\", \"before\": %s, \"after\": %s}]}"
          .formatted(window, ENTITY.formatted(1, 1), ENTITY.formatted(1, 2));
    }
    if (path.contains("/entities/")) {
      return "{\"service\": \"s\", \"at\": \"2026-01-01T00:00:00Z\", \"entity\": %s}"
          .formatted(ENTITY.formatted(1, 1));
    }
    if (path.endsWith("/state")) {
      return "{\"service\": \"s\", \"at\": \"2026-01-01T00:00:00Z\", \"vitals\": {\"calls\": 1}}";
    }
    return "{\"traceId\": \"%s\", %s, \"items\": [%s], \"origins\": []}"
        .formatted(TRACE, window, CALL);
  }
}
