package dev.traversion.recorder.delivery;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import dev.traversion.model.attribute.Attributes;
import dev.traversion.model.attribute.Value;
import dev.traversion.model.event.Document;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;

/** Makes the JSON documents of entities and settings. */
public final class Documents {
  // names come from outside: none of them is worth keeping for ever
  private static final JsonFactory JSON =
      JsonFactory.builder()
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
          .build();

  private Documents() {}

  /**
   * A value as JSON text: null for empty, numbers exact (NaN and the infinities as text), bytes as
   * Base64 text, maps as objects. Of equal keys in a map the first counts.
   */
  public static String json(Value value) {
    var text = new StringWriter();
    try (var generator = JSON.createGenerator(text)) {
      write(generator, value);
    } catch (IOException e) {
      throw new UncheckedIOException(e); // a StringWriter does not fail
    }
    return text.toString();
  }

  private static void write(JsonGenerator generator, Value value) throws IOException {
    switch (value) {
      case Value.Empty _ -> generator.writeNull();
      case Value.Text(var text) -> generator.writeString(text);
      case Value.Bool(var flag) -> generator.writeBoolean(flag);
      case Value.Int(var number) -> generator.writeNumber(number);
      case Value.Real(var number) -> generator.writeNumber(number);
      case Value.Bytes(var bytes) -> generator.writeBinary(bytes.toByteArray());
      case Value.Array(var elements) -> {
        generator.writeStartArray();
        for (var element : elements) {
          write(generator, element);
        }
        generator.writeEndArray();
      }
      case Value.KeyValues(var entries) -> write(generator, entries);
    }
  }

  private static void write(JsonGenerator generator, Attributes entries) throws IOException {
    var written = new HashSet<String>();
    generator.writeStartObject();
    for (int i = 0; i < entries.size(); i++) {
      if (written.add(entries.key(i))) {
        generator.writeFieldName(entries.key(i));
        write(generator, entries.value(i));
      }
    }
    generator.writeEndObject();
  }

  /** Why a text is not one JSON value; empty when it is. */
  public static String fault(String text) {
    try (JsonParser parser = JSON.createParser(text)) {
      if (parser.nextToken() == null) {
        return "is empty";
      }
      parser.skipChildren();
      return parser.nextToken() == null ? "" : "has something after the value";
    } catch (JsonProcessingException e) {
      var location = e.getLocation();
      return e.getOriginalMessage()
          + (location == null ? "" : " at character " + location.getCharOffset());
    } catch (IOException e) {
      throw new UncheckedIOException(e); // reading a String does not fail
    }
  }

  /** The document of a whole JSON text, cut to so many UTF-8 bytes where it is longer. */
  public static Document limited(String json, int maxBytes) {
    var whole = json.length() <= maxBytes ? Document.of(json) : null;
    if (whole != null && whole.originalLength() <= maxBytes) {
      return whole;
    }
    var utf8 = json.getBytes(StandardCharsets.UTF_8);
    return new Document(prefix(utf8, maxBytes), true, utf8.length);
  }

  /**
   * The document of a JSON text that its sender had cut already.
   *
   * @param originalLength UTF-8 bytes of the whole, as the sender said
   */
  public static Document truncated(String prefix, long originalLength, int maxBytes) {
    var utf8 = prefix.getBytes(StandardCharsets.UTF_8);
    return new Document(
        utf8.length <= maxBytes ? prefix : prefix(utf8, maxBytes),
        true,
        Math.max(originalLength, utf8.length));
  }

  private static String prefix(byte[] utf8, int maxBytes) {
    int end = maxBytes;
    while (end > 0 && (utf8[end] & 0xC0) == 0x80) {
      end--;
    }
    return new String(utf8, 0, end, StandardCharsets.UTF_8);
  }
}
