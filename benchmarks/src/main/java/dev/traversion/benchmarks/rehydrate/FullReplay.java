package dev.traversion.benchmarks.rehydrate;

import dev.traversion.journal.FrameStore;
import dev.traversion.model.event.Event;
import dev.traversion.model.frame.FrameCodec;
import dev.traversion.model.mirror.MirrorId;
import dev.traversion.model.state.Fold;
import dev.traversion.model.state.ServiceState;
import java.util.ArrayList;
import java.util.List;

/**
 * The reference: for each question, every frame of the mirror from the first, decoded whole and
 * folded. That is what replaying an event-sourced journal plainly does.
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

  /** All events of a mirror, decoded. */
  List<Event> events(MirrorId mirror) {
    var all = new ArrayList<Event>();
    frames.readRange(
        mirror,
        1,
        frames.highestSequenceNr(mirror),
        stored -> all.addAll(FrameCodec.open(stored.address(), stored.bytes()).events()));
    return all;
  }
}
