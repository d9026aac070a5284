package dev.traversion.model.event;

import java.util.HexFormat;

/**
 * A W3C trace id: 16 bytes, big-endian in two words. All zero means "no trace".
 *
 * <p>Text form: 32 lower-case hex digits.
 */
public record TraceId(long high, long low) {
  private static final TraceId NONE = new TraceId(0, 0);

  public static TraceId none() {
    return NONE;
  }

  public boolean isNone() {
    return high == 0 && low == 0;
  }

  /**
   * Reads 32 hex digits.
   *
   * @throws IllegalArgumentException if the text is anything else
   */
  public static TraceId parse(String hex) {
    if (hex.length() != 32) {
      throw new IllegalArgumentException("a trace id has 32 hex digits: " + hex);
    }
    return new TraceId(
        HexFormat.fromHexDigitsToLong(hex, 0, 16), HexFormat.fromHexDigitsToLong(hex, 16, 32));
  }

  @Override
  public String toString() {
    var hex = HexFormat.of();
    return hex.toHexDigits(high) + hex.toHexDigits(low);
  }
}
