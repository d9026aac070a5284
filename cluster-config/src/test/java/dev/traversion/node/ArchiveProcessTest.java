package dev.traversion.node;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 15, unit = TimeUnit.MINUTES)
class ArchiveProcessTest {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  @TempDir Path directory;

  @Test
  void an_archive_answers_as_the_node_did_that_it_came_from_and_tells_what_it_does_not_hold()
      throws Exception {
    var file = directory.resolve("incident.tvz");
    var from = Instant.now().minusSeconds(60);
    var questions = new ArrayList<String>();
    var answers = new ArrayList<JsonNode>();
    Instant to;
    String otlp;
    try (var node = new ChildNode(directory, "--cassandra-port", "0")) {
      node.start();
      try (var sender = new RetryingSender(node.otlpHttpEndpoint(), "cart")) {
        assertThat(sender.awaitBatches(3, Duration.ofMinutes(1))).isTrue();
        sender.finish();
      }
      to = Instant.now().plusSeconds(1);
      var window = "from=" + from + "&to=" + to;
      for (var at : List.of(from, from.plusSeconds(59), to.minusSeconds(2), to)) {
        questions.add("/api/v1/state?at=" + at);
        questions.add("/api/v1/services/cart/state?at=" + at);
      }
      questions.add("/api/v1/events?limit=1000&" + window);
      questions.add("/api/v1/timeline?buckets=10&" + window);
      for (var question : questions) {
        answers.add(node.answer(question));
      }
      try (var http = HttpClient.newHttpClient()) {
        var reply =
            http.send(
                request(node.httpPort(), "/api/v1/export?service=cart&" + window).build(),
                BodyHandlers.ofFile(file));
        assertThat(reply.statusCode()).isEqualTo(200);
        assertThat(reply.headers().firstValue("Content-Type")).contains("application/zip");
      }
      otlp = node.get("/api/v1/export/otlp?service=cart&" + window).body();
      assertThat(otlp).contains("\"resourceSpans\":[{", "\"traversion\":{\"foot\":{");
    }

    try (var opened = new Opened(file)) {
      for (int i = 0; i < questions.size(); i++) {
        var reply = opened.get(questions.get(i));
        assertThat(MAPPER.readTree(reply.body())).as(questions.get(i)).isEqualTo(answers.get(i));
      }
      assertThat(answers.get(questions.size() - 2).path("items")).isNotEmpty();

      assertThat(opened.get("/api/v1/export/otlp?service=cart&from=" + from + "&to=" + to).body())
          .as("an archive leaves as OTLP as its window would have")
          .isEqualTo(otlp);

      var outside = opened.get("/api/v1/state?at=" + from.minusNanos(1));
      assertThat(outside.statusCode()).isEqualTo(404);
      assertThat(outside.body())
          .contains("/problems/outside-archive", from.toString(), to.toString());
      assertThat(opened.post("/api/v1/events").statusCode()).isEqualTo(405);
      assertThat(opened.get("/api/v1/state").statusCode()).as("now is the end").isEqualTo(200);
      assertThat(opened.log()).contains("/dashboard?at=" + from);
    }
  }

  @Test
  void a_file_that_was_cut_off_is_not_opened() throws Exception {
    var file = Files.writeString(directory.resolve("incident.tvz"), "PK" + "x".repeat(200));
    var opening = Opened.process(file, directory.resolve("open.json"), directory.resolve("log"));
    assertThat(opening.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(opening.exitValue()).isEqualTo(1);
    assertThat(Files.readString(directory.resolve("log")))
        .contains("incident.tvz", "cut off", "export the window anew");
  }

  private static HttpRequest.Builder request(int port, String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
        .timeout(Duration.ofSeconds(60));
  }

  /** A process that has an archive open. */
  private static final class Opened implements AutoCloseable {
    private final HttpClient http = HttpClient.newHttpClient();
    private final Path log;
    private final Process process;
    private final int port;

    Opened(Path file) throws IOException, InterruptedException {
      var ready = file.resolveSibling("open.json");
      log = file.resolveSibling("open.log");
      process = process(file, ready, log);
      long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(2);
      while (!Files.exists(ready)) {
        boolean ended = process.waitFor(50, TimeUnit.MILLISECONDS);
        assertThat(ended || System.nanoTime() > deadline).as(this::log).isFalse();
      }
      port = MAPPER.readTree(Files.readString(ready)).required("http").intValue();
    }

    private static Process process(Path file, Path ready, Path log) throws IOException {
      return new ProcessBuilder(
              Path.of(System.getProperty("java.home"), "bin", "java").toString(),
              "--sun-misc-unsafe-memory-access=allow",
              "--enable-native-access=ALL-UNNAMED",
              "-Xmx256m",
              "-XX:TieredStopAtLevel=1",
              "-cp",
              System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
              OpenMain.class.getName(),
              file.toString(),
              "--http-port=0",
              "--ready-file=" + ready,
              "--stop-with-stdin")
          .redirectErrorStream(true)
          .redirectOutput(log.toFile())
          .start();
    }

    HttpResponse<String> get(String path) throws IOException, InterruptedException {
      return http.send(request(port, path).build(), BodyHandlers.ofString());
    }

    HttpResponse<String> post(String path) throws IOException, InterruptedException {
      return http.send(
          request(port, path).POST(HttpRequest.BodyPublishers.ofString("{}")).build(),
          BodyHandlers.ofString());
    }

    String log() {
      try {
        return Files.readString(log);
      } catch (IOException e) {
        return "(no log: " + e + ")";
      }
    }

    @Override
    public void close() throws IOException {
      http.close();
      process.getOutputStream().close();
      try {
        process.onExit().get(60, TimeUnit.SECONDS);
      } catch (ExecutionException | TimeoutException _) {
        process.destroyForcibly();
      } catch (InterruptedException e) {
        process.destroyForcibly();
        Thread.currentThread().interrupt();
      }
    }
  }
}
