package dev.traversion.cassandra;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The files of one data directory: what the server is told, and what it says. */
final class ServerFiles {
  /** Below this much free space the server would soon end itself. */
  private static final long LEAST_FREE_BYTES = 256L << 20;

  private static final int TAIL_BYTES = 32 << 10;

  private final Path directory;

  /** Lengths of the logs before this start: what stands there already is of no interest. */
  private long logStart;

  private ServerFiles(Path directory) {
    this.directory = directory;
  }

  /**
   * Prepares the directory.
   *
   * @throws BundledCassandraException.DirectoryUnusable naming the directory and the fault
   */
  static ServerFiles open(Path directory) {
    try {
      for (var folder : List.of("conf", "logs", "tmp")) {
        Files.createDirectories(directory.resolve(folder));
      }
      if (!Files.isWritable(directory)) {
        throw new BundledCassandraException.DirectoryUnusable(directory, "it is not writable");
      }
      long free = Files.getFileStore(directory).getUsableSpace();
      if (free < LEAST_FREE_BYTES) {
        throw new BundledCassandraException.DirectoryUnusable(
            directory,
            "its disk is full: %d MiB are free, %d MiB are needed at least"
                .formatted(free >> 20, LEAST_FREE_BYTES >> 20));
      }
      return new ServerFiles(directory);
    } catch (IOException e) {
      throw new BundledCassandraException.DirectoryUnusable(directory, e.toString());
    }
  }

  /** Held by the process that owns the server, for as long as it lives. */
  Path ownerLock() {
    return directory.resolve("owner.lock");
  }

  /** Held by the server itself. */
  Path serverLock() {
    return directory.resolve("server.lock");
  }

  Path state() {
    return directory.resolve("server.properties");
  }

  Path log() {
    return directory.resolve("logs").resolve("system.log");
  }

  /** What the server's virtual machine says, and what it prints before its log is set up. */
  Path console() {
    return directory.resolve("logs").resolve("console.log");
  }

  /** Writes what the server reads at start; answers the file of its arguments. */
  Path configure(CassandraSettings settings, ServerLibrary library, int port, int storagePort)
      throws IOException {
    var conf = directory.resolve("conf");
    var yaml = conf.resolve("cassandra.yaml");
    var logback = conf.resolve("logback.xml");
    Files.writeString(
        yaml,
        template(
            "cassandra.yaml", Map.of("cql_port", "" + port, "storage_port", "" + storagePort)));
    Files.writeString(logback, template("logback.xml", Map.of("log_file", log().toString())));
    logStart = Files.exists(log()) ? Files.size(log()) : 0;

    var arguments = new ArrayList<String>();
    for (var open : List.of("java.lang", "java.io", "sun.nio.ch")) {
      arguments.add("--add-opens=java.base/" + open + "=ALL-UNNAMED");
    }
    arguments.add("--add-exports=java.base/jdk.internal.ref=ALL-UNNAMED");
    arguments.add("--sun-misc-unsafe-memory-access=allow");
    arguments.add("--enable-native-access=ALL-UNNAMED");
    arguments.add("-XX:+UseSerialGC");
    arguments.add("-XX:TieredStopAtLevel=1");
    arguments.add("-XX:+ExitOnOutOfMemoryError");
    arguments.add("-Xms128m");
    arguments.add("-Xmx" + settings.heapMiB() + "m");
    arguments.add("-javaagent:" + library.jamm());
    arguments.add("-Djava.io.tmpdir=" + directory.resolve("tmp"));
    arguments.add("-Dcassandra.config=" + yaml.toUri());
    arguments.add("-Dcassandra.storagedir=" + directory);
    arguments.add("-Dcassandra.logdir=" + directory.resolve("logs"));
    arguments.add("-Dlogback.configurationFile=" + logback);
    arguments.add("-Dcassandra-foreground=yes");
    arguments.add("-Dcassandra.ring_delay_ms=0");
    arguments.add("-Dcassandra.skip_wait_for_gossip_to_settle=0");
    arguments.add("-Dcassandra.superuser_setup_delay_ms=0");
    arguments.add("-Dcassandra.shutdown_announce_in_ms=0");
    arguments.add("-Dcassandra.available_processors=2");
    arguments.add("-cp");
    arguments.add(
        String.join(
            System.getProperty("path.separator"),
            library.jars().stream().map(Path::toString).toList()));
    arguments.add("dev.traversion.cassandra.server.Bootstrap");
    arguments.add(serverLock().toString());

    var file = conf.resolve("server.args");
    Files.write(file, arguments.stream().map(ServerFiles::quote).toList());
    return file;
  }

  /** How the server's logs end, as far as this start wrote them. */
  List<String> lastLines() {
    var lines = tail(log(), logStart);
    if (lines.isEmpty()) {
      lines = tail(console(), 0);
    }
    return lines.subList(Math.max(0, lines.size() - CassandraDeath.LAST_LINES), lines.size());
  }

  private static List<String> tail(Path file, long from) {
    try (var reader = new RandomAccessFile(file.toFile(), "r")) {
      // A log that is shorter than it was has been rolled over.
      long start = Math.max(from <= reader.length() ? from : 0, reader.length() - TAIL_BYTES);
      reader.seek(start);
      var bytes = new byte[(int) (reader.length() - start)];
      reader.readFully(bytes);
      return new String(bytes, StandardCharsets.UTF_8).lines().toList();
    } catch (IOException _) {
      return List.of();
    }
  }

  private static String template(String name, Map<String, String> values) throws IOException {
    try (var in = ServerFiles.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("resource " + name + " is missing from the jar");
      }
      var text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      for (var value : values.entrySet()) {
        text = text.replace("${" + value.getKey() + "}", value.getValue());
      }
      return text;
    }
  }

  /** As the {@code java} launcher's argument files want it. */
  private static String quote(String argument) {
    return '"' + argument.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }
}
