package dev.traversion.recorder.mirror;

import akka.persistence.testkit.javadsl.PersistenceTestKit;
import dev.traversion.journal.FrameStore;
import dev.traversion.journal.StoredFrame;
import dev.traversion.model.frame.FrameAddress;
import dev.traversion.model.mirror.MirrorId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/** The frames that mirrors journaled into the persistence test kit. */
final class TestKitFrameStore implements FrameStore {
  private final PersistenceTestKit journal;

  TestKitFrameStore(PersistenceTestKit journal) {
    this.journal = journal;
  }

  @Override
  public List<StoredFrame> read(MirrorId mirror, long[] ascendingSequenceNrs) {
    var wanted = Arrays.stream(ascendingSequenceNrs).boxed().toList();
    return all(mirror).stream()
        .filter(frame -> wanted.contains(frame.address().sequenceNr()))
        .toList();
  }

  @Override
  public void readRange(MirrorId mirror, long from, long to, Consumer<StoredFrame> action) {
    all(mirror).stream()
        .filter(frame -> frame.address().sequenceNr() >= from && frame.address().sequenceNr() <= to)
        .forEach(action);
  }

  @Override
  public long[] present(MirrorId mirror, long from, long to) {
    return all(mirror).stream()
        .mapToLong(frame -> frame.address().sequenceNr())
        .filter(nr -> nr >= from && nr <= to)
        .toArray();
  }

  @Override
  public long highestSequenceNr(MirrorId mirror) {
    return journal.persistedInStorage(mirror.entityId()).size();
  }

  List<StoredFrame> all(MirrorId mirror) {
    var frames = new ArrayList<StoredFrame>();
    long sequenceNr = 0;
    for (var journaled : journal.persistedInStorage(mirror.entityId())) {
      sequenceNr++;
      if (journaled instanceof Journaled.FrameRecorded(var bytes)) {
        frames.add(new StoredFrame(new FrameAddress(mirror, sequenceNr), bytes));
      }
    }
    return frames;
  }
}
