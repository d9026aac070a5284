package dev.traversion.replay;

import dev.traversion.journal.FrameStore;
import dev.traversion.journal.StoredFrame;
import dev.traversion.model.mirror.MirrorId;
import java.util.List;
import java.util.function.Consumer;

/** Asks another store; tests change what they are about. */
class ForwardingFrames implements FrameStore {
  private final FrameStore frames;

  ForwardingFrames(FrameStore frames) {
    this.frames = frames;
  }

  @Override
  public List<StoredFrame> read(MirrorId mirror, long[] ascendingSequenceNrs) {
    return frames.read(mirror, ascendingSequenceNrs);
  }

  @Override
  public void readRange(MirrorId mirror, long from, long to, Consumer<StoredFrame> action) {
    frames.readRange(mirror, from, to, action);
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
