package dev.traversion.http.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import dev.traversion.model.attribute.Value;
import dev.traversion.model.event.Document;
import dev.traversion.model.event.Exchange;
import java.io.IOException;
import java.util.Base64;

/**
 * Recorded content: whole JSON as it is, digit for digit; anything else as text that says whether
 * it was cut. Content that is left out says how long it is.
 */
final class ContentJson {
  private static final JsonFactory FACTORY = new JsonFactory();

  private ContentJson() {}

  static void write(Json json, String name, Document document, Contents contents) {
    json.object(
        name,
        content -> {
          if (contents.leavesOut(document.json().length())) {
            leftOut(content, document.truncated(), document.originalLength())
                .text("beginning", Contents.beginning(document.json()));
          } else {
            text(content, document.json(), document.truncated(), document.originalLength());
          }
        });
  }

  static void write(Json json, String name, Exchange.Body body, Contents contents) {
    json.object(
        name,
        content -> {
          if (contents == Contents.BEGINNINGS) {
            leftOut(content, body.truncated(), body.size());
            return;
          }
          switch (body.content()) {
            case Value.Text(var text) -> text(content, text, body.truncated(), body.size());
            case Value.Bytes(var bytes) ->
                content
                    .text("base64", Base64.getEncoder().encodeToString(bytes.toByteArray()))
                    .flag("truncated", body.truncated())
                    .number("originalLength", body.size());
            default -> throw new IllegalArgumentException("a body is text or bytes");
          }
        });
  }

  private static Json leftOut(Json content, boolean truncated, long originalLength) {
    return content
        .flag("leftOut", true)
        .flag("truncated", truncated)
        .number("originalLength", originalLength);
  }

  private static void text(Json content, String text, boolean truncated, long originalLength) {
    if (!truncated && isJson(text)) {
      content.raw("json", text);
    } else {
      content
          .text("text", text)
          .flag("truncated", truncated)
          .number("originalLength", originalLength);
    }
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
