package dev.traversion.journal;

import dev.traversion.journal.KeyframeStore.KeyframeId;

/** A keyframe is no longer there as a whole: fold from an earlier one, or from the beginning. */
public final class KeyframeLostException extends RuntimeException {
  public KeyframeLostException(KeyframeId keyframe) {
    super(
        "keyframe lost: mirror="
            + keyframe.mirror().entityId()
            + " instant-nanos="
            + keyframe.instantNanos()
            + " covered-sequence-nr="
            + keyframe.coveredSequenceNr());
  }
}
