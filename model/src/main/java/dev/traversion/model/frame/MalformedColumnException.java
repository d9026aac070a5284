package dev.traversion.model.frame;

/** A column does not read as one; {@link FrameReader} adds which column of which frame. */
final class MalformedColumnException extends RuntimeException {
  private final String what;

  MalformedColumnException(String what) {
    super(what);
    this.what = what;
  }

  String what() {
    return what;
  }
}
