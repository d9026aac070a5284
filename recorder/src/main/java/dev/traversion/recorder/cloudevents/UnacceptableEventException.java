package dev.traversion.recorder.cloudevents;

/** Says why one CloudEvent cannot be accepted. Never leaves this package. */
final class UnacceptableEventException extends Exception {
  private static final long serialVersionUID = 1;

  UnacceptableEventException(String reason) {
    super(reason, null, false, false);
  }

  String reason() {
    return String.valueOf(getMessage());
  }
}
