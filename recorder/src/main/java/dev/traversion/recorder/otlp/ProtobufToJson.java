package dev.traversion.recorder.otlp;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Message;
import dev.traversion.recorder.Intake.Signal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;

/**
 * Writes export requests as OTLP/JSON, the inverse of {@link JsonToProtobuf}: protobuf's JSON
 * mapping, but with ids in hex and enums as numbers. Protobuf's own printer writes neither.
 */
final class ProtobufToJson {
  private static final JsonFactory JSON = new JsonFactory();
  private static final byte[] REPLACEMENT = "\uFFFD".getBytes(StandardCharsets.UTF_8);

  private final JsonGenerator out;

  private ProtobufToJson(JsonGenerator out) {
    this.out = out;
  }

  /** The request on one line, UTF-8; unpaired surrogates become U+FFFD. */
  static byte[] request(Signal signal, Message request) {
    var bytes = new ByteArrayOutputStream(1 << 16);
    var utf8 =
        StandardCharsets.UTF_8
            .newEncoder()
            .onMalformedInput(CodingErrorAction.REPLACE)
            .replaceWith(REPLACEMENT);
    try (var out = JSON.createGenerator(new OutputStreamWriter(bytes, utf8))) {
      new ProtobufToJson(out).object(JsonShape.of(signal), request);
    } catch (IOException e) {
      throw new UncheckedIOException(e); // memory does not fail
    }
    return bytes.toByteArray();
  }

  private void object(JsonShape shape, Message message) throws IOException {
    out.writeStartObject();
    for (var set : message.getAllFields().entrySet()) {
      var name = set.getKey().getJsonName();
      var field = shape.field(name);
      if (field == null) {
        throw new IllegalArgumentException("not of this message: " + set.getKey().getFullName());
      }
      out.writeFieldName(name);
      if (field.repeated()) {
        out.writeStartArray();
        for (var element : (List<?>) set.getValue()) {
          single(field, element);
        }
        out.writeEndArray();
      } else {
        single(field, set.getValue());
      }
    }
    out.writeEndObject();
  }

  private void single(JsonShape.Field field, Object value) throws IOException {
    switch (field.type()) {
      case MESSAGE -> object(field.message(), (Message) value);
      case STRING -> out.writeString((String) value);
      case HEX_ID -> out.writeString(HexFormat.of().formatHex(((ByteString) value).toByteArray()));
      case BYTES -> out.writeBinary(((ByteString) value).toByteArray());
      case BOOL -> out.writeBoolean((Boolean) value);
      case INT64, SFIXED64 -> out.writeString(value.toString());
      case UINT64, FIXED64 -> out.writeString(Long.toUnsignedString((Long) value));
      case INT32, SINT32 -> out.writeNumber((Integer) value);
      case UINT32, FIXED32 -> out.writeNumber(Integer.toUnsignedLong((Integer) value));
      case DOUBLE -> out.writeNumber((Double) value); // NaN and the infinities as strings
      case ENUM -> out.writeNumber(((EnumValueDescriptor) value).getNumber());
    }
  }
}
