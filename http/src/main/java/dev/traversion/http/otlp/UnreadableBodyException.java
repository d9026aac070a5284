package dev.traversion.http.otlp;

/** Carries a refusal out of a stream. */
final class UnreadableBodyException extends RuntimeException {
  private final transient Body.Unreadable body;

  UnreadableBodyException(Body.Why why, String detail) {
    super(detail, null, false, false);
    this.body = new Body.Unreadable(why, detail);
  }

  Body.Unreadable body() {
    return body;
  }
}
