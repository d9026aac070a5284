package dev.traversion.recorder;

import dev.traversion.model.frame.FrameSummary;
import dev.traversion.model.mirror.MirrorId;
import java.util.function.Consumer;

/** Tells, as it happens, that mirrors on any node have recorded something. */
public interface LiveFeed {

  /** A frame was sealed and is durable. */
  record Recorded(MirrorId mirror, long sequenceNr, FrameSummary summary) {}

  /**
   * Calls {@code listener} for every frame from now on, on one thread, until closed. Slow listeners
   * lose notices, not events.
   */
  Subscription subscribe(Consumer<Recorded> listener);

  /** Ends with {@link #close()}. */
  interface Subscription extends AutoCloseable {
    @Override
    void close();
  }
}
