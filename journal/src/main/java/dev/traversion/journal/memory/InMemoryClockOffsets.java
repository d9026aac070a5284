package dev.traversion.journal.memory;

import dev.traversion.journal.ClockOffsets;
import dev.traversion.journal.ClockWindow;
import dev.traversion.model.mirror.MirrorId;
import dev.traversion.model.mirror.ServiceId;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;

/** What is known of clocks, in memory. Thread-safe. */
public final class InMemoryClockOffsets implements ClockOffsets {
  private final ConcurrentMap<ServiceId, ConcurrentNavigableMap<Long, ClockWindow>> windows =
      new ConcurrentHashMap<>();
  private final ConcurrentMap<MirrorId, Long> progress = new ConcurrentHashMap<>();

  @Override
  public void write(List<ClockWindow> written) {
    for (var window : written) {
      windows
          .computeIfAbsent(window.service(), _ -> new ConcurrentSkipListMap<>())
          .put(window.fromNanos(), window);
    }
  }

  @Override
  public List<ClockWindow> read(ServiceId service, long fromNanos) {
    var known = windows.get(service);
    return known == null ? List.of() : List.copyOf(known.tailMap(fromNanos, true).values());
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
