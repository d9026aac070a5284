package dev.traversion.demo;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Where the shop's telemetry goes. */
interface Recorder extends AutoCloseable {
  /** OTLP/HTTP. */
  URI otlp();

  @Override
  void close();

  /**
   * A Traversion node of our own, as a child process.
   *
   * @param api where it answers questions
   */
  record Node(URI otlp, URI api, Child process) implements Recorder {
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final long PROBE_MILLIS = 300;

    /** Starts a node and waits until it can record and answer. */
    static Node start(Path root, WorkDirectory work, Ports ports, Narrator narrator)
        throws IOException, InterruptedException {
      int http = ports.take("the API", 3335);
      int otlpHttp = ports.take("OTLP/HTTP", 4318);
      int otlpGrpc = ports.take("OTLP/gRPC", 4317);
      int cassandra = ports.take("the bundled Cassandra", 9742);
      var process =
          Child.start(
              "traversion",
              List.of(
                  root.resolve("traversion").toString(),
                  "up",
                  "--data-dir",
                  work.recorder().toString(),
                  "--http-port",
                  Integer.toString(http),
                  "--otlp-http-port",
                  Integer.toString(otlpHttp),
                  "--otlp-grpc-port",
                  Integer.toString(otlpGrpc),
                  "--cassandra-port",
                  Integer.toString(cassandra),
                  "--stop-with-stdin"),
              Map.of(),
              root,
              work.log("traversion"));
      var node = new Node(loopback(otlpHttp), loopback(http), process);
      try {
        node.awaitReady(narrator);
      } catch (DemoException | InterruptedException e) {
        node.close();
        throw e;
      }
      return node;
    }

    private static URI loopback(int port) {
      return URI.create("http://127.0.0.1:" + port);
    }

    private void awaitReady(Narrator narrator) throws InterruptedException {
      var start = narrator.now();
      try (var client = HttpClient.newHttpClient()) {
        var question =
            HttpRequest.newBuilder(api.resolve("/health/ready"))
                .timeout(Duration.ofSeconds(5))
                .build();
        while (!isReady(client, question)) {
          if (!process.isAlive()) {
            throw new DemoException("the node ended; its output is in " + process.log());
          }
          if (narrator.since(start).compareTo(PATIENCE) > 0) {
            throw new DemoException("the node is not ready; its output is in " + process.log());
          }
          Thread.sleep(PROBE_MILLIS);
        }
      }
    }

    private static boolean isReady(HttpClient client, HttpRequest question)
        throws InterruptedException {
      try {
        return client.send(question, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
      } catch (IOException notYet) {
        return false;
      }
    }

    @Override
    public void close() {
      process.stop();
    }
  }
}
