package dev.traversion.replay;

import dev.traversion.journal.FrameStore;
import dev.traversion.journal.StoredFrame;
import dev.traversion.model.mirror.MirrorId;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** Counts the frames that are read of another store. */
final class CountingFrames extends ForwardingFrames {
  private final AtomicInteger count;

  CountingFrames(FrameStore frames, AtomicInteger count) {
    super(frames);
    this.count = count;
  }

  @Override
  public List<StoredFrame> read(MirrorId mirror, long[] ascendingSequenceNrs) {
    count.addAndGet(ascendingSequenceNrs.length);
    return super.read(mirror, ascendingSequenceNrs);
  }

  @Override
  public void readRange(MirrorId mirror, long from, long to, Consumer<StoredFrame> action) {
    super.readRange(
        mirror,
        from,
        to,
        frame -> {
          count.incrementAndGet();
          action.accept(frame);
        });
  }
}
