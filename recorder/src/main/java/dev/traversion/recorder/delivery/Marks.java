package dev.traversion.recorder.delivery;

/** Attributes by which an event says that it is not whole; the value is the original size. */
public final class Marks {
  /** An attribute was cut: this plus its key. */
  public static final String TRUNCATED = "traversion.truncated.";

  /** A field was cut: this plus its name. */
  public static final String TRUNCATED_FIELD = "traversion.truncated_field.";

  private Marks() {}
}
