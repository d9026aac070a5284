package dev.traversion.replay.cut;

import java.util.OptionalLong;

/**
 * How a service's clock stood at an instant of the common time line.
 *
 * @param localNanos what the service's clock said then
 * @param offsetNanos by how much it was ahead; 0 where not known
 * @param uncertaintyNanos how far the offset may be off, either way; empty where there is no bound
 * @param pairs how many calls between this service and others the offset was estimated from, in the
 *     minute that is nearest to the instant; 0: not known, and nothing is corrected
 */
public record ClockReading(
    long localNanos, long offsetNanos, OptionalLong uncertaintyNanos, long pairs) {

  /** Of a clock that nothing is known of: taken to be right. */
  public static ClockReading unknown(long nanos) {
    return new ClockReading(nanos, 0, OptionalLong.empty(), 0);
  }

  public boolean isKnown() {
    return pairs > 0;
  }
}
