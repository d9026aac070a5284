package dev.traversion.benchmarks.replay;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What is known of a history that was loaded: written beside its Cassandra, so that it can be asked
 * again without being loaded again.
 *
 * @param requests how many the generator made
 * @param lateEvents recorded half a minute or more after they happened
 * @param bytes of all frames, encoded
 * @param loadSeconds generating and writing
 * @param buildSeconds what a node's background builders did meanwhile
 */
record KeptHistory(
    Shape shape,
    long requests,
    long events,
    long lateEvents,
    long frames,
    long bytes,
    long keyframes,
    double loadSeconds,
    double buildSeconds) {
  private static final ObjectMapper JSON = new ObjectMapper();

  private static Path file(Path directory) {
    return directory.resolve("history.json");
  }

  /** Where the Cassandra of a kept history has its files. */
  static Path cassandra(Path directory) {
    return directory.resolve("cassandra");
  }

  void write(Path directory) throws IOException {
    JSON.writerWithDefaultPrettyPrinter().writeValue(file(directory).toFile(), this);
  }

  /**
   * @throws IOException if the directory holds no history, or only a part of one
   */
  static KeptHistory read(Path directory) throws IOException {
    if (!Files.exists(file(directory))) {
      throw new IOException("no whole history in " + directory + ": load one with --keep");
    }
    return JSON.readValue(file(directory).toFile(), KeptHistory.class);
  }
}
