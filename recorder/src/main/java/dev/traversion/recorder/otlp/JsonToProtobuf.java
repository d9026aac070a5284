package dev.traversion.recorder.otlp;

import com.fasterxml.jackson.core.Base64Variants;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import dev.traversion.recorder.Intake.Signal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Locale;

/**
 * Rewrites OTLP/JSON as protobuf, so that one decoder, one set of limits and one set of rejections
 * serve both encodings.
 *
 * <p>OTLP/JSON is protobuf's JSON mapping with three exceptions (OTLP specification, "JSON Protobuf
 * Encoding"): trace and span ids are hex, enums are numbers, and only lowerCamelCase names count.
 * Names of enum values are understood as well. Unknown fields are passed over, as the specification
 * asks.
 */
final class JsonToProtobuf {
  // names come from outside: none of them is worth keeping for ever
  private static final JsonFactory JSON =
      JsonFactory.builder().disable(JsonFactory.Feature.INTERN_FIELD_NAMES).build();

  /** Wider than any 64-bit number; keeps an exponent from making a number of a million digits. */
  private static final int MAX_DIGITS = 40;

  private final JsonParser parser;
  private final ProtobufBuffer out;

  private JsonToProtobuf(JsonParser parser, ProtobufBuffer out) {
    this.parser = parser;
    this.out = out;
  }

  /** The export request of a signal in protobuf's encoding. */
  static byte[] request(Signal signal, byte[] body) {
    // decoding first turns malformed UTF-8 into U+FFFD, as for protobuf
    var text = new String(body, StandardCharsets.UTF_8);
    try (var parser = JSON.createParser(text)) {
      var rewriter = new JsonToProtobuf(parser, new ProtobufBuffer(body.length));
      rewriter.document(JsonShape.of(signal));
      return rewriter.out.toByteArray();
    } catch (JsonProcessingException e) {
      var location = e.getLocation();
      throw new UnreadableBodyException(
          "not JSON: "
              + e.getOriginalMessage()
              + (location == null ? "" : " at character " + location.getCharOffset()));
    } catch (IOException e) {
      throw new UncheckedIOException(e); // reading a String does not fail
    }
  }

  private void document(JsonShape shape) throws IOException {
    if (parser.nextToken() == null) {
      throw new UnreadableBodyException("not JSON: the body is empty");
    }
    object(shape);
    if (parser.nextToken() != null) {
      throw unexpected("the end of the body");
    }
  }

  private void object(JsonShape shape) throws IOException {
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      throw unexpected("an object");
    }
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      var field = shape.field(parser.currentName());
      var token = parser.nextToken();
      if (field == null || token == JsonToken.VALUE_NULL) {
        parser.skipChildren();
      } else if (field.repeated()) {
        array(field);
      } else {
        single(field);
      }
    }
  }

  private void array(JsonShape.Field field) throws IOException {
    if (parser.currentToken() != JsonToken.START_ARRAY) {
      throw unexpected("an array");
    }
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      single(field);
    }
  }

  private void single(JsonShape.Field field) throws IOException {
    int number = field.number();
    switch (field.type()) {
      case MESSAGE -> {
        int start = out.begin(number);
        if (parser.currentToken() != JsonToken.VALUE_NULL) { // in an array: nothing is set
          object(field.message());
        }
        out.end(start);
      }
      case STRING -> out.bytes(number, wellFormed(text("a string")));
      case HEX_ID -> out.bytes(number, hex());
      case BYTES -> out.bytes(number, base64());
      case BOOL -> out.varint(number, bool() ? 1 : 0);
      case INT64 -> out.varint(number, whole(Long.SIZE, true));
      case UINT64 -> out.varint(number, whole(Long.SIZE, false));
      case UINT32 -> out.varint(number, whole(Integer.SIZE, false));
      case INT32 -> out.varint(number, whole(Integer.SIZE, true));
      case SINT32 -> {
        long value = whole(Integer.SIZE, true);
        out.varint(number, ((value << 1) ^ (value >> 63)) & 0xffffffffL);
      }
      case FIXED64 -> out.fixed64(number, whole(Long.SIZE, false));
      case SFIXED64 -> out.fixed64(number, whole(Long.SIZE, true));
      case FIXED32 -> out.fixed32(number, (int) whole(Integer.SIZE, false));
      case DOUBLE -> out.fixed64(number, Double.doubleToRawLongBits(real()));
      case ENUM -> out.varint(number, enumNumber(field));
    }
  }

  private String text(String expected) throws IOException {
    if (parser.currentToken() != JsonToken.VALUE_STRING) {
      throw unexpected(expected);
    }
    return parser.getText();
  }

  /** UTF-8 of a text, its lone surrogates replaced by U+FFFD. */
  private static byte[] wellFormed(String text) {
    StringBuilder mended = null;
    for (int i = 0; i < text.length(); i++) {
      char unit = text.charAt(i);
      if (!Character.isSurrogate(unit)) {
        continue;
      }
      boolean pair =
          Character.isHighSurrogate(unit)
              && i + 1 < text.length()
              && Character.isLowSurrogate(text.charAt(i + 1));
      if (pair) {
        i++;
      } else {
        mended = mended == null ? new StringBuilder(text) : mended;
        mended.setCharAt(i, '\uFFFD');
      }
    }
    return (mended == null ? text : mended.toString()).getBytes(StandardCharsets.UTF_8);
  }

  private byte[] hex() throws IOException {
    var text = text("a hex string");
    try {
      return HexFormat.of().parseHex(text);
    } catch (IllegalArgumentException e) {
      throw unexpected("a hex string", "'" + shown(text) + "'");
    }
  }

  private byte[] base64() throws IOException {
    var text = text("a Base64 string");
    var standard = text.replace('-', '+').replace('_', '/');
    try {
      return Base64Variants.MIME_NO_LINEFEEDS
          .withReadPadding(
              com.fasterxml.jackson.core.Base64Variant.PaddingReadBehaviour.PADDING_ALLOWED)
          .decode(standard);
    } catch (IllegalArgumentException e) {
      throw unexpected("a Base64 string", "'" + shown(text) + "'");
    }
  }

  private boolean bool() throws IOException {
    return switch (parser.currentToken()) {
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      default -> throw unexpected("true or false");
    };
  }

  private double real() throws IOException {
    return switch (parser.currentToken()) {
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> parser.getDoubleValue();
      case VALUE_STRING -> {
        var text = parser.getText();
        try {
          yield switch (text) {
            case "NaN" -> Double.NaN;
            case "Infinity" -> Double.POSITIVE_INFINITY;
            case "-Infinity" -> Double.NEGATIVE_INFINITY;
            default -> new BigDecimal(text).doubleValue();
          };
        } catch (NumberFormatException e) {
          throw unexpected("a number", "'" + shown(text) + "'");
        }
      }
      default -> throw unexpected("a number");
    };
  }

  /** A whole number of so many bits, written as a number or as text; the bits of it. */
  private long whole(int bits, boolean signed) throws IOException {
    var expected = "a whole number of " + bits + " bits" + (signed ? "" : ", not negative");
    var token = parser.currentToken();
    if (token != JsonToken.VALUE_NUMBER_INT
        && token != JsonToken.VALUE_NUMBER_FLOAT
        && token != JsonToken.VALUE_STRING) {
      throw unexpected(expected);
    }
    var text = parser.getText();
    try {
      var decimal = new BigDecimal(text);
      if (decimal.precision() > MAX_DIGITS || Math.abs(decimal.scale()) > MAX_DIGITS) {
        throw unexpected(expected, shown(text));
      }
      var value = decimal.toBigIntegerExact();
      boolean fits =
          signed ? value.bitLength() < bits : value.signum() >= 0 && value.bitLength() <= bits;
      if (!fits) {
        throw unexpected(expected, shown(text));
      }
      return value.longValue();
    } catch (NumberFormatException e) {
      throw unexpected(expected, "'" + shown(text) + "'");
    } catch (ArithmeticException e) {
      throw unexpected(expected, shown(text));
    }
  }

  private long enumNumber(JsonShape.Field field) throws IOException {
    if (parser.currentToken() != JsonToken.VALUE_STRING) {
      return whole(Integer.SIZE, true);
    }
    var name = parser.getText();
    var number = field.enumNumbers().get(name);
    if (number == null) {
      throw unexpected("the number of an enum value", "'" + shown(name) + "'");
    }
    return number;
  }

  private UnreadableBodyException unexpected(String expected) throws IOException {
    var token = parser.currentToken();
    var found =
        switch (token) {
          case null -> "the end";
          case START_OBJECT, END_OBJECT -> "an object";
          case START_ARRAY, END_ARRAY -> "an array";
          case VALUE_STRING -> "'" + shown(parser.getText()) + "'";
          case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> shown(parser.getText());
          default -> token.name().toLowerCase(Locale.ROOT).replace("value_", "");
        };
    return unexpected(expected, found);
  }

  private UnreadableBodyException unexpected(String expected, String found) {
    var path = parser.getParsingContext().pathAsPointer().toString();
    return new UnreadableBodyException(
        "%s: expected %s, found %s at character %d"
            .formatted(
                path.isEmpty() ? "the body" : path,
                expected,
                found,
                parser.currentTokenLocation().getCharOffset()));
  }

  private static String shown(String text) {
    return text.length() <= 40 ? text : text.substring(0, 40) + "...";
  }
}
