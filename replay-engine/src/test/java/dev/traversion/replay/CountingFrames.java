package dev.traversion.replay;

import dev.traversion.journal.FrameStore;
import dev.traversion.journal.StoredFrame;
import dev.traversion.model.mirror.MirrorId;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** Counts the frames that are read of another store. */
record CountingFrames(FrameStore frames, AtomicInteger count) implements FrameStore {
  @Override
  public List<StoredFrame> read(MirrorId mirror, long[] ascendingSequenceNrs) {
    count.addAndGet(ascendingSequenceNrs.length);
    return frames.read(mirror, ascendingSequenceNrs);
  }

  @Override
  public void readRange(MirrorId mirror, long from, long to, Consumer<StoredFrame> action) {
    frames.readRange(
        mirror,
        from,
        to,
        frame -> {
          count.incrementAndGet();
          action.accept(frame);
        });
  }

  @Override
  public long[] present(MirrorId mirror, long from, long to) {
    return frames.present(mirror, from, to);
  }

  @Override
  public long highestSequenceNr(MirrorId mirror) {
    return frames.highestSequenceNr(mirror);
  }
}
