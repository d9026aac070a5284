package dev.traversion.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/** A browser at the shop's door: asks, and asks again while the door is being changed. */
final class ShopClient implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final int ATTEMPTS = 60;
  private static final long RETRY_MILLIS = 150;

  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();
  private final URI gateway;
  private final InstantSource clock;
  private final Consumer<Failure> onFailure;
  private final AtomicLong answered = new AtomicLong();
  private final AtomicLong unanswered = new AtomicLong();

  /**
   * @param traceId of the request, from the {@code traceresponse} header; empty if it had none
   */
  record Answer(int status, JsonNode body, String traceId) {
    boolean ok() {
      return status < 300;
    }
  }

  /** A request that the shop answered with a server error. */
  record Failure(String method, String path, int status, String traceId, Instant at) {}

  ShopClient(URI gateway, InstantSource clock, Consumer<Failure> onFailure) {
    this.gateway = gateway;
    this.clock = clock;
    this.onFailure = onFailure;
  }

  Answer get(String session, String path) throws InterruptedException {
    return send("GET", session, path, BodyPublishers.noBody());
  }

  Answer post(String session, String path, Map<String, ?> body) throws InterruptedException {
    return send("POST", session, path, json(body));
  }

  Answer put(String session, String path, Map<String, ?> body) throws InterruptedException {
    return send("PUT", session, path, json(body));
  }

  private static HttpRequest.BodyPublisher json(Map<String, ?> body) {
    try {
      return BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body));
    } catch (IOException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private Answer send(String method, String session, String path, HttpRequest.BodyPublisher body)
      throws InterruptedException {
    var request =
        HttpRequest.newBuilder(gateway.resolve(path))
            .timeout(PATIENCE)
            .header("content-type", "application/json")
            .header("x-session-id", session)
            .header("user-agent", "demo-browser/1.0")
            .method(method, body)
            .build();
    IOException last = null;
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      try {
        var response = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
        answered.incrementAndGet();
        var traceId = response.headers().firstValue("traceresponse").map(ShopClient::traceId);
        if (response.statusCode() >= 500) {
          onFailure.accept(
              new Failure(
                  method, path, response.statusCode(), traceId.orElse(""), clock.instant()));
        }
        return new Answer(
            response.statusCode(), JSON.readTree(response.body()), traceId.orElse(""));
      } catch (InterruptedException e) {
        unanswered.incrementAndGet();
        throw e;
      } catch (IOException e) {
        unanswered.incrementAndGet();
        last = e;
        Thread.sleep(RETRY_MILLIS);
      }
    }
    throw new DemoException("the gateway does not answer", last == null ? new IOException() : last);
  }

  /** {@code 00-traceid-spanid-flags} */
  private static String traceId(String header) {
    var parts = header.split("-", -1);
    return parts.length == 4 ? parts[1] : "";
  }

  /** How many requests were answered so far. */
  long answered() {
    return answered.get();
  }

  /** How many may have come in and were not answered: cut off, or given up. */
  long unanswered() {
    return unanswered.get();
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
