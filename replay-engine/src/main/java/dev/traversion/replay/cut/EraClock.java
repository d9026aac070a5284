package dev.traversion.replay.cut;

import java.util.function.Function;

/**
 * The clock of one service, era by era: however long its history, only those are read that a
 * question is about. Maps as {@link ServiceClock} does.
 *
 * <p>Methods throw {@link dev.traversion.journal.JournalUnavailableException} if an era has to be
 * read and cannot be.
 */
public final class EraClock {
  private final Function<Era, ServiceClock> eras;

  EraClock(Function<Era, ServiceClock> eras) {
    this.eras = eras;
  }

  /** The instant of the common time line at which the service's clock said so. */
  public long toCommon(long localNanos) {
    return eras.apply(Era.of(localNanos)).toCommon(localNanos);
  }

  /** The last that the service's clock said by an instant of the common time line. */
  public long toLocal(long commonNanos) {
    return at(commonNanos).toLocal(commonNanos);
  }

  /** How the clock stood at an instant of the common time line. */
  public ClockReading reading(long commonNanos) {
    return at(commonNanos).reading(commonNanos);
  }

  /**
   * By how much something in the service may come before its cause around an instant of the common
   * time line.
   */
  public long leadAround(long commonNanos) {
    return at(commonNanos).leadAround(commonNanos);
  }

  /**
   * The clock in the era that it was in at an instant of the common time line. An era knows rightly
   * whether it is that one, or which way that one lies; how far it only guesses, by the offset next
   * to it.
   */
  private ServiceClock at(long commonNanos) {
    long first = Long.MIN_VALUE;
    long last = Long.MAX_VALUE;
    var era = Era.of(commonNanos);
    while (true) {
      var clock = eras.apply(era);
      long there = Era.of(clock.toLocal(commonNanos)).number();
      if (there > era.number()) {
        first = era.number() + 1;
      } else if (there < era.number()) {
        last = era.number() - 1;
      } else {
        return clock;
      }
      if (first > last) {
        return clock; // two eras of different age, each of which points to the other
      }
      era = new Era(Math.clamp(there, first, last));
    }
  }
}
