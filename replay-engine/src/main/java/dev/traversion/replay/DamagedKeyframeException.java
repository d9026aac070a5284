package dev.traversion.replay;

/** A stored keyframe is not what was written; the reader does without it. */
final class DamagedKeyframeException extends Exception {
  DamagedKeyframeException(String what) {
    super(what);
  }

  DamagedKeyframeException(String what, Throwable cause) {
    super(what, cause);
  }
}
