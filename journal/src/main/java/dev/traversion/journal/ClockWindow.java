package dev.traversion.journal;

import dev.traversion.model.mirror.ServiceId;
import java.util.OptionalLong;

/**
 * What is known of a service's clock in one stretch of its time.
 *
 * @param fromNanos the stretch begins here, by the service's clock; all are equally long
 * @param offsetNanos by how much the clock was ahead of the common time line; 0 where not known
 * @param uncertaintyNanos how far the offset may be off, either way; empty where there is no bound
 * @param pairs how many calls between this service and others it was estimated from; 0: not known
 * @param leadNanos by how much, at most, something in the service still comes before its cause once
 *     clocks are corrected; 0 where nothing does
 */
public record ClockWindow(
    ServiceId service,
    long fromNanos,
    long offsetNanos,
    OptionalLong uncertaintyNanos,
    long pairs,
    long leadNanos) {

  /** Whether anything is known of the offset. */
  public boolean isKnown() {
    return pairs > 0;
  }
}
