package dev.traversion.journal.memory;

import dev.traversion.journal.FrameStore;
import dev.traversion.journal.StoredFrame;
import dev.traversion.model.frame.FrameAddress;
import dev.traversion.model.mirror.MirrorId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Consumer;

/** Frames in memory. Thread-safe. */
public final class InMemoryFrameStore implements FrameStore {

  /** The rows under one number: two where a write was retried, none where its frame was lost. */
  private final ConcurrentMap<MirrorId, ConcurrentNavigableMap<Long, List<byte[]>>> journals =
      new ConcurrentHashMap<>();

  /**
   * Journals a frame, in the mirror's stead. A second one under the same number is kept beside the
   * first.
   */
  public void append(FrameAddress address, byte[] bytes) {
    journal(address)
        .merge(
            address.sequenceNr(),
            List.of(bytes),
            (kept, added) -> {
              var rows = new ArrayList<>(kept);
              rows.addAll(added);
              return List.copyOf(rows);
            });
  }

  /** Loses a frame, as a crash of the store might; does nothing where there is none. */
  public void lose(FrameAddress address) {
    journal(address).remove(address.sequenceNr());
  }

  /** Marks a number as lost, as a mirror does that goes on after a hole. */
  public void markLost(FrameAddress address) {
    journal(address).put(address.sequenceNr(), List.of());
  }

  @Override
  public List<StoredFrame> read(MirrorId mirror, long[] ascendingSequenceNrs) {
    var journal = journal(mirror);
    var frames = new ArrayList<StoredFrame>(ascendingSequenceNrs.length);
    for (long sequenceNr : ascendingSequenceNrs) {
      for (var bytes : journal.getOrDefault(sequenceNr, List.of())) {
        frames.add(new StoredFrame(new FrameAddress(mirror, sequenceNr), bytes));
      }
    }
    return frames;
  }

  @Override
  public void readRange(MirrorId mirror, long from, long to, Consumer<StoredFrame> action) {
    between(mirror, from, to)
        .forEach(
            (sequenceNr, rows) ->
                rows.forEach(
                    bytes ->
                        action.accept(
                            new StoredFrame(new FrameAddress(mirror, sequenceNr), bytes))));
  }

  @Override
  public long[] present(MirrorId mirror, long from, long to) {
    return between(mirror, from, to).entrySet().stream()
        .filter(row -> !row.getValue().isEmpty())
        .mapToLong(Map.Entry::getKey)
        .toArray();
  }

  @Override
  public long highestSequenceNr(MirrorId mirror) {
    var last = journal(mirror).lastEntry();
    return last == null ? 0 : last.getKey();
  }

  private Map<Long, List<byte[]>> between(MirrorId mirror, long from, long to) {
    return from > to ? Map.of() : journal(mirror).subMap(from, true, to, true);
  }

  private ConcurrentNavigableMap<Long, List<byte[]>> journal(FrameAddress address) {
    if (address.sequenceNr() < 1) {
      throw new IllegalArgumentException("sequence numbers start at 1: " + address.sequenceNr());
    }
    return journals.computeIfAbsent(address.mirror(), _ -> new ConcurrentSkipListMap<>());
  }

  private ConcurrentNavigableMap<Long, List<byte[]>> journal(MirrorId mirror) {
    var journal = journals.get(mirror);
    return journal == null ? new ConcurrentSkipListMap<>() : journal;
  }
}
