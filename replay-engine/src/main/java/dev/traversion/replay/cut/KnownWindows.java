package dev.traversion.replay.cut;

import dev.traversion.journal.ClockOffsets;
import dev.traversion.journal.ClockWindow;
import dev.traversion.model.mirror.ServiceId;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What is known of clocks, for the one who estimates them: era by era, until they are let go of.
 * Not thread-safe.
 */
final class KnownWindows {
  private final ClockOffsets offsets;

  private final Map<ServiceId, Map<Era, OfEra>> eras = new HashMap<>();

  KnownWindows(ClockOffsets offsets) {
    this.offsets = offsets;
  }

  /** An era's windows, and the nearest on either side whose offset is known. */
  private static final class OfEra {
    private final Era era;
    private final NavigableMap<Long, ClockWindow> windows = new TreeMap<>();
    private @Nullable ClockWindow before;
    private @Nullable ClockWindow after;

    OfEra(Era era) {
      this.era = era;
    }

    void put(ClockWindow window) {
      long from = window.fromNanos();
      if (from >= era.fromNanos() && from < era.toNanos()) {
        windows.put(from, window);
      } else if (window.isKnown()) {
        if (from < era.fromNanos()) {
          before = before == null || before.fromNanos() <= from ? window : before;
        } else {
          after = after == null || after.fromNanos() >= from ? window : after;
        }
      }
    }
  }

  /**
   * Has what is known of a service around a window in memory, so that nothing of it need be read
   * until {@link #forget}.
   *
   * @throws dev.traversion.journal.JournalUnavailableException if the store does not answer
   */
  void fetch(ServiceId service, long window) {
    var _ = at(service, window);
    var _ = at(service, window - ServiceClock.WINDOW_NANOS);
    var _ = at(service, window + ServiceClock.WINDOW_NANOS);
  }

  Optional<ClockWindow> get(ServiceId service, long window) {
    return Optional.ofNullable(at(service, window).windows.get(window));
  }

  /** The last window before one whose offset is known. */
  Optional<ClockWindow> knownBefore(ServiceId service, long window) {
    var around = at(service, window);
    // A stream would ask for the size first, and a part of a tree counts all that is in it.
    for (var earlier : around.windows.headMap(window, false).descendingMap().values()) {
      if (earlier.isKnown()) {
        return Optional.of(earlier);
      }
    }
    return Optional.ofNullable(around.before);
  }

  /** The first window after one whose offset is known. */
  Optional<ClockWindow> knownAfter(ServiceId service, long window) {
    var around = at(service, window);
    for (var later : around.windows.tailMap(window, false).values()) {
      if (later.isKnown()) {
        return Optional.of(later);
      }
    }
    return Optional.ofNullable(around.after);
  }

  /** Whether it differs from what was known. */
  boolean put(ClockWindow window) {
    boolean differs = !get(window.service(), window.fromNanos()).equals(Optional.of(window));
    if (differs) {
      of(window.service()).values().forEach(era -> era.put(window));
    }
    return differs;
  }

  /** Lets go of what came before an instant; of what was put, all must have been written. */
  void forget(long beforeNanos) {
    eras.values()
        .forEach(ofService -> ofService.keySet().removeIf(era -> era.toNanos() <= beforeNanos));
    eras.values().removeIf(Map::isEmpty);
  }

  private Map<Era, OfEra> of(ServiceId service) {
    return eras.computeIfAbsent(service, _ -> new HashMap<>());
  }

  private OfEra at(ServiceId service, long window) {
    var ofService = of(service);
    var era = Era.of(window);
    var known = ofService.get(era);
    if (known == null) {
      known = new OfEra(era);
      for (var row : offsets.read(service, era.fromNanos(), era.toNanos())) {
        known.windows.put(row.fromNanos(), row);
      }
      known.before = offsets.lastKnownBefore(service, era.fromNanos()).orElse(null);
      known.after = offsets.firstKnownFrom(service, era.toNanos()).orElse(null);
      for (var other : ofService.values()) {
        other.windows.values().forEach(known::put); // some of them may not be written yet
      }
      ofService.put(era, known);
    }
    return known;
  }
}
