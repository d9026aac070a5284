package dev.traversion.replay.keyframe;

import dev.traversion.journal.KeyframeStore.KeyframeId;

/** A keyframe is lost or damaged: what it stands for has to be read from others, or from frames. */
public final class UnusableKeyframeException extends RuntimeException {
  private final transient KeyframeId keyframe;

  UnusableKeyframeException(KeyframeId keyframe, String what) {
    super(message(keyframe, what));
    this.keyframe = keyframe;
  }

  UnusableKeyframeException(KeyframeId keyframe, String what, Exception cause) {
    super(message(keyframe, what), cause);
    this.keyframe = keyframe;
  }

  KeyframeId keyframe() {
    return keyframe;
  }

  private static String message(KeyframeId keyframe, String what) {
    return "keyframe unusable: "
        + what
        + ": mirror="
        + keyframe.mirror().entityId()
        + " after="
        + keyframe.after()
        + " up-to="
        + keyframe.upTo()
        + " build="
        + keyframe.build();
  }
}
