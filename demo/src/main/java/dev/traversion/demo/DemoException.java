package dev.traversion.demo;

/** The demo cannot go on; the message says why and what to do, and needs no stack. */
final class DemoException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  DemoException(String message) {
    super(message);
  }

  DemoException(String message, Throwable cause) {
    super(message, cause);
  }
}
