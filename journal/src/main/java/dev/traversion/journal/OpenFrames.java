package dev.traversion.journal;

import dev.traversion.model.event.Event;
import dev.traversion.model.mirror.MirrorId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Events that mirrors have accepted but whose frames the index does not list yet, so that "now" is
 * now. Implemented by the recorder, which asks the mirror; ask this <em>before</em> reading the
 * index, or a frame sealed in between is missed.
 */
public interface OpenFrames {

  /**
   * What a mirror tells of itself.
   *
   * @param events in no particular order; they may also be in the index by the time the caller
   *     reads that. Not yet durable ones are included.
   * @param mark how far the index had come; empty if nobody can tell
   */
  record Open(List<Event> events, Optional<IndexMark> mark) {
    /** Nothing, of a mirror that tells nothing. */
    public static final Open UNKNOWN = new Open(List.of(), Optional.empty());
  }

  /**
   * The open events of a mirror.
   *
   * @throws JournalUnavailableException if the mirror does not answer within {@code timeout}
   */
  Open open(MirrorId mirror, Duration timeout);

  /** For history without a running recorder: nothing is open. */
  static OpenFrames none() {
    return (_, _) -> Open.UNKNOWN;
  }
}
