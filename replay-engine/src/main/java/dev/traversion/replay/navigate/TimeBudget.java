package dev.traversion.replay.navigate;

import java.util.function.LongSupplier;

/** How long one question may take. */
final class TimeBudget {
  private final LongSupplier nanoClock;
  private final long deadline;

  TimeBudget(LongSupplier nanoClock, long nanos) {
    this.nanoClock = nanoClock;
    this.deadline = nanoClock.getAsLong() + nanos;
  }

  boolean isSpent() {
    return nanoClock.getAsLong() - deadline >= 0;
  }
}
