package dev.traversion.journal.memory;

import dev.traversion.journal.TermRuns;
import dev.traversion.model.mirror.MirrorId;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;

/** Term runs in memory. Thread-safe. */
public final class InMemoryTermRuns implements TermRuns {
  private final ConcurrentMap<MirrorId, ConcurrentNavigableMap<Long, List<byte[]>>> runs =
      new ConcurrentHashMap<>();

  @Override
  public void write(MirrorId mirror, long run, List<byte[]> slices) {
    TermRuns.requireWhole(slices);
    runs.computeIfAbsent(mirror, _ -> new ConcurrentSkipListMap<>()).put(run, List.copyOf(slices));
  }

  @Override
  public SortedSet<Long> runs(MirrorId mirror, long era) {
    return new TreeSet<>(ofEra(mirror, era, 0).keySet());
  }

  @Override
  public SortedMap<Long, byte[]> slices(MirrorId mirror, long era, int slice, long fromRun) {
    var slices = new TreeMap<Long, byte[]>();
    ofEra(mirror, era, fromRun).forEach((run, all) -> slices.put(run, all.get(slice)));
    return slices;
  }

  private SortedMap<Long, List<byte[]>> ofEra(MirrorId mirror, long era, long fromRun) {
    var ofMirror = runs.get(mirror);
    long first = Math.max(fromRun, era * RUNS_OF_ERA);
    long end = Math.max(first, (era + 1) * RUNS_OF_ERA);
    return ofMirror == null ? new TreeMap<>() : ofMirror.subMap(first, end);
  }
}
