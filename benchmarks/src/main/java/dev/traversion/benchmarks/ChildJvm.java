package dev.traversion.benchmarks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A program of this build in a process of its own, with this process's class path. It says that it
 * is ready by writing a file, and ends when its standard input does, so it never outlives this
 * process.
 */
public final class ChildJvm implements AutoCloseable {
  private static final Duration STOP = Duration.ofSeconds(60);
  private static final int LOG_TAIL = 4_000;

  private final Process process;
  private final Path log;
  private final String ready;

  private ChildJvm(Process process, Path log, String ready) {
    this.process = process;
    this.log = log;
    this.ready = ready;
  }

  /**
   * Starts a program and waits until it is ready.
   *
   * @param directory for its log and ready file; exists
   * @param readyFile the file that the program writes when ready, and never before it is complete
   * @param within how long that may take
   * @throws IOException if it ends or stays silent; says what its log ends with
   */
  public static ChildJvm start(
      Path directory,
      Path readyFile,
      Duration within,
      List<String> jvmOptions,
      Class<?> main,
      List<String> arguments)
      throws IOException, InterruptedException {
    var log = directory.resolve(main.getSimpleName() + ".log");
    var process =
        new ProcessBuilder(command(jvmOptions, main, arguments))
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    long deadline = System.nanoTime() + within.toNanos();
    while (!Files.exists(readyFile)) {
      if (process.waitFor(50, TimeUnit.MILLISECONDS)) {
        throw new IOException(main.getName() + " ended by itself; its log ends:\n" + tail(log));
      }
      if (System.nanoTime() > deadline) {
        process.destroyForcibly();
        throw new IOException(
            main.getName() + " was not ready within " + within + "; its log ends:\n" + tail(log));
      }
    }
    return new ChildJvm(process, log, Files.readString(readyFile));
  }

  private static List<String> command(
      List<String> jvmOptions, Class<?> main, List<String> arguments) {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("--sun-misc-unsafe-memory-access=allow");
    command.add("--enable-native-access=ALL-UNNAMED");
    for (var name : List.of("traversion.root", "traversion.cassandra.lib")) {
      var value = System.getProperty(name);
      if (value != null) {
        command.add("-D" + name + "=" + value);
      }
    }
    command.addAll(jvmOptions);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    command.addAll(arguments);
    return command;
  }

  /** What the ready file said. */
  public String ready() {
    return ready;
  }

  public ProcessHandle handle() {
    return process.toHandle();
  }

  /** The end of what the program has printed. */
  public String logTail() {
    return tail(log);
  }

  private static String tail(Path log) {
    try {
      var text = Files.readString(log, StandardCharsets.UTF_8);
      return text.substring(Math.max(0, text.length() - LOG_TAIL));
    } catch (IOException e) {
      return "(no log: " + e + ")";
    }
  }

  /** Ends the program's input, and the program by force if it does not end by itself. */
  @Override
  public void close() throws IOException {
    try {
      process.getOutputStream().close();
      if (!process.waitFor(STOP.toSeconds(), TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
