package dev.traversion.cassandra;

import java.nio.file.Path;
import java.util.List;

/** Why the bundled server is not there. The message says what to do. */
public abstract sealed class BundledCassandraException extends RuntimeException {
  private BundledCassandraException(String message) {
    super(message);
  }

  /** Something else listens on the wanted port. */
  public static final class PortTaken extends BundledCassandraException {
    private final int port;

    PortTaken(int port) {
      super(
          "Cassandra's port "
              + port
              + " on 127.0.0.1 is taken by another process: stop that, or choose another port"
              + " (setting traversion.cassandra.bundled.port; 0 for any free one)");
      this.port = port;
    }

    public int port() {
      return port;
    }
  }

  /** The data directory cannot be written, or its disk is full. */
  public static final class DirectoryUnusable extends BundledCassandraException {
    private final Path directory;

    DirectoryUnusable(Path directory, String why) {
      super("Cassandra's data directory " + directory + " cannot be used: " + why);
      this.directory = directory;
    }

    public Path directory() {
      return directory;
    }
  }

  /** The server's jars are not where they should be. */
  public static final class LibraryMissing extends BundledCassandraException {
    LibraryMissing(String why) {
      super("the bundled Cassandra's jars are missing: " + why);
    }
  }

  /** The server ended before it answered. */
  public static final class DiedDuringStart extends BundledCassandraException {
    private final CassandraDeath death;

    DiedDuringStart(CassandraDeath death) {
      super("Cassandra died while starting: " + death.describe());
      this.death = death;
    }

    public CassandraDeath death() {
      return death;
    }
  }

  /** The server, or another process that was starting it, took too long. */
  public static final class StartTimedOut extends BundledCassandraException {
    StartTimedOut(String what, Path log, List<String> lastLines) {
      super(
          what
              + "; its log is "
              + log
              + (lastLines.isEmpty() ? "" : " and ends\n  " + String.join("\n  ", lastLines)));
    }
  }
}
