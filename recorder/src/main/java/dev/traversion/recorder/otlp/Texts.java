package dev.traversion.recorder.otlp;

import dev.traversion.model.attribute.Value;

/**
 * The texts that many requests repeat. Keys have slots of their own, so that values, which vary
 * more, do not push them out.
 */
final class Texts {
  private final TextCache keys = new TextCache(1 << 12);
  private final TextCache values = new TextCache(1 << 14);

  /** An attribute key. */
  String key(Wire wire, long slice) {
    return keys.text(wire.bytes(), Wire.start(slice), Wire.end(slice)).value();
  }

  /** A value, a name, a message. */
  Value.Text value(Wire wire, long slice) {
    return values.text(wire.bytes(), Wire.start(slice), Wire.end(slice));
  }

  Value.Text value(Wire wire, int start, int end) {
    return values.text(wire.bytes(), start, end);
  }
}
