package dev.traversion.replay.timeline;

/** Bytes that are no tile that this build can read; it is counted anew. */
final class DamagedTileException extends Exception {
  DamagedTileException(String what) {
    super(what);
  }
}
