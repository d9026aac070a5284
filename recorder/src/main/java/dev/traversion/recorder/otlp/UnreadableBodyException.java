package dev.traversion.recorder.otlp;

/** Ends the decoding of a body that is not what its encoding says. Never leaves this package. */
final class UnreadableBodyException extends RuntimeException {
  private static final long serialVersionUID = 1;

  UnreadableBodyException(String reason) {
    super(reason, null, false, false);
  }

  String reason() {
    return String.valueOf(getMessage());
  }
}
