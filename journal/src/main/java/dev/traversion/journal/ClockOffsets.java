package dev.traversion.journal;

import dev.traversion.model.mirror.MirrorId;
import dev.traversion.model.mirror.ServiceId;
import java.util.List;
import java.util.Optional;

/**
 * How the clocks of services stood to each other, estimated from what was journaled: losing it
 * costs a new reading of the journal, never truth. Calls block (virtual threads) and throw {@link
 * JournalUnavailableException}.
 */
public interface ClockOffsets {

  /** Writes windows, each replacing what was known of its service and beginning. */
  void write(List<ClockWindow> windows);

  /**
   * The windows of a service that begin at {@code fromNanos} or later and before {@code toNanos},
   * ascending.
   */
  List<ClockWindow> read(ServiceId service, long fromNanos, long toNanos);

  /** The last window of a service that begins before an instant and whose offset is known. */
  Optional<ClockWindow> lastKnownBefore(ServiceId service, long nanos);

  /** The first window of a service that begins at an instant or later and whose offset is known. */
  Optional<ClockWindow> firstKnownFrom(ServiceId service, long nanos);

  /** Whether a window of a service was ever written with an offset other than 0. */
  boolean isEverOff(ServiceId service);

  /** Remembers up to which sequence number the frames of a mirror are part of the estimates. */
  void writeProgress(MirrorId mirror, long sequenceNr);

  /** What {@link #writeProgress} said last; 0 when it never did. */
  long progress(MirrorId mirror);
}
