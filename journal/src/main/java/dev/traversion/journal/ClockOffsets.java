package dev.traversion.journal;

import dev.traversion.model.mirror.MirrorId;
import dev.traversion.model.mirror.ServiceId;
import java.util.List;

/**
 * How the clocks of services stood to each other, estimated from what was journaled: losing it
 * costs a new reading of the journal, never truth. Calls block (virtual threads) and throw {@link
 * JournalUnavailableException}.
 */
public interface ClockOffsets {

  /** Writes windows, each replacing what was known of its service and beginning. */
  void write(List<ClockWindow> windows);

  /** The windows of a service that begin at {@code fromNanos} or later, ascending. */
  List<ClockWindow> read(ServiceId service, long fromNanos);

  /** Remembers up to which sequence number the frames of a mirror are part of the estimates. */
  void writeProgress(MirrorId mirror, long sequenceNr);

  /** What {@link #writeProgress} said last; 0 when it never did. */
  long progress(MirrorId mirror);
}
