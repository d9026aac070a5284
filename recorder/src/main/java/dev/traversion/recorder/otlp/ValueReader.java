package dev.traversion.recorder.otlp;

import dev.traversion.model.attribute.Attributes;
import dev.traversion.model.attribute.Binary;
import dev.traversion.model.attribute.Value;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.ArrayValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.common.v1.KeyValueList;
import java.util.ArrayList;
import java.util.Arrays;

/**
 * Reads one {@code AnyValue}, as much of it as there is room for: text and bytes are cut, arrays
 * and maps keep the elements that fit, and what lies too deep is emptied.
 */
final class ValueReader {
  private static final int TEXT = (AnyValue.STRING_VALUE_FIELD_NUMBER << 3) | Wire.LEN;
  private static final int BOOL = (AnyValue.BOOL_VALUE_FIELD_NUMBER << 3) | Wire.VARINT;
  private static final int INT = (AnyValue.INT_VALUE_FIELD_NUMBER << 3) | Wire.VARINT;
  private static final int REAL = (AnyValue.DOUBLE_VALUE_FIELD_NUMBER << 3) | Wire.FIXED64;
  private static final int ARRAY = (AnyValue.ARRAY_VALUE_FIELD_NUMBER << 3) | Wire.LEN;
  private static final int MAP = (AnyValue.KVLIST_VALUE_FIELD_NUMBER << 3) | Wire.LEN;
  private static final int BYTES = (AnyValue.BYTES_VALUE_FIELD_NUMBER << 3) | Wire.LEN;
  private static final int ELEMENT = (ArrayValue.VALUES_FIELD_NUMBER << 3) | Wire.LEN;
  private static final int ENTRY = (KeyValueList.VALUES_FIELD_NUMBER << 3) | Wire.LEN;
  private static final int KEY = (KeyValue.KEY_FIELD_NUMBER << 3) | Wire.LEN;
  private static final int VALUE = (KeyValue.VALUE_FIELD_NUMBER << 3) | Wire.LEN;

  private final Wire wire;
  private final Texts texts;
  private final int maxDepth;

  private int room;
  private boolean cut;
  private int leafLength;
  private int originalBytes;

  ValueReader(Wire wire, Texts texts, int maxDepth) {
    this.wire = wire;
    this.texts = texts;
    this.maxDepth = maxDepth;
  }

  /** Reads the value in {@code slice}, at most {@code maxBytes} of it. */
  Value read(long slice, int maxBytes) {
    room = maxBytes;
    cut = false;
    var value = value(slice, 0);
    if (cut) {
      boolean leaf = value instanceof Value.Text || value instanceof Value.Bytes;
      originalBytes = leaf ? leafLength : Wire.length(slice);
    }
    return value;
  }

  /** Whether the value last read is not whole. */
  boolean wasCut() {
    return cut;
  }

  /**
   * How long the value last read was before it was cut: UTF-8 bytes of text, bytes of bytes,
   * encoded bytes of an array or map.
   */
  int originalBytes() {
    return originalBytes;
  }

  private Value value(long slice, int depth) {
    Value value = Value.empty();
    long outer = wire.open(slice);
    while (wire.hasMore()) {
      int tag = wire.tag();
      switch (tag) {
        case TEXT -> value = text(wire.slice());
        case BOOL -> {
          value = Value.of(wire.varint64() != 0);
          room -= 1;
        }
        case INT -> {
          value = Value.of(wire.varint64());
          room -= Long.BYTES;
        }
        case REAL -> {
          value = Value.of(wire.real());
          room -= Double.BYTES;
        }
        case BYTES -> value = bytes(wire.slice());
        case ARRAY -> value = array(wire.slice(), depth);
        case MAP -> value = map(wire.slice(), depth);
        default -> wire.skip(tag);
      }
    }
    wire.close(outer);
    return value;
  }

  private Value text(long slice) {
    int start = Wire.start(slice);
    int end = Wire.end(slice);
    leafLength = end - start;
    if (leafLength > room) {
      cut = true;
      end = start + Math.max(room, 0);
      end = floorToCharacter(wire.bytes(), start, end);
    }
    room -= end - start;
    return texts.value(wire, start, end);
  }

  /** Moves {@code end} back so that it does not part the bytes of one character. */
  static int floorToCharacter(byte[] utf8, int start, int end) {
    int at = end;
    for (int back = 0; back < 3 && at > start && (utf8[at] & 0xC0) == 0x80; back++) {
      at--;
    }
    return (utf8[at] & 0xC0) == 0x80 ? end : at;
  }

  private Value bytes(long slice) {
    int start = Wire.start(slice);
    leafLength = Wire.length(slice);
    int kept = Math.min(leafLength, Math.max(room, 0));
    cut |= kept < leafLength;
    room -= kept;
    return new Value.Bytes(Binary.wrap(Arrays.copyOfRange(wire.bytes(), start, start + kept)));
  }

  private Value array(long slice, int depth) {
    if (depth == maxDepth) {
      cut = true;
      return Value.empty();
    }
    var elements = new ArrayList<Value>();
    long outer = wire.open(slice);
    while (wire.hasMore()) {
      int tag = wire.tag();
      if (tag == ELEMENT) {
        long element = wire.slice();
        if (takes()) {
          elements.add(value(element, depth + 1));
        }
      } else {
        wire.skip(tag);
      }
    }
    wire.close(outer);
    return new Value.Array(elements);
  }

  private Value map(long slice, int depth) {
    if (depth == maxDepth) {
      cut = true;
      return Value.empty();
    }
    var entries = Attributes.builder();
    long outer = wire.open(slice);
    while (wire.hasMore()) {
      int tag = wire.tag();
      if (tag == ENTRY) {
        long entry = wire.slice();
        if (takes()) {
          entry(entry, entries, depth);
        }
      } else {
        wire.skip(tag);
      }
    }
    wire.close(outer);
    return new Value.KeyValues(entries.build());
  }

  /** An element of no bytes still costs one, so that no number of them is free. */
  private boolean takes() {
    if (room <= 0) {
      cut = true;
      return false;
    }
    room -= 1;
    return true;
  }

  private void entry(long slice, Attributes.Builder entries, int depth) {
    long key = 0;
    long value = 0;
    long outer = wire.open(slice);
    while (wire.hasMore()) {
      int tag = wire.tag();
      switch (tag) {
        case KEY -> key = wire.slice();
        case VALUE -> value = wire.slice();
        default -> wire.skip(tag);
      }
    }
    wire.close(outer);
    if (Wire.length(key) > room) {
      cut = true; // half a key would name something else
      room = 0;
      return;
    }
    room -= Wire.length(key);
    var name = texts.key(wire, key);
    entries.put(name, value(value, depth + 1));
  }
}
