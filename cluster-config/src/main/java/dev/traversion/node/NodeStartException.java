package dev.traversion.node;

/** The node cannot start; the message says why and what helps. */
public final class NodeStartException extends RuntimeException {
  NodeStartException(String why, String cure) {
    super(why + "\n  " + cure);
  }

  NodeStartException(String why, String cure, Throwable cause) {
    super(why + "\n  " + cure, cause);
  }
}
