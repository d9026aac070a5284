package dev.traversion.benchmarks.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.proto.collector.trace.v1.ExportTracePartialSuccess;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LoadDriverTest {
  private static final byte[] NOTHING = new byte[0];

  private final Load load = new Load(7, 2);
  private final LoadPlan plan =
      new LoadPlan(load, 10 * Load.SPANS, Duration.ZERO, Duration.ofSeconds(2), 4);
  private final Set<Long> received = ConcurrentHashMap.newKeySet();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private HttpServer server;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 64);
    server.setExecutor(threads);
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
    threads.shutdownNow();
  }

  /** Answers each request as told; remembers the spans of those answered with 200. */
  private interface Server {
    /** The status; with a Retry-After of no seconds where it is a refusal. */
    int answer(int attempt) throws InterruptedException;
  }

  private LoadResult drive(Server answers, byte[] body) throws Exception {
    var attempts = new AtomicInteger();
    server.createContext(
        "/v1/traces",
        exchange -> {
          try (exchange) {
            var request = ExportTraceServiceRequest.parseFrom(exchange.getRequestBody());
            int status = answers.answer(attempts.incrementAndGet());
            if (status == 200) {
              request
                  .getResourceSpans(0)
                  .getScopeSpans(0)
                  .getSpansList()
                  .forEach(
                      span ->
                          received.add(
                              load.spanNumber(span.getSpanId().asReadOnlyByteBuffer().getLong())));
            } else {
              exchange.getResponseHeaders().set("Retry-After", "0");
            }
            exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
    return LoadDriver.run(
        plan,
        new Journeys(load),
        server.getAddress().getPort(),
        InstantSource.system(),
        new LoadDriver.Course() {
          @Override
          public void measuring() {}

          @Override
          public void second(long second, long sent, long acked, long refusals) {}

          @Override
          public void measured() {}
        });
  }

  @Test
  void sends_every_span_of_the_plan_once() throws Exception {
    var result = drive(_ -> 200, NOTHING);

    assertThat(result.acknowledged().cardinality()).isEqualTo((int) plan.requests());
    assertThat(received).hasSize((int) plan.requests() * Load.SPANS);
    assertThat(received).allMatch(number -> number >= 0 && number < plan.requests() * Load.SPANS);
    assertThat(result.refusals() + result.retries() + result.gaveUp()).isZero();
    assertThat(result.latency().getTotalCount()).isEqualTo(plan.requests());
  }

  @Test
  void sends_again_what_was_refused() throws Exception {
    // Too few for one request to be given up, should it be the one that meets them all.
    var result = drive(attempt -> attempt <= 4 ? 429 : 200, NOTHING);

    assertThat(result.acknowledged().cardinality()).isEqualTo((int) plan.requests());
    assertThat(received).hasSize((int) plan.requests() * Load.SPANS);
    assertThat(result.refusals()).isPositive().isEqualTo(result.retries());
    assertThat(result.gaveUp()).isZero();
  }

  @Test
  void gives_up_what_is_refused_again_and_again_and_counts_it() throws Exception {
    var result = drive(_ -> 503, NOTHING);

    assertThat(result.acknowledged().isEmpty()).isTrue();
    assertThat(result.gaveUp()).isEqualTo(plan.requests());
    assertThat(result.refusals()).isEqualTo(5 * plan.requests());
    assertThat(result.spansPerSecond()).isZero();
  }

  @Test
  void takes_no_partial_success_for_an_acknowledgement() throws Exception {
    var partly =
        ExportTraceServiceResponse.newBuilder()
            .setPartialSuccess(ExportTracePartialSuccess.newBuilder().setRejectedSpans(3))
            .build()
            .toByteArray();

    var result = drive(_ -> 200, partly);

    assertThat(result.acknowledged().isEmpty()).isTrue();
    assertThat(result.rejectedSpans()).isEqualTo(3 * plan.requests());
  }

  @Test
  void charges_a_server_that_stalls_for_all_it_kept_waiting() throws Exception {
    // The first four requests, one a connection, are held for a second: those that were due
    // meanwhile could not even be sent, and yet waited.
    var result =
        drive(
            attempt -> {
              if (attempt <= 4) {
                Thread.sleep(1_000);
              }
              return 200;
            },
            NOTHING);

    assertThat(result.ackMaxMillis()).isGreaterThanOrEqualTo(1_000);
    assertThat(result.lateStarts()).isPositive();
    assertThat(result.latency().getCountBetweenValues(100_000, Long.MAX_VALUE / 2))
        .isGreaterThan(4);
  }
}
