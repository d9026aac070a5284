package dev.traversion.recorder.otlp;

import dev.traversion.model.attribute.Attributes;
import dev.traversion.model.attribute.Value;
import dev.traversion.recorder.delivery.Limits;
import dev.traversion.recorder.delivery.Marks;
import io.opentelemetry.proto.common.v1.KeyValue;
import java.util.ArrayList;
import org.jspecify.annotations.Nullable;

/**
 * Collects the attributes of one item, within the limits; what is cut is marked by further
 * attributes. Used for one item after the other.
 */
final class AttributeReader {
  private static final int KEY = (KeyValue.KEY_FIELD_NUMBER << 3) | Wire.LEN;
  private static final int VALUE = (KeyValue.VALUE_FIELD_NUMBER << 3) | Wire.LEN;

  private final Wire wire;
  private final Texts texts;
  private final Limits limits;
  private final ValueReader values;

  private final ArrayList<String> keys = new ArrayList<>();
  private final ArrayList<Value> kept = new ArrayList<>();
  private final ArrayList<String> marks = new ArrayList<>();
  private final ArrayList<Value> markValues = new ArrayList<>();
  private int dropped;

  AttributeReader(Wire wire, Texts texts, Limits limits) {
    this.wire = wire;
    this.texts = texts;
    this.limits = limits;
    this.values = new ValueReader(wire, texts, limits.depth());
  }

  /** Begins the next item. */
  void clear() {
    keys.clear();
    kept.clear();
    marks.clear();
    markValues.clear();
    dropped = 0;
  }

  /** Takes a {@code KeyValue}. */
  void add(long slice) {
    if (keys.size() == limits.attributes()) {
      dropped++;
      return;
    }
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
    if (Wire.length(key) > limits.keyBytes()) {
      dropped++;
      return;
    }
    add(texts.key(wire, key), value);
  }

  private void add(String key, long value) {
    boolean body = key.equals(Conventions.REQUEST_BODY) || key.equals(Conventions.RESPONSE_BODY);
    keys.add(key);
    kept.add(values.read(value, body ? limits.bodyBytes() : limits.attributeBytes()));
    if (!values.wasCut()) {
      return;
    }
    if (body) {
      mark(key + ".truncated", Value.of(true));
      mark(key + ".size", Value.of((long) values.originalBytes()));
    } else {
      mark(Marks.TRUNCATED + key, Value.of((long) values.originalBytes()));
    }
  }

  /** The value under a key so far; null when there is none. */
  @Nullable Value find(String key) {
    int index = keys.indexOf(key);
    return index < 0 ? null : kept.get(index);
  }

  /** Reads a text field of the item, cut and marked where it is too long. */
  String text(long slice, String field) {
    int length = Wire.length(slice);
    if (length <= limits.attributeBytes()) {
      return texts.value(wire, slice).value();
    }
    markField(field, length);
    int start = Wire.start(slice);
    int end = ValueReader.floorToCharacter(wire.bytes(), start, start + limits.attributeBytes());
    return texts.value(wire, start, end).value();
  }

  /** Reads a value field of the item, such as a log body, cut and marked where it is too long. */
  Value value(long slice, int maxBytes, String field) {
    var value = values.read(slice, maxBytes);
    if (values.wasCut()) {
      markField(field, values.originalBytes());
    }
    return value;
  }

  /** Says that a field of the item is not whole. */
  void markField(String field, int originalSize) {
    mark(Marks.TRUNCATED_FIELD + field, Value.of((long) originalSize));
  }

  private void mark(String key, Value value) {
    marks.add(key);
    markValues.add(value);
  }

  /** Attributes that found no room; add them to what the sender itself dropped. */
  int dropped() {
    return dropped;
  }

  /** The attributes of the item, marks last. */
  Attributes build() {
    if (!marks.isEmpty()) {
      placeMarks();
    }
    int size = keys.size();
    var attributes = Attributes.builder(size);
    for (int i = 0; i < size; i++) {
      attributes.put(keys.get(i), kept.get(i));
    }
    return attributes.build();
  }

  /**
   * The sender's own word on the size of a body stands, since it knew the body before it cut it;
   * its word that a body is whole does not.
   */
  private void placeMarks() {
    for (int i = 0; i < marks.size(); i++) {
      var mark = marks.get(i);
      int said = keys.indexOf(mark);
      if (said < 0) {
        keys.add(mark);
        kept.add(markValues.get(i));
      } else if (!mark.endsWith(".size")) {
        kept.set(said, markValues.get(i));
      }
    }
  }
}
