package dev.traversion.model.event;

import java.util.HexFormat;

/**
 * Identifies an event within its mirror: 128 bits, derived from the event itself, so a redelivery
 * carries the same id and nothing need be stored for it.
 *
 * <ul>
 *   <li>a {@link Call}: its trace and span id, mixed;
 *   <li>an event with {@code log.record.uid}, or a CloudEvent's source and id: the hash of that;
 *   <li>any other: the hash of its content (without {@code recordedAt}) and of its ordinal among
 *       equal events of one delivery.
 * </ul>
 *
 * <p>Text form: 32 lower-case hex digits. The order is that of the two words, unsigned.
 */
public record EventId(long high, long low) implements Comparable<EventId> {

  /**
   * Reads 32 hex digits.
   *
   * @throws IllegalArgumentException if the text is anything else
   */
  public static EventId parse(String hex) {
    if (hex.length() != 32) {
      throw new IllegalArgumentException("an event id has 32 hex digits: " + hex);
    }
    return new EventId(
        HexFormat.fromHexDigitsToLong(hex, 0, 16), HexFormat.fromHexDigitsToLong(hex, 16, 32));
  }

  /** The id of the call with this trace and span. */
  public static EventId ofCall(TraceId trace, SpanId span) {
    return new EventId(trace.high() * 0x9E3779B97F4A7C15L + trace.low(), span.value());
  }

  @Override
  public int compareTo(EventId that) {
    int byHigh = Long.compareUnsigned(high, that.high);
    return byHigh != 0 ? byHigh : Long.compareUnsigned(low, that.low);
  }

  @Override
  public String toString() {
    var hex = HexFormat.of();
    return hex.toHexDigits(high) + hex.toHexDigits(low);
  }
}
