package dev.traversion.cli.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;

/** Recorded content: JSON, text or bytes, perhaps truncated when it was recorded. */
public final class Content {
  private Content() {}

  /** On one line; {@code -} when there is none. */
  public static String line(JsonNode content) {
    if (content.has("json")) {
      return JsonText.line(content.path("json"));
    }
    if (content.has("text")) {
      return JsonText.line(content.path("text")) + note(content);
    }
    return content.has("base64") ? "(binary)" + note(content) : "-";
  }

  /** On as many lines as it takes. */
  public static List<String> block(JsonNode content) {
    if (content.has("json")) {
      return JsonText.block(content.path("json"));
    }
    if (content.has("text")) {
      String text = Ink.harmless(content.path("text").asText()) + note(content);
      return text.lines().toList();
    }
    return content.has("base64")
        ? List.of(content.path("base64").asText() + " (base64)" + note(content))
        : List.of("-");
  }

  /** What two contents are compared by: JSON where there is JSON, else the line it is shown as. */
  public static JsonNode comparable(JsonNode content) {
    return content.has("json") ? content.path("json") : TextNode.valueOf(line(content));
  }

  private static String note(JsonNode content) {
    return content.path("truncated").asBoolean()
        ? " (truncated; " + Quantities.count(content.path("originalLength").asLong()) + " bytes)"
        : "";
  }
}
