package dev.traversion.http.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.traversion.model.time.EpochNanos;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * Writes one JSON document, member by member. Not thread-safe.
 *
 * <p>Text goes through an encoder that replaces half surrogate pairs, so that one odd string in a
 * recorded event cannot spoil an answer.
 */
public final class Json {
  private static final JsonFactory FACTORY = new JsonFactory();

  private final JsonGenerator out;

  private Json(JsonGenerator out) {
    this.out = out;
  }

  /** A document that is an object. */
  public static byte[] object(Consumer<Json> members) {
    var bytes = new ByteArrayOutputStream(1_024);
    try (var out = FACTORY.createGenerator(new OutputStreamWriter(bytes, StandardCharsets.UTF_8))) {
      out.writeStartObject();
      members.accept(new Json(out));
      out.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  public Json text(String name, String value) {
    return write(() -> out.writeStringField(name, value));
  }

  /** Left out when empty. */
  public Json textIfAny(String name, String value) {
    return value.isEmpty() ? this : text(name, value);
  }

  public Json number(String name, long value) {
    return write(() -> out.writeNumberField(name, value));
  }

  /** A double; the three that JSON has no number for become strings, as in OTLP/JSON. */
  public Json real(String name, double value) {
    return write(
        () -> {
          out.writeFieldName(name);
          realValue(value);
        });
  }

  public Json flag(String name, boolean value) {
    return write(() -> out.writeBooleanField(name, value));
  }

  /** An instant as RFC 3339. */
  public Json instant(String name, long epochNanos) {
    return text(name, EpochNanos.toText(epochNanos));
  }

  /** Left out when 0, which stands for not known. */
  public Json instantIfAny(String name, long epochNanos) {
    return epochNanos == 0 ? this : instant(name, epochNanos);
  }

  /** JSON text that was checked before, passed on as it is. */
  Json raw(String name, String json) {
    return write(
        () -> {
          out.writeFieldName(name);
          out.writeRawValue(json);
        });
  }

  public Json object(String name, Consumer<Json> members) {
    return write(
        () -> {
          out.writeObjectFieldStart(name);
          members.accept(this);
          out.writeEndObject();
        });
  }

  /** A list of objects. */
  public <T> Json objects(
      String name, Iterable<? extends T> items, BiConsumer<Json, ? super T> members) {
    return write(
        () -> {
          out.writeArrayFieldStart(name);
          for (var item : items) {
            out.writeStartObject();
            members.accept(this, item);
            out.writeEndObject();
          }
          out.writeEndArray();
        });
  }

  public Json texts(String name, Iterable<String> items) {
    return write(
        () -> {
          out.writeArrayFieldStart(name);
          for (var item : items) {
            out.writeString(item);
          }
          out.writeEndArray();
        });
  }

  public Json numbers(String name, Iterable<Long> items) {
    return write(
        () -> {
          out.writeArrayFieldStart(name);
          for (long item : items) {
            out.writeNumber(item);
          }
          out.writeEndArray();
        });
  }

  public Json reals(String name, Iterable<Double> items) {
    return write(
        () -> {
          out.writeArrayFieldStart(name);
          for (double item : items) {
            realValue(item);
          }
          out.writeEndArray();
        });
  }

  private void realValue(double value) throws IOException {
    if (Double.isFinite(value)) {
      out.writeNumber(value);
    } else {
      out.writeString(Double.toString(value));
    }
  }

  private Json write(Step step) {
    try {
      step.run();
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private interface Step {
    void run() throws IOException;
  }
}
