package dev.traversion.node;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A node in a process of its own, on ports that stay its own over restarts. */
final class ChildNode implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final Duration START_TIMEOUT = Duration.ofMinutes(3);

  private final HttpClient http = HttpClient.newHttpClient();
  private final Path directory;
  private final List<String> arguments;
  private final int httpPort;
  private final int otlpHttpPort;
  private final int otlpGrpcPort;
  private Process process;

  /**
   * @param directory for its log and data
   * @param arguments further arguments of {@code up}
   */
  ChildNode(Path directory, String... arguments) throws IOException {
    this.directory = Files.createDirectories(directory);
    this.arguments = List.of(arguments);
    try (var first = freePort();
        var second = freePort();
        var third = freePort()) {
      httpPort = first.getLocalPort();
      otlpHttpPort = second.getLocalPort();
      otlpGrpcPort = third.getLocalPort();
    }
  }

  private static ServerSocket freePort() throws IOException {
    return new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
  }

  void start() throws IOException, InterruptedException {
    startWithoutWaiting();
    awaitReady();
  }

  /** Starts the node and waits until it ends by itself; its exit code. */
  int runToItsEnd() throws IOException, InterruptedException {
    startWithoutWaiting();
    assertThat(process.waitFor(START_TIMEOUT.toSeconds(), TimeUnit.SECONDS)).as(this::log).isTrue();
    return process.exitValue();
  }

  private void startWithoutWaiting() throws IOException {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "--sun-misc-unsafe-memory-access=allow",
            "--enable-native-access=ALL-UNNAMED",
            "-Xmx512m",
            "-XX:TieredStopAtLevel=1",
            "-Dtraversion.cassandra.lib=" + System.getProperty("traversion.cassandra.lib"),
            "-cp",
            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
            "dev.traversion.node.Main",
            "--stop-with-stdin",
            "--data-dir",
            directory.resolve("data").toString(),
            "--http-port",
            Integer.toString(httpPort),
            "--otlp-http-port",
            Integer.toString(otlpHttpPort),
            "--otlp-grpc-port",
            Integer.toString(otlpGrpcPort)));
    command.addAll(arguments);
    process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(
                ProcessBuilder.Redirect.appendTo(directory.resolve("node.log").toFile()))
            .start();
  }

  private void awaitReady() throws IOException, InterruptedException {
    long deadline = System.nanoTime() + START_TIMEOUT.toNanos();
    while (!ready()) {
      assertThat(process.isAlive()).as(() -> "the node stays alive; its log:\n" + log()).isTrue();
      assertThat(System.nanoTime())
          .as(() -> "ready in time; its log:\n" + log())
          .isLessThan(deadline);
      process.waitFor(50, TimeUnit.MILLISECONDS);
    }
  }

  private boolean ready() throws InterruptedException {
    try {
      return get("/health/ready").statusCode() == 200;
    } catch (IOException notYet) {
      return false;
    }
  }

  HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return http.send(
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + httpPort + path))
            .timeout(Duration.ofSeconds(60))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  /**
   * A whole answer. While a mirror did not tell in time what is still open, as one that is starting
   * or a busy machine's, the question is asked again.
   */
  JsonNode answer(String path) throws IOException, InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      var reply = get(path);
      var answer = JSON.readTree(reply.body());
      boolean whole = reply.statusCode() == 200 && isWhole(answer.path("completeness"));
      if (whole || System.nanoTime() > deadline) {
        assertThat(reply.statusCode()).as(reply.body()).isEqualTo(200);
        return answer;
      }
    }
  }

  /** But for what was lost: asking again does not bring that back. */
  private static boolean isWhole(JsonNode completeness) {
    return completeness.path("silentMirrors").isEmpty()
        && !completeness.path("timeBudgetSpent").asBoolean();
  }

  int httpPort() {
    return httpPort;
  }

  String otlpHttpEndpoint() {
    return "http://127.0.0.1:" + otlpHttpPort;
  }

  String otlpGrpcEndpoint() {
    return "http://127.0.0.1:" + otlpGrpcPort;
  }

  long pid() {
    return process.pid();
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** SIGKILL: no hook runs, nothing is flushed. */
  void kill() throws InterruptedException {
    process.destroyForcibly();
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
  }

  /** SIGTERM; the exit code. */
  int terminate() throws InterruptedException {
    process.destroy();
    assertThat(process.waitFor(2, TimeUnit.MINUTES))
        .as(() -> "stops in time; its log:\n" + log())
        .isTrue();
    return process.exitValue();
  }

  String log() {
    try {
      return Files.readString(directory.resolve("node.log"));
    } catch (IOException e) {
      return "(no log: " + e + ")";
    }
  }

  @Override
  public void close() {
    if (process != null && process.isAlive()) {
      process.destroy();
      // Its bundled Cassandra drains first; whoever leaves without that is ended.
      process.onExit().completeOnTimeout(process, 30, TimeUnit.SECONDS).join();
      process.destroyForcibly();
    }
  }
}
