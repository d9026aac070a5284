package dev.traversion.cli.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;

/** The server answered that it cannot or will not answer (RFC 9457). */
public final class ProblemException extends Exception {
  private static final long serialVersionUID = 1;
  private final transient URI server;
  private final int status;
  private final transient Reply reply;
  private final transient Optional<String> retryAfter;

  ProblemException(URI server, Reply reply, Optional<String> retryAfter) {
    super(line(reply));
    this.server = server;
    this.status = reply.status();
    this.reply = reply;
    this.retryAfter = retryAfter;
  }

  public int status() {
    return status;
  }

  /** The problem as it was sent. */
  public String text() {
    return reply.text();
  }

  /** Where the server explains this kind of problem. */
  public Optional<String> page() {
    return member("type").filter(type -> type.startsWith("/")).map(type -> server + type);
  }

  public Optional<String> parameter() {
    return member("parameter");
  }

  public Optional<String> incidentId() {
    return member("incidentId");
  }

  /** Seconds, or a date, after which asking again makes sense. */
  public Optional<String> retryAfter() {
    return retryAfter;
  }

  /** Services that a name may have meant. */
  public List<String> candidates() {
    return StreamSupport.stream(reply.json().path("candidates").spliterator(), false)
        .map(JsonNode::asText)
        .toList();
  }

  private Optional<String> member(String name) {
    return Optional.of(reply.json().path(name).asText("")).filter(text -> !text.isEmpty());
  }

  private static String line(Reply reply) {
    String title = reply.json().path("title").asText("HTTP status " + reply.status());
    String detail = reply.json().path("detail").asText(reply.json().path("service").asText(""));
    return detail.isEmpty() ? title : title + ": " + detail.lines().findFirst().orElse("");
  }
}
