package dev.traversion.cassandra;

import java.nio.file.Path;
import java.time.Duration;

/**
 * How the bundled server is run.
 *
 * @param directory where the server keeps its files: {@code data}, {@code commitlog}, {@code logs};
 *     made when absent, kept between runs
 * @param library the folder of the server's jars
 * @param port the CQL port on loopback; 0 for any free one
 * @param heapMiB the server's largest heap, at least 256; it uses about 450 MiB besides
 * @param startTimeout how long a start may take; 8 s is usual, a busy machine took 33 s
 */
public record CassandraSettings(
    Path directory, Path library, int port, int heapMiB, Duration startTimeout) {

  /** Not Cassandra's own 9042, so that a Cassandra already there is left alone. */
  public static final int DEFAULT_PORT = 9742;

  public CassandraSettings {
    if (port < 0 || port > 65535) {
      throw new IllegalArgumentException("port must be in 0..65535: " + port);
    }
    if (heapMiB < 256) {
      throw new IllegalArgumentException("the server needs a heap of 256 MiB at least: " + heapMiB);
    }
    directory = directory.toAbsolutePath().normalize();
    library = library.toAbsolutePath().normalize();
  }

  /**
   * The usual settings.
   *
   * @throws BundledCassandraException.LibraryMissing if the server's jars are nowhere to be found
   */
  public static CassandraSettings in(Path directory) {
    return new CassandraSettings(
        directory, ServerLibrary.find(), DEFAULT_PORT, 768, Duration.ofMinutes(3));
  }

  public CassandraSettings withPort(int port) {
    return new CassandraSettings(directory, library, port, heapMiB, startTimeout);
  }

  public CassandraSettings withHeapMiB(int heapMiB) {
    return new CassandraSettings(directory, library, port, heapMiB, startTimeout);
  }

  public CassandraSettings withStartTimeout(Duration startTimeout) {
    return new CassandraSettings(directory, library, port, heapMiB, startTimeout);
  }
}
