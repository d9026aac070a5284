package dev.traversion.http;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.typesafe.config.ConfigFactory;
import dev.traversion.recorder.LiveFeed;
import dev.traversion.replay.Completeness;
import dev.traversion.replay.EventSweep;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/** All doors on free ports, before ports that live in memory; and a client. */
final class TestNode implements AutoCloseable {
  static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");
  private static final JsonMapper MAPPER = new JsonMapper();

  private final ActorTestKit kit =
      ActorTestKit.create(
          "doors",
          ConfigFactory.parseString(
                  "akka { loglevel = WARNING, actor.testkit.typed.system-shutdown-default = 60s }")
              .withFallback(ConfigFactory.load()));
  private final HttpClient client =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();
  final RecordingIntake intake = new RecordingIntake();
  final InMemoryHistory history = new InMemoryHistory();

  /** What a test has it write. */
  volatile Archives archives = (_, _, _) -> {};

  /** What a test has it go through. */
  volatile EventSweep sweep = (_, _) -> Completeness.whole();

  final Feed feed = new Feed();
  final Health health = new Health();
  final PrometheusMeterRegistry metrics = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  final ApiServer server;

  TestNode() {
    this("");
  }

  /**
   * @param settings what differs from the defaults under {@code traversion.http}
   */
  TestNode(String settings) {
    server =
        ApiServer.start(
                kit.system(),
                settings(settings),
                new ApiServer.Ports(
                    history,
                    (query, visitor) -> sweep.sweep(query, visitor),
                    (services, window, out) -> archives.write(services, window, out),
                    intake,
                    feed,
                    health,
                    metrics,
                    () -> NOW))
            .toCompletableFuture()
            .join();
  }

  ActorTestKit kit() {
    return kit;
  }

  static ApiSettings settings(String settings) {
    return ApiSettings.from(
        ConfigFactory.parseString(settings)
            .withFallback(
                ConfigFactory.parseString("api-port = 0, otlp-http-port = 0, otlp-grpc-port = 0"))
            .withFallback(ConfigFactory.load().getConfig("traversion.http")));
  }

  /** An answer with its JSON, if that is what it is. */
  record Reply(int status, String contentType, String body, HttpResponse<byte[]> raw) {
    JsonNode json() {
      try {
        return MAPPER.readTree(body);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    String header(String name) {
      return raw.headers().firstValue(name).orElse("");
    }
  }

  Reply get(String path) {
    return send(HttpRequest.newBuilder(api(path)));
  }

  Reply send(HttpRequest.Builder request) {
    try {
      var response =
          client.send(request.timeout(Duration.ofSeconds(30)).build(), BodyHandlers.ofByteArray());
      return new Reply(
          response.statusCode(),
          response.headers().firstValue("Content-Type").orElse(""),
          new String(response.body(), StandardCharsets.UTF_8),
          response);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  HttpClient client() {
    return client;
  }

  URI api(String path) {
    return uri(server.api(), path);
  }

  URI otlp(String path) {
    return uri(server.otlpHttp(), path);
  }

  URI grpc() {
    return uri(server.otlpGrpc(), "");
  }

  private static URI uri(InetSocketAddress address, String path) {
    return URI.create("http://127.0.0.1:" + address.getPort() + path);
  }

  @Override
  public void close() {
    server.stop(Duration.ofSeconds(5)).toCompletableFuture().join();
    client.close();
    kit.shutdownTestKit();
  }

  /** A feed that a test feeds. */
  static final class Feed implements LiveFeed {
    private final List<Consumer<Recorded>> listeners = new CopyOnWriteArrayList<>();

    @Override
    public Subscription subscribe(Consumer<Recorded> listener) {
      listeners.add(listener);
      return () -> listeners.remove(listener);
    }

    void tell(Recorded recorded) {
      listeners.forEach(listener -> listener.accept(recorded));
    }

    int listeners() {
      return listeners.size();
    }
  }

  /** Healthy until a test says otherwise. */
  static final class Health implements NodeHealth {
    volatile boolean cassandraReachable = true;

    @Override
    public List<Fact> liveness() {
      return List.of(new Fact("actor-system-running", true, ""));
    }

    @Override
    public List<Fact> readiness() {
      return List.of(
          new Fact(
              "cassandra-reachable", cassandraReachable, cassandraReachable ? "" : "no answer"));
    }
  }

  /** Waits for something that happens by itself. */
  static void eventually(Runnable assertion) {
    long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (true) {
      try {
        assertion.run();
        return;
      } catch (AssertionError e) {
        assertThat(System.nanoTime()).as("deadline passed: %s", e).isLessThan(deadline);
        Thread.onSpinWait();
        LockSupport.parkNanos(5_000_000);
      }
    }
  }
}
