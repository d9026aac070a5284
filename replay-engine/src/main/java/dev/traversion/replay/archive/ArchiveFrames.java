package dev.traversion.replay.archive;

import dev.traversion.journal.FrameStore;
import dev.traversion.journal.JournalUnavailableException;
import dev.traversion.journal.StoredFrame;
import dev.traversion.model.frame.FrameAddress;
import dev.traversion.model.mirror.MirrorId;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/** The frames of an opened archive, read from the file when they are asked for. */
final class ArchiveFrames implements FrameStore {
  private final ArchiveFile file;
  private final Map<MirrorId, NavigableMap<Long, List<Place>>> places = new HashMap<>();

  private record Place(String entry, long offset, int length) {}

  ArchiveFrames(ArchiveFile file) {
    this.file = file;
  }

  /** Remembers where a frame is; before anybody reads. */
  void put(FrameAddress address, String entry, long offset, int length) {
    places
        .computeIfAbsent(address.mirror(), _ -> new TreeMap<>())
        .computeIfAbsent(address.sequenceNr(), _ -> new ArrayList<>(1))
        .add(new Place(entry, offset, length));
  }

  private NavigableMap<Long, List<Place>> of(MirrorId mirror) {
    return places.getOrDefault(mirror, new TreeMap<>());
  }

  private void each(
      MirrorId mirror, long sequenceNr, List<Place> copies, Consumer<StoredFrame> action) {
    for (var place : copies) {
      try {
        action.accept(
            new StoredFrame(
                new FrameAddress(mirror, sequenceNr),
                file.bytes(place.entry(), place.offset(), place.length())));
      } catch (UncheckedIOException e) {
        throw new JournalUnavailableException("the archive cannot be read any more", e);
      }
    }
  }

  @Override
  public List<StoredFrame> read(MirrorId mirror, long[] ascendingSequenceNrs) {
    var frames = new ArrayList<StoredFrame>();
    var known = of(mirror);
    for (long sequenceNr : ascendingSequenceNrs) {
      each(mirror, sequenceNr, known.getOrDefault(sequenceNr, List.of()), frames::add);
    }
    return frames;
  }

  @Override
  public void readRange(MirrorId mirror, long from, long to, Consumer<StoredFrame> action) {
    if (from <= to) {
      of(mirror)
          .subMap(from, true, to, true)
          .forEach((sequenceNr, copies) -> each(mirror, sequenceNr, copies, action));
    }
  }

  @Override
  public long[] present(MirrorId mirror, long from, long to) {
    return from > to
        ? new long[0]
        : of(mirror).subMap(from, true, to, true).keySet().stream()
            .mapToLong(Long::longValue)
            .toArray();
  }

  @Override
  public long highestSequenceNr(MirrorId mirror) {
    var known = of(mirror);
    return known.isEmpty() ? 0 : known.lastKey();
  }
}
