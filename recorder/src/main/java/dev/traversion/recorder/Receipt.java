package dev.traversion.recorder;

import java.time.Duration;

/** What became of a delivery. */
public sealed interface Receipt {

  /**
   * Everything acceptable is durable.
   *
   * @param accepted events recorded now or before (a redelivery is accepted)
   * @param rejected items that are not acceptable, now or ever
   * @param reason why items were rejected; empty when none were
   */
  record Accepted(long accepted, long rejected, String reason) implements Receipt {}

  /** The body cannot be read; sending it again will not help. */
  record Malformed(String reason) implements Receipt {}

  /** Too much is waiting, or the store is away: send again later. Parts may be recorded already. */
  record Refused(String reason, Duration retryAfter, boolean overloaded) implements Receipt {}
}
