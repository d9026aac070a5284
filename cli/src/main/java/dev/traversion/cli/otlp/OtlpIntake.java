package dev.traversion.cli.otlp;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A door for OTLP/HTTP, as a sender of JSON sees it. A door that is busy or away is asked again,
 * after the time that it names, else after longer and longer ones. Thread-safe.
 */
public final class OtlpIntake {
  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final Duration FIRST_WAIT = Duration.ofSeconds(1);
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

  /** OTLP: these may be retried. */
  private static final Set<Integer> RETRYABLE = Set.of(429, 502, 503, 504);

  /** These are about the request, not about the door. */
  private static final Set<Integer> REQUEST_AT_FAULT = Set.of(400, 408, 413, 415, 422);

  private static final ObjectMapper JSON = new ObjectMapper();

  private final URI base;
  private final Duration timeout;
  private final Duration retryFor;
  private final InstantSource clock;
  private volatile boolean reached;

  /**
   * @param base what {@code /v1/traces} is below
   * @param timeout how long to wait for an answer
   * @param retryFor how long one request may be asked again
   * @param clock tells how far off a date is that the door names
   */
  public OtlpIntake(URI base, Duration timeout, Duration retryFor, InstantSource clock) {
    this.base = base;
    this.timeout = timeout;
    this.retryFor = retryFor;
    this.clock = clock;
  }

  /** What became of a request. */
  public sealed interface Outcome {
    /**
     * @param rejected items that were not taken
     * @param reason why; empty when all were
     */
    record Taken(long rejected, String reason) implements Outcome {}

    /** Nothing of it was taken, nor would be if it were sent again. */
    record Refused(String reason) implements Outcome {}
  }

  private record Answer(int status, JsonNode body, Duration retryAfter) {}

  /**
   * Sends an export request.
   *
   * @throws IntakeException if no further request makes sense
   * @throws InterruptedException if interrupted while waiting
   */
  public Outcome send(Signal signal, byte[] json) throws IntakeException, InterruptedException {
    long deadline = System.nanoTime() + retryFor.toNanos();
    Duration wait = FIRST_WAIT;
    while (true) {
      Duration before = wait;
      String why;
      try {
        Answer answer = post(signal, json);
        reached = true;
        if (answer.status() == 200) {
          return taken(answer.body());
        }
        if (REQUEST_AT_FAULT.contains(answer.status())) {
          return new Outcome.Refused(reason(answer));
        }
        if (!RETRYABLE.contains(answer.status())) {
          throw new IntakeException(
              "what answers at " + base + " takes no OTLP: " + reason(answer));
        }
        before = answer.retryAfter().isNegative() ? wait : answer.retryAfter();
        why = reason(answer);
        if (isTooLate(deadline, before)) {
          throw new IntakeException(base + " still refuses: " + why);
        }
      } catch (IOException failure) {
        why = String.valueOf(failure.getMessage()).toLowerCase(Locale.ROOT);
        // Who names a wrong address wants to hear of it at once.
        if (!reached || isTooLate(deadline, before)) {
          throw new IntakeException("no answer from " + base + ": " + why, false, failure);
        }
      }
      Thread.sleep(before);
      wait = wait.multipliedBy(2).compareTo(LONGEST_WAIT) < 0 ? wait.multipliedBy(2) : LONGEST_WAIT;
    }
  }

  private static boolean isTooLate(long deadline, Duration wait) {
    return System.nanoTime() + wait.toNanos() - deadline >= 0;
  }

  private Answer post(Signal signal, byte[] json) throws IOException {
    URI door = URI.create(base + "/v1/" + signal.name().toLowerCase(Locale.ROOT));
    HttpURLConnection connection = (HttpURLConnection) door.toURL().openConnection();
    connection.setConnectTimeout(
        Math.toIntExact(timeout.compareTo(CONNECT) < 0 ? timeout.toMillis() : CONNECT.toMillis()));
    connection.setReadTimeout(Math.toIntExact(timeout.toMillis()));
    connection.setInstanceFollowRedirects(false);
    connection.setRequestMethod("POST");
    connection.setDoOutput(true);
    connection.setRequestProperty("Content-Type", "application/json");
    connection.setFixedLengthStreamingMode(json.length);
    try (OutputStream body = connection.getOutputStream()) {
      body.write(json);
    }
    int status = connection.getResponseCode();
    try (InputStream body =
        status >= 400 ? connection.getErrorStream() : connection.getInputStream()) {
      String text = body == null ? "" : new String(body.readAllBytes(), UTF_8);
      return new Answer(status, parsed(text), retryAfter(connection.getHeaderField("Retry-After")));
    }
  }

  private static JsonNode parsed(String text) {
    try {
      return JSON.readTree(text);
    } catch (JacksonException notJson) {
      return MissingNode.getInstance();
    }
  }

  /** Seconds or a date (RFC 9110); negative when it is neither. */
  private Duration retryAfter(@Nullable String header) {
    if (header == null) {
      return Duration.ofSeconds(-1);
    }
    try {
      Duration wait =
          header.matches("\\d{1,9}")
              ? Duration.ofSeconds(Long.parseLong(header))
              : Duration.between(
                  clock.instant(),
                  ZonedDateTime.parse(header, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant());
      return wait.isNegative() ? Duration.ZERO : wait;
    } catch (DateTimeException nonsense) {
      return Duration.ofSeconds(-1);
    }
  }

  private static Outcome taken(JsonNode body) {
    JsonNode partial = body.path("partialSuccess");
    long rejected = 0;
    for (String member :
        new String[] {"rejectedSpans", "rejectedLogRecords", "rejectedDataPoints"}) {
      rejected += partial.path(member).asLong();
    }
    return new Outcome.Taken(rejected, partial.path("errorMessage").asText(""));
  }

  private static String reason(Answer answer) {
    String message = answer.body().path("message").asText("");
    return "HTTP status " + answer.status() + (message.isEmpty() ? "" : ", " + message);
  }
}
