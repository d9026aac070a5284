package dev.traversion.cli.text;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** What an event says, in one line. */
public final class EventText {
  private final Terminal terminal;

  public EventText(Terminal terminal) {
    this.terminal = terminal;
  }

  public static Instant occurredAt(JsonNode event) {
    return Instant.parse(event.path("occurredAt").asText());
  }

  public String describe(JsonNode event) {
    return Ink.oneLine(
        switch (event.path("kind").asText()) {
          case "call" -> call(event);
          case "log" -> log(event);
          case "measurement" -> measurement(event);
          case "entity-change" -> entityChange(event);
          case "deployment" -> deployment(event);
          case "config-change" -> configChange(event);
          case "signal" -> event.path("name").asText() + ": " + value(event.path("body"));
          default -> event.path("kind").asText();
        });
  }

  private String call(JsonNode event) {
    String duration = Quantities.duration(event.path("durationNanos").asLong());
    String failure = failure(event).map(reason -> " " + terminal.cross() + " " + reason).orElse("");
    return callName(event) + ", " + duration + failure;
  }

  /** Name and, where it is known, the HTTP status. */
  public String callName(JsonNode call) {
    String status = attribute(call, "http.response.status_code").orElse("");
    String name = call.path("name").asText();
    return Ink.oneLine(status.isEmpty() ? name : name + " " + terminal.arrow() + " " + status);
  }

  /** Why a call failed, as precisely as it was recorded; empty when it did not. */
  public Optional<String> failure(JsonNode call) {
    if (!call.path("error").asBoolean()) {
      return Optional.empty();
    }
    for (JsonNode event : call.path("events")) {
      if (event.path("name").asText().equals("exception")) {
        String type = attribute(event, "exception.type").orElse("exception");
        String message = attribute(event, "exception.message").orElse("");
        return Optional.of(Ink.oneLine(message.isEmpty() ? type : type + ": " + message));
      }
    }
    String message = call.path("status").path("message").asText("");
    return Optional.of(
        message.isEmpty() ? attribute(call, "error.type").orElse("failed") : Ink.oneLine(message));
  }

  private static String log(JsonNode event) {
    String name = event.path("eventName").asText("");
    String body = value(event.path("body"));
    return severity(event) + " " + (name.isEmpty() ? body : name + " " + body).strip();
  }

  /** The text that was given, else OpenTelemetry's short name of the number. */
  private static String severity(JsonNode event) {
    String text = event.path("severityText").asText("");
    if (!text.isEmpty()) {
      return text;
    }
    int number = event.path("severityNumber").asInt();
    String[] names = {"TRACE", "DEBUG", "INFO", "WARN", "ERROR", "FATAL"};
    return number >= 1 && number <= 24 ? names[(number - 1) / 4] : "LOG";
  }

  private static String measurement(JsonNode event) {
    JsonNode metric = event.path("metric");
    JsonNode point = event.path("point");
    JsonNode value = point.path("value");
    String reading =
        value.isMissingNode()
            ? "count " + point.path("count").asText("0") + ", sum " + point.path("sum").asText("?")
            : value.path("asInt").asText(value.path("asDouble").asText("?"));
    String unit = metric.path("unit").asText("");
    return metric.path("name").asText() + " = " + (reading + " " + unit).strip();
  }

  private static String entityChange(JsonNode event) {
    String entity = entityName(event.path("entity"));
    return event.path("deleted").asBoolean()
        ? entity + " deleted"
        : entity + " = " + Content.line(event.path("value"));
  }

  /** {@code type/key}. */
  public static String entityName(JsonNode entity) {
    return Ink.oneLine(entity.path("type").asText() + "/" + entity.path("key").asText());
  }

  private String deployment(JsonNode event) {
    String previous = event.path("previousVersion").asText("");
    String commit = event.path("commit").asText("");
    return (previous.isEmpty() ? "" : previous + " " + terminal.arrow() + " ")
        + event.path("version").asText()
        + (commit.isEmpty() ? "" : " (" + commit(commit) + ")");
  }

  /** A commit as briefly as Git shows it. */
  public static String commit(String commit) {
    return commit.matches("[0-9a-f]{40,64}") ? commit.substring(0, 10) : Ink.oneLine(commit);
  }

  private static String configChange(JsonNode event) {
    String key = event.path("key").asText();
    return event.path("removed").asBoolean()
        ? key + " removed"
        : key + " = " + Content.line(event.path("value"));
  }

  private static Optional<String> attribute(JsonNode holder, String key) {
    for (JsonNode attribute : holder.path("attributes")) {
      if (attribute.path("key").asText().equals(key)) {
        return Optional.of(value(attribute.path("value")));
      }
    }
    return Optional.empty();
  }

  /** An OTLP value as text: strings bare, lists and maps as in JSON. */
  static String value(JsonNode any) {
    if (any.has("arrayValue")) {
      return items(any.path("arrayValue")).collect(Collectors.joining(", ", "[", "]"));
    }
    if (any.has("kvlistValue")) {
      return StreamSupport.stream(any.path("kvlistValue").path("values").spliterator(), false)
          .map(member -> member.path("key").asText() + ": " + value(member.path("value")))
          .collect(Collectors.joining(", ", "{", "}"));
    }
    return any.isEmpty() ? "" : any.iterator().next().asText();
  }

  private static Stream<String> items(JsonNode array) {
    return StreamSupport.stream(array.path("values").spliterator(), false).map(EventText::value);
  }
}
