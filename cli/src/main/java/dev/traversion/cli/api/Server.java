package dev.traversion.cli.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.HttpURLConnection;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/**
 * One Traversion server, as a client sees it.
 *
 * <p>It speaks by {@link HttpURLConnection}: a client that asks once and ends gains nothing from
 * {@code java.net.http}, and pays for it with 0.2 s of CPU at each start (TLS, a selector thread).
 */
public final class Server {
  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final int COPY_BYTES = 64 << 10;

  /** Numbers stay as they were written: an amount of 12.50 must not become 12.5. */
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build();

  private record Response(int status, String body, Optional<String> retryAfter) {}

  private final URI base;
  private final Duration patience;

  /**
   * @param base scheme, host and port, and perhaps a path that a proxy serves it under; no slash
   *     ends it
   * @param patience how long to wait for an answer
   */
  public Server(URI base, Duration patience) {
    this.base = base;
    this.patience = patience;
  }

  public URI base() {
    return base;
  }

  /** The answer to a question; anything but 200 is an exception. */
  public Reply get(Request request)
      throws ServerUnreachableException, ProblemException, NotTraversionException {
    Response response = send(request);
    Reply reply = parse(request, response);
    if (response.status() != 200) {
      throw new ProblemException(base, reply, response.retryAfter());
    }
    return reply;
  }

  /**
   * Copies the answer, which is no JSON.
   *
   * @return how many bytes
   * @throws IOException if {@code out} fails
   */
  public long download(Request request, OutputStream out)
      throws ServerUnreachableException, ProblemException, NotTraversionException, IOException {
    HttpURLConnection connection;
    try {
      connection = connection(request);
      connection.setRequestProperty("Accept", "*/*");
      if (connection.getResponseCode() != 200) {
        Response refusal = receive(connection);
        throw new ProblemException(base, parse(request, refusal), refusal.retryAfter());
      }
    } catch (IOException failure) {
      throw new ServerUnreachableException(base, reason(failure), failure);
    }
    try (InputStream body = connection.getInputStream()) {
      byte[] buffer = new byte[COPY_BYTES];
      long total = 0;
      for (int read = read(body, buffer); read >= 0; read = read(body, buffer)) {
        out.write(buffer, 0, read);
        total += read;
      }
      return total;
    }
  }

  private int read(InputStream body, byte[] buffer) throws ServerUnreachableException {
    try {
      return body.read(buffer);
    } catch (IOException failure) {
      throw new ServerUnreachableException(base, ServerUnreachableException.BROKE_OFF, failure);
    }
  }

  /** Health is told by facts, whatever the status. */
  public Reply health()
      throws ServerUnreachableException, ProblemException, NotTraversionException {
    Request request = Request.root("health", "ready");
    Response response = send(request);
    Reply reply = parse(request, response);
    if (!reply.json().path("facts").isArray()) {
      throw new ProblemException(base, reply, response.retryAfter());
    }
    return reply;
  }

  private Response send(Request request) throws ServerUnreachableException {
    try {
      return receive(connection(request));
    } catch (IOException failure) {
      throw new ServerUnreachableException(base, reason(failure), failure);
    }
  }

  private HttpURLConnection connection(Request request) throws IOException {
    HttpURLConnection connection =
        (HttpURLConnection) URI.create(base + request.target()).toURL().openConnection();
    connection.setConnectTimeout(
        Math.toIntExact(
            patience.compareTo(CONNECT) < 0 ? patience.toMillis() : CONNECT.toMillis()));
    connection.setReadTimeout(Math.toIntExact(patience.toMillis()));
    connection.setInstanceFollowRedirects(false);
    connection.setRequestProperty("Accept", "application/json, application/problem+json");
    return connection;
  }

  private static Response receive(HttpURLConnection connection) throws IOException {
    int status = connection.getResponseCode();
    try (InputStream body =
        status >= 400 ? connection.getErrorStream() : connection.getInputStream()) {
      return new Response(
          status,
          body == null ? "" : new String(body.readAllBytes(), UTF_8),
          Optional.ofNullable(connection.getHeaderField("Retry-After")));
    }
  }

  private String reason(IOException failure) {
    if (failure instanceof SocketTimeoutException) {
      return "nothing came within " + patience.toSeconds() + " s";
    }
    if (failure instanceof UnknownHostException) {
      return "there is no such host";
    }
    String message = failure.getMessage();
    if (message == null) {
      return failure.getClass().getSimpleName();
    }
    return failure instanceof ConnectException ? message.toLowerCase(Locale.ROOT) : message;
  }

  private Reply parse(Request request, Response response) throws NotTraversionException {
    URI asked = URI.create(base + request.target());
    try {
      JsonNode json = JSON.readTree(response.body());
      if (!json.isObject()) {
        throw new NotTraversionException(asked, response.status());
      }
      return new Reply(response.status(), response.body(), json);
    } catch (JacksonException notJson) {
      throw new NotTraversionException(asked, response.status());
    }
  }
}
