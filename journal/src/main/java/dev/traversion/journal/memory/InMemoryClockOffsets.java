package dev.traversion.journal.memory;

import dev.traversion.journal.ClockOffsets;
import dev.traversion.journal.ClockWindow;
import dev.traversion.model.mirror.MirrorId;
import dev.traversion.model.mirror.ServiceId;
import java.util.Collections;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;

/** What is known of clocks, in memory. Thread-safe. */
public final class InMemoryClockOffsets implements ClockOffsets {
  private final ConcurrentMap<ServiceId, ConcurrentNavigableMap<Long, ClockWindow>> windows =
      new ConcurrentHashMap<>();
  private final Set<ServiceId> everOff = ConcurrentHashMap.newKeySet();
  private final ConcurrentMap<MirrorId, Long> progress = new ConcurrentHashMap<>();

  @Override
  public void write(List<ClockWindow> written) {
    for (var window : written) {
      windows
          .computeIfAbsent(window.service(), _ -> new ConcurrentSkipListMap<>())
          .put(window.fromNanos(), window);
      if (window.offsetNanos() != 0) {
        everOff.add(window.service());
      }
    }
  }

  @Override
  public List<ClockWindow> read(ServiceId service, long fromNanos, long toNanos) {
    return fromNanos >= toNanos
        ? List.of()
        : List.copyOf(of(service).subMap(fromNanos, true, toNanos, false).values());
  }

  @Override
  public Optional<ClockWindow> lastKnownBefore(ServiceId service, long nanos) {
    return of(service).headMap(nanos, false).descendingMap().values().stream()
        .filter(ClockWindow::isKnown)
        .findFirst();
  }

  @Override
  public Optional<ClockWindow> firstKnownFrom(ServiceId service, long nanos) {
    return of(service).tailMap(nanos, true).values().stream()
        .filter(ClockWindow::isKnown)
        .findFirst();
  }

  @Override
  public boolean isEverOff(ServiceId service) {
    return everOff.contains(service);
  }

  private NavigableMap<Long, ClockWindow> of(ServiceId service) {
    var known = windows.get(service);
    return known == null ? Collections.emptyNavigableMap() : known;
  }

  @Override
  public void writeProgress(MirrorId mirror, long sequenceNr) {
    progress.put(mirror, sequenceNr);
  }

  @Override
  public long progress(MirrorId mirror) {
    return progress.getOrDefault(mirror, 0L);
  }
}
