package dev.traversion.replay.timeline;

import dev.traversion.journal.FrameEntry;
import dev.traversion.model.mirror.MirrorId;
import java.util.List;
import java.util.Optional;

/** The frames that the index lists for one mirror, at one moment. */
public interface ListedFrames {
  MirrorId mirror();

  /** The highest sequence number listed; 0 when none is. */
  long highest();

  Optional<FrameEntry> entry(long sequenceNr);

  /**
   * Ascending those numbered above, in which something may have occurred in the span (inclusive).
   */
  List<FrameEntry> after(long sequenceNr, long fromNanos, long lastNanos);

  /** Those in which something may have occurred in the span (inclusive). */
  List<FrameEntry> occurringIn(long fromNanos, long lastNanos);
}
