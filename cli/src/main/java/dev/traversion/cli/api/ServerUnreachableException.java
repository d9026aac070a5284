package dev.traversion.cli.api;

import java.net.URI;

/** No answer came from the server. */
public final class ServerUnreachableException extends Exception {
  private static final long serialVersionUID = 1;
  private final transient URI server;

  ServerUnreachableException(URI server, String reason, Throwable cause) {
    super("no answer from " + server + ": " + reason, cause);
    this.server = server;
  }

  public URI server() {
    return server;
  }
}
