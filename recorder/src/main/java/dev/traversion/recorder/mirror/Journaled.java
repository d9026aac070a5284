package dev.traversion.recorder.mirror;

/** What a mirror writes to its journal. Stored by {@link JournalSerializer}. */
sealed interface Journaled {

  /**
   * A sealed frame.
   *
   * @param bytes as the frame codec wrote them
   */
  record FrameRecorded(byte[] bytes) implements Journaled {}

  /**
   * Stands where an acknowledged frame was lost by the store, so that its sequence number is never
   * given to another frame.
   */
  record FrameLost() implements Journaled {}
}
