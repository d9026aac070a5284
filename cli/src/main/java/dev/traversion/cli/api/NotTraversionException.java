package dev.traversion.cli.api;

import java.net.URI;

/** Something answered, but not as Traversion does. */
public final class NotTraversionException extends Exception {
  private static final long serialVersionUID = 1;

  NotTraversionException(URI asked, int status) {
    super("what answers at " + asked + " is not a Traversion server (HTTP status " + status + ")");
  }
}
