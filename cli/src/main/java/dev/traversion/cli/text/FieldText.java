package dev.traversion.cli.text;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** Fields of entities, and who set them, in a few words. */
public final class FieldText {
  private FieldText() {}

  /** The JSON pointer of a field as people name it; a pointer is one already. */
  public static String pointer(String field) {
    return field.isEmpty() || field.startsWith("/") ? field : "/" + field;
  }

  /** A JSON pointer as people read it. */
  public static String name(String pointer) {
    return pointer.isEmpty() ? "(whole)" : Ink.oneLine(pointer.substring(1));
  }

  /** What a field held. */
  public static String value(JsonNode value) {
    if (value.path("unknown").asBoolean()) {
      return "?";
    }
    return value.has("json") ? JsonText.line(value.path("json")) : "-";
  }

  /** {@code by} and the writer; empty when nothing is known of it. */
  public static String by(JsonNode write) {
    String writer = writer(write);
    return writer.isEmpty() ? "" : " by " + writer;
  }

  /** {@code POST /cart/{id}, version 1.3.0, commit c0ffee}; empty when nothing is known. */
  public static String writer(JsonNode write) {
    List<String> known = new ArrayList<>();
    String entry = write.path("entry").asText("");
    String operation = entry.isEmpty() ? write.path("operation").asText("") : entry;
    String version = write.path("serviceVersion").asText("");
    String commit = write.path("commit").asText("");
    if (!operation.isEmpty()) {
      known.add(Ink.oneLine(operation));
    }
    if (!version.isEmpty()) {
      known.add("version " + Ink.oneLine(version));
    }
    if (!commit.isEmpty()) {
      known.add("commit " + EventText.commit(commit));
    }
    return String.join(", ", known);
  }
}
