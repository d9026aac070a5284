package dev.traversion.journal;

/** The store did not answer in time, or not well; trying again later may help. */
public final class JournalUnavailableException extends RuntimeException {
  public JournalUnavailableException(String what, Throwable cause) {
    super(what, cause);
  }
}
