package dev.traversion.replay.cut;

import dev.traversion.journal.ClockOffsets;
import dev.traversion.journal.ClockWindow;
import dev.traversion.model.mirror.ServiceId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A stretch of a clock's own time. To map what lies in it, its windows are read, those of an hour
 * around it, and beyond these the nearest on either side whose offset is known, however far away.
 *
 * <p>So an instant is mapped as all windows of the clock together would map it, unless they have
 * the common time line stand still for longer than an hour of windows: then estimates contradict
 * one another.
 *
 * @param number from 1970 on
 */
record Era(long number) {
  private static final long NANOS = Duration.ofHours(6).toNanos();
  private static final long MARGIN_NANOS = Duration.ofHours(1).toNanos();

  /** Instants beyond these belong to the first and the last era: 146 years around 1970. */
  private static final long MOST_NANOS = Long.MAX_VALUE / 2;

  static Era of(long localNanos) {
    return new Era(Math.floorDiv(Math.clamp(localNanos, -MOST_NANOS, MOST_NANOS), NANOS));
  }

  long fromNanos() {
    return number * NANOS;
  }

  /** The first instant after it. */
  long toNanos() {
    return (number + 1) * NANOS;
  }

  /**
   * What was read for an era.
   *
   * @param windows ascending
   * @param reachFrom windows that begin before do not matter to it
   * @param reachTo windows that begin after do not matter to it; {@link Long#MAX_VALUE}: no offset
   *     is known after it yet
   */
  record Read(List<ClockWindow> windows, long reachFrom, long reachTo) {
    boolean isOpen() {
      return reachTo == Long.MAX_VALUE;
    }

    boolean dependsOn(ClockWindow window) {
      return window.fromNanos() >= reachFrom && window.fromNanos() <= reachTo;
    }
  }

  /**
   * @throws dev.traversion.journal.JournalUnavailableException if the store does not answer
   */
  Read read(ClockOffsets offsets, ServiceId service) {
    long reachFrom = fromNanos() - MARGIN_NANOS;
    long reachTo = toNanos() + MARGIN_NANOS;
    var windows = new ArrayList<>(offsets.read(service, reachFrom, reachTo));
    if (windows.stream().noneMatch(it -> it.isKnown() && it.fromNanos() < fromNanos())) {
      var before = offsets.lastKnownBefore(service, reachFrom);
      before.ifPresent(windows::addFirst);
      reachFrom = before.map(ClockWindow::fromNanos).orElse(Long.MIN_VALUE);
    }
    if (windows.stream().noneMatch(it -> it.isKnown() && it.fromNanos() >= toNanos())) {
      var after = offsets.firstKnownFrom(service, reachTo);
      after.ifPresent(windows::addLast);
      reachTo = after.map(ClockWindow::fromNanos).orElse(Long.MAX_VALUE);
    }
    return new Read(List.copyOf(windows), reachFrom, reachTo);
  }
}
