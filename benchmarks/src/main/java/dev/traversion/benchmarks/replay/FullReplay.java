package dev.traversion.benchmarks.replay;

import dev.traversion.journal.FrameStore;
import dev.traversion.model.frame.FrameCodec;
import dev.traversion.model.mirror.MirrorId;
import dev.traversion.model.state.Fold;
import dev.traversion.model.state.ServiceState;

/**
 * The naive answer: every frame of the mirror from the first, decoded whole and folded. What the
 * engine answers is compared with it.
 */
final class FullReplay {
  private final FrameStore frames;

  FullReplay(FrameStore frames) {
    this.frames = frames;
  }

  ServiceState rehydrate(MirrorId mirror, long atNanos) {
    var fold = Fold.upTo(atNanos);
    frames.readRange(
        mirror,
        1,
        frames.highestSequenceNr(mirror),
        stored -> fold.addAll(FrameCodec.open(stored.address(), stored.bytes()).events()));
    return fold.finish();
  }
}
