package dev.traversion.replay.archive;

/**
 * A file is no archive, or is not as it was written. Says which part, and what is wrong with it.
 */
public final class UnreadableArchiveException extends RuntimeException {
  private final String part;

  /**
   * @param part the entry, or {@code file}
   * @param what what is wrong
   */
  UnreadableArchiveException(String part, String what) {
    super(part + ": " + what);
    this.part = part;
  }

  UnreadableArchiveException(String part, String what, Throwable cause) {
    this(part, what);
    initCause(cause);
  }

  public String part() {
    return part;
  }
}
