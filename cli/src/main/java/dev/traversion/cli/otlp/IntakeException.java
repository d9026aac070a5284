package dev.traversion.cli.otlp;

/** Nothing more can be sent: nobody answers, or not as OTLP's door does. */
public final class IntakeException extends Exception {
  private static final long serialVersionUID = 1;
  private final boolean answered;

  IntakeException(String message, boolean answered, Throwable cause) {
    super(message, cause);
    this.answered = answered;
  }

  IntakeException(String message) {
    super(message);
    this.answered = true;
  }

  /** Whether there was an answer, though not one to go on with. */
  public boolean answered() {
    return answered;
  }
}
