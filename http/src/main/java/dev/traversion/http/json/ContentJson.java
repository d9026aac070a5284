package dev.traversion.http.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import dev.traversion.model.event.Document;
import java.io.IOException;

/**
 * Recorded content: whole JSON as it is, digit for digit; anything else as text that says whether
 * it was cut.
 */
final class ContentJson {
  private static final JsonFactory FACTORY = new JsonFactory();

  private ContentJson() {}

  static void write(Json json, String name, Document document) {
    json.object(
        name,
        content -> {
          if (!document.truncated() && isJson(document.json())) {
            content.raw("json", document.json());
          } else {
            content
                .text("text", document.json())
                .flag("truncated", document.truncated())
                .number("originalLength", document.originalLength());
          }
        });
  }

  /** Whether the text is exactly one JSON value. */
  static boolean isJson(String text) {
    try (JsonParser parser = FACTORY.createParser(text)) {
      if (parser.nextToken() == null) {
        return false;
      }
      parser.skipChildren();
      return parser.nextToken() == null;
    } catch (IOException e) {
      return false;
    }
  }
}
