package dev.traversion.replay.pack;

/** Packed bytes are not what a {@link Packer} writes. */
public final class MalformedException extends Exception {
  public MalformedException(String what) {
    super(what);
  }
}
