package dev.traversion.replay.timeline;

import dev.traversion.journal.FrameEntry;
import dev.traversion.model.frame.Frame;
import java.util.List;
import java.util.function.Consumer;

/** Opens frames. */
public interface FrameSource {

  /**
   * Opens each frame for the action, in no particular order and several at once. Where a retried
   * write left two under one number, both are opened; one that is lost is left out; the action may
   * throw {@link dev.traversion.model.frame.DamagedFrameException}. Returns when all is done.
   */
  void each(List<FrameEntry> entries, Consumer<Frame> action);
}
