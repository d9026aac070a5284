package dev.traversion.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code import} against a door that answers as OTLP/HTTP says. */
final class ImportTest {
  private static final String SPANS =
      """
      {"resourceSpans":[{"scopeSpans":[{"spans":[{"name":"a"},{"name":"b"}]}]},{"scopeSpans":[{"spans":[{}]}]}]}""";
  private static final String LOGS =
      """
      {"resourceLogs":[{"scopeLogs":[{"logRecords":[{"body":{"stringValue":"x"}}]}]}]}""";
  private static final String POINTS =
      """
      {"resourceMetrics":[{"scopeMetrics":[{"metrics":[{"sum":{"dataPoints":[{},{}]}},{"gauge":{"dataPoints":[{}]}}]}]}]}""";
  private static final String HEAD = "{\"resourceLogs\":[],\"traversion\":{\"head\":{}}}";
  private static final String DEPLOYMENTS_END =
      "{\"resourceLogs\":[],\"traversion\":{\"deploymentsEnd\":{}}}";

  private record Answer(int status, String body, String retryAfter) {}

  @TempDir private Path directory;
  private HttpServer server;
  private ExecutorService threads;
  private final List<String> received = Collections.synchronizedList(new ArrayList<>());
  private final Deque<Answer> answers = new ArrayDeque<>();
  private final AtomicInteger underWay = new AtomicInteger();
  private final AtomicInteger mostUnderWay = new AtomicInteger();

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    threads = Executors.newVirtualThreadPerTaskExecutor();
    server.setExecutor(threads);
    server.createContext("/", this::answer);
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
    threads.close();
  }

  private void answer(HttpExchange exchange) throws IOException {
    mostUnderWay.accumulateAndGet(underWay.incrementAndGet(), Math::max);
    String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
    Answer answer;
    synchronized (answers) {
      answer = answers.isEmpty() ? new Answer(200, "{}", "") : answers.remove();
      if (answer.status() == 200) {
        received.add(exchange.getRequestURI() + " " + body);
      }
    }
    assertThat(exchange.getRequestHeaders().getFirst("Content-Type")).isEqualTo("application/json");
    if (!answer.retryAfter().isEmpty()) {
      exchange.getResponseHeaders().set("Retry-After", answer.retryAfter());
    }
    byte[] bytes = answer.body().getBytes(UTF_8);
    underWay.decrementAndGet();
    exchange.sendResponseHeaders(answer.status(), bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private String url() {
    return "http://localhost:" + server.getAddress().getPort();
  }

  private Path file(String... lines) throws IOException {
    return Files.writeString(directory.resolve("x.jsonl"), String.join("\n", lines) + "\n");
  }

  private Session.Outcome imports(Path file, String... more) {
    List<String> line = new ArrayList<>(List.of("import", file.toString(), "--otlp=" + url()));
    line.addAll(List.of(more));
    return new Session().types(line.toArray(String[]::new));
  }

  private static String foot(int lines) {
    return "{\"resourceLogs\":[],\"traversion\":{\"foot\":{\"lines\":" + lines + "}}}";
  }

  @Test
  void sends_each_line_as_it_is_to_the_door_of_its_signal_and_counts_what_was_in_it()
      throws IOException {
    Session.Outcome outcome = imports(file(SPANS, "", LOGS, POINTS));
    assertThat(outcome.exit()).isZero();
    assertThat(outcome.out())
        .isEqualTo("3 spans, 1 log record, 3 data points accepted; 0 rejected.\n");
    assertThat(outcome.err()).isEmpty();
    assertThat(received)
        .containsExactlyInAnyOrder(
            "/v1/traces " + SPANS, "/v1/logs " + LOGS, "/v1/metrics " + POINTS);
  }

  @Test
  void a_bad_line_is_named_and_spoils_nothing_beside_it() throws IOException {
    Path file =
        file(
            SPANS,
            "{\"resourceSpans\":[",
            "",
            "[]",
            "{\"spans\":[]}",
            SPANS.substring(0, SPANS.length() - 1) + ",\"resourceLogs\":[]}",
            LOGS + LOGS,
            LOGS);
    Session.Outcome outcome = imports(file);
    assertThat(outcome.exit()).isEqualTo(2);
    assertThat(outcome.err().lines())
        .satisfiesExactly(
            line ->
                assertThat(line)
                    .isEqualTo(
                        "line 2: not JSON: Unexpected end-of-input: expected close marker for Array"
                            + " at byte 18"),
            line -> assertThat(line).isEqualTo("line 4: not a JSON object"),
            line -> assertThat(line).startsWith("line 5: no export request: none of resourceSpans"),
            line -> assertThat(line).isEqualTo("line 6: it holds more than one signal"),
            line -> assertThat(line).isEqualTo("line 7: something follows the JSON object"));
    assertThat(outcome.out()).contains("3 spans, 1 log record, 0 data points accepted; 0 rejected");
    assertThat(outcome.out()).contains("5 lines not readable");
    assertThat(received).hasSize(2);
  }

  @Test
  void what_the_door_rejects_is_told_with_its_line_and_its_reason() throws IOException {
    answers.add(
        new Answer(
            200,
            "{\"partialSuccess\":{\"rejectedSpans\":\"2\",\"errorMessage\":\"spanId is missing\"}}",
            ""));
    Session.Outcome outcome = imports(file(SPANS));
    assertThat(outcome.exit()).isEqualTo(4);
    assertThat(outcome.err()).isEqualTo("line 1: spanId is missing\n");
    assertThat(outcome.out()).startsWith("1 span, 0 log records");

    answers.add(new Answer(400, "{\"code\":3,\"message\":\"kind: expected a number\"}", ""));
    outcome = imports(file(SPANS));
    assertThat(outcome.exit()).isEqualTo(4);
    assertThat(outcome.err()).isEqualTo("line 1: HTTP status 400, kind: expected a number\n");
    assertThat(outcome.out()).contains("0 spans", "3 rejected");
  }

  @Test
  void a_busy_door_is_asked_again_when_it_says() throws IOException {
    answers.add(new Answer(429, "{}", "0"));
    answers.add(new Answer(503, "{}", "Sun, 22 Nov 2026 02:47:00 GMT"));
    Session.Outcome outcome = imports(file(SPANS));
    assertThat(outcome.exit()).isZero();
    assertThat(received).containsExactly("/v1/traces " + SPANS);
  }

  @Test
  void a_door_that_stays_busy_is_given_up_and_what_was_sent_is_told() throws IOException {
    answers.add(new Answer(200, "{}", ""));
    answers.add(new Answer(503, "{\"message\":\"the journal is away\"}", "60"));
    Session.Outcome outcome =
        imports(file(SPANS, DEPLOYMENTS_END, LOGS, DEPLOYMENTS_END, LOGS), "--retry-for=30");
    assertThat(outcome.exit()).isEqualTo(4);
    assertThat(outcome.out()).startsWith("3 spans");
    assertThat(outcome.err())
        .contains("still refuses: HTTP status 503, the journal is away")
        .contains("sending the whole file again does no harm");
    assertThat(received).hasSize(1);
  }

  @Test
  void nobody_at_the_door_is_told_at_once() throws IOException {
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    Session.Outcome outcome =
        new Session().types("import", file(SPANS).toString(), "--otlp", "http://localhost:" + port);
    assertThat(outcome.exit()).isEqualTo(3);
    assertThat(outcome.err()).contains("connection refused", "--otlp URL");
  }

  @Test
  void another_kind_of_server_is_told_at_once() throws IOException {
    answers.add(new Answer(404, "<html>", ""));
    Session.Outcome outcome = imports(file(SPANS));
    assertThat(outcome.exit()).isEqualTo(4);
    assertThat(outcome.err()).contains("takes no OTLP: HTTP status 404");
  }

  @Test
  void lines_are_sent_several_at_a_time_but_never_past_the_end_of_the_deployments()
      throws IOException {
    List<String> lines = new ArrayList<>(List.of(HEAD, LOGS, DEPLOYMENTS_END));
    lines.addAll(Collections.nCopies(60, SPANS));
    lines.add(foot(lines.size() + 1));
    Session.Outcome outcome = imports(file(lines.toArray(String[]::new)), "--strict");
    assertThat(outcome.exit()).isZero();
    assertThat(received).hasSize(61).first().isEqualTo("/v1/logs " + LOGS);
    assertThat(mostUnderWay.get()).isBetween(1, 8);
  }

  @Test
  void a_file_that_is_not_whole_is_sent_as_far_as_it_goes_and_told() throws IOException {
    for (Path cut :
        List.of(file(HEAD, SPANS), file(HEAD, SPANS, HEAD, foot(2)), file(HEAD, SPANS, foot(9)))) {
      Session.Outcome outcome = imports(cut);
      assertThat(outcome.exit()).isZero();
      assertThat(outcome.err()).startsWith("THE FILE IS NOT WHOLE");
      assertThat(imports(cut, "--strict").exit()).isEqualTo(5);
    }
    assertThat(imports(file(HEAD, SPANS, foot(3), HEAD, LOGS, foot(3)), "--strict").exit())
        .as("two files, one after the other")
        .isZero();
  }

  @Test
  void what_the_export_lacked_is_told_again() throws IOException {
    String foot =
        foot(3)
            .replace(
                "\"lines\":3",
                "\"lines\":3,\"completeness\":{\"damaged\":[{\"service\":\"cart\",\"lane\":0,"
                    + "\"sequenceNr\":7}],\"damagedTotal\":1}");
    Session.Outcome outcome = imports(file(HEAD, SPANS, foot), "--strict");
    assertThat(outcome.exit()).isEqualTo(5);
    assertThat(outcome.err()).contains("INCOMPLETE", "frame 7 of cart lane 0");
  }

  @Test
  void a_gzip_file_is_read_as_what_is_in_it() throws IOException {
    Path file = directory.resolve("x.gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      out.write(SPANS.getBytes(UTF_8));
    }
    assertThat(imports(file).exit()).isZero();
    assertThat(received).containsExactly("/v1/traces " + SPANS);
  }

  @Test
  void an_archive_is_for_open() throws IOException {
    Path file = Files.writeString(directory.resolve("incident.tvz"), "PK\u0003\u0004...");
    Session.Outcome outcome = imports(file);
    assertThat(outcome.exit()).isEqualTo(2);
    assertThat(outcome.err()).contains("is an archive", "./traversion open " + file);
    assertThat(imports(directory.resolve("none")).err()).contains("cannot read");
  }

  @Test
  void a_file_with_nothing_in_it_is_nothing_found() throws IOException {
    assertThat(imports(file(HEAD, foot(2))).exit()).isEqualTo(1);
    assertThat(imports(Files.writeString(directory.resolve("empty"), "")).exit()).isEqualTo(1);
  }

  @Test
  void the_report_is_json_on_demand() throws IOException {
    Session.Outcome outcome = imports(file(SPANS, "{"), "--json");
    JsonNode report = new ObjectMapper().readTree(outcome.out());
    assertThat(report.at("/lines").asInt()).isEqualTo(2);
    assertThat(report.at("/accepted/traces").asInt()).isEqualTo(3);
    assertThat(report.at("/unreadableLines").asInt()).isEqualTo(1);
    assertThat(report.at("/faults/0/line").asInt()).isEqualTo(2);
  }
}
