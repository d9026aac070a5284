package dev.traversion.cli.api;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/** No answer came from the server. */
public final class ServerUnreachableException extends Exception {
  private static final long serialVersionUID = 1;
  static final String BROKE_OFF = "the answer broke off";
  private final transient URI server;

  ServerUnreachableException(URI server, String reason, @Nullable Throwable cause) {
    super("no answer from " + server + ": " + reason, cause);
    this.server = server;
  }

  /** An answer came, and not its end. */
  public static ServerUnreachableException brokeOff(URI server) {
    return new ServerUnreachableException(server, BROKE_OFF, null);
  }

  public URI server() {
    return server;
  }
}
