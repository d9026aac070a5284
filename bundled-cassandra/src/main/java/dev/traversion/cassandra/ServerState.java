package dev.traversion.cassandra;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.Optional;
import java.util.Properties;

/**
 * What a data directory says of the server that runs on it, so that others find it.
 *
 * @param startedAtMillis tells the process from a later one that was given the same number; 0 where
 *     the system does not say
 */
record ServerState(long pid, long startedAtMillis, int port) {

  static ServerState of(ProcessHandle process, int port) {
    return new ServerState(process.pid(), startMillis(process), port);
  }

  /** Empty when there is no file, or none that can be understood. */
  static Optional<ServerState> read(Path file) throws IOException {
    var properties = new Properties();
    try (var reader = Files.newBufferedReader(file)) {
      properties.load(reader);
      return Optional.of(
          new ServerState(
              Long.parseLong(properties.getProperty("pid", "")),
              Long.parseLong(properties.getProperty("started-at-millis", "")),
              Integer.parseInt(properties.getProperty("port", ""))));
    } catch (NoSuchFileException | IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  void write(Path file) throws IOException {
    var whole = file.resolveSibling(file.getFileName() + ".new");
    Files.writeString(
        whole,
        """
        pid=%d
        started-at-millis=%d
        port=%d
        """
            .formatted(pid, startedAtMillis, port));
    Files.move(whole, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /** The server's process, if it still runs. */
  Optional<ProcessHandle> process() {
    return ProcessHandle.of(pid)
        .filter(ProcessHandle::isAlive)
        .filter(process -> startMillis(process) == startedAtMillis);
  }

  private static long startMillis(ProcessHandle process) {
    return process.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
  }
}
