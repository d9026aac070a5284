package dev.traversion.model.event;

import java.util.HexFormat;

/**
 * A W3C span id: 8 bytes, big-endian. Zero means "no span". Text form: 16 lower-case hex digits.
 */
public record SpanId(long value) {
  private static final SpanId NONE = new SpanId(0);

  public static SpanId none() {
    return NONE;
  }

  public boolean isNone() {
    return value == 0;
  }

  /**
   * Reads 16 hex digits.
   *
   * @throws IllegalArgumentException if the text is anything else
   */
  public static SpanId parse(String hex) {
    if (hex.length() != 16) {
      throw new IllegalArgumentException("a span id has 16 hex digits: " + hex);
    }
    return new SpanId(HexFormat.fromHexDigitsToLong(hex));
  }

  @Override
  public String toString() {
    return HexFormat.of().toHexDigits(value);
  }
}
