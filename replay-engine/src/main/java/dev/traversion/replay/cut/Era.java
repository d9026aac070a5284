package dev.traversion.replay.cut;

import dev.traversion.journal.ClockOffsets;
import dev.traversion.journal.ClockWindow;
import dev.traversion.model.mirror.ServiceId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A stretch of a clock's own time. To map what lies in it, its windows are read, those of a quarter
 * of an hour around it, and beyond these the nearest on either side whose offset is known, however
 * far away.
 *
 * <p>So an instant is mapped as all windows of the clock together would map it, unless estimates
 * contradict one another so much that the common time line stands still for more than that.
 *
 * @param number from 1970 on; the first and the last have no end
 */
record Era(long number) {
  private static final long NANOS = Duration.ofHours(1).toNanos();
  private static final long MARGIN_NANOS = Duration.ofMinutes(15).toNanos();

  /** 146 years around 1970. */
  private static final long MOST = Long.MAX_VALUE / 2 / NANOS;

  static Era of(long localNanos) {
    return new Era(Math.clamp(Math.floorDiv(localNanos, NANOS), -MOST, MOST));
  }

  long fromNanos() {
    return number == -MOST ? Long.MIN_VALUE : number * NANOS;
  }

  /** The first instant after it. */
  long toNanos() {
    return number == MOST ? Long.MAX_VALUE : (number + 1) * NANOS;
  }

  /**
   * Where windows begin that matter to an era (both inclusive).
   *
   * @param toNanos {@link Long#MAX_VALUE}: no offset is known after the era yet
   */
  record Reach(long fromNanos, long toNanos) {
    boolean isOpen() {
      return toNanos == Long.MAX_VALUE;
    }

    boolean includes(ClockWindow window) {
      return window.fromNanos() >= fromNanos && window.fromNanos() <= toNanos;
    }
  }

  /**
   * What was read for an era.
   *
   * @param windows ascending
   */
  record Read(List<ClockWindow> windows, Reach reach) {}

  /**
   * @throws dev.traversion.journal.JournalUnavailableException if the store does not answer
   */
  Read read(ClockOffsets offsets, ServiceId service) {
    long from = ServiceClock.minus(fromNanos(), MARGIN_NANOS);
    long to = ServiceClock.plus(toNanos(), MARGIN_NANOS);
    var windows = new ArrayList<>(offsets.read(service, from, to));
    if (windows.stream().noneMatch(it -> it.isKnown() && it.fromNanos() < fromNanos())) {
      var before = offsets.lastKnownBefore(service, from);
      before.ifPresent(windows::addFirst);
      from = before.map(ClockWindow::fromNanos).orElse(Long.MIN_VALUE);
    }
    if (windows.stream().noneMatch(it -> it.isKnown() && it.fromNanos() >= toNanos())) {
      var after = offsets.firstKnownFrom(service, to);
      after.ifPresent(windows::addLast);
      to = after.map(ClockWindow::fromNanos).orElse(Long.MAX_VALUE);
    }
    return new Read(List.copyOf(windows), new Reach(from, to));
  }
}
