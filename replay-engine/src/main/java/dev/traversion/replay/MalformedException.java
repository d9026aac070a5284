package dev.traversion.replay;

/** Packed bytes are not what a {@link Packer} writes. */
final class MalformedException extends Exception {
  MalformedException(String what) {
    super(what);
  }
}
