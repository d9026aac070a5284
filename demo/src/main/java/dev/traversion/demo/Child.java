package dev.traversion.demo;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * A child process whose output goes to a log file. Its standard input is a pipe that we never write
 * to: when we die, however suddenly, the pipe ends, and the child with it.
 */
final class Child {
  private static final Duration LONGEST_STOP = Duration.ofSeconds(30);

  private final String name;
  private final Process process;
  private final Path log;

  private Child(String name, Process process, Path log) {
    this.name = name;
    this.process = process;
    this.log = log;
  }

  /**
   * Starts a process and follows its output.
   *
   * @param command the program and its arguments
   * @param log appended to
   */
  static Child start(
      String name, List<String> command, Map<String, String> environment, Path directory, Path log)
      throws IOException {
    Files.createDirectories(log.toAbsolutePath().getParent());
    var builder = new ProcessBuilder(outsideOfOurGroup(command));
    builder.directory(directory.toFile()).redirectErrorStream(true);
    builder.environment().putAll(environment);
    builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    return new Child(name, builder.start(), log);
  }

  /**
   * Starts a process and waits for a line of its output.
   *
   * @throws DemoException if it ends, or says nothing of the kind in time
   */
  static Child startAndAwait(
      String name,
      List<String> command,
      Path directory,
      Path log,
      Predicate<String> ready,
      Duration patience)
      throws IOException, InterruptedException {
    Files.createDirectories(log.toAbsolutePath().getParent());
    var process =
        new ProcessBuilder(outsideOfOurGroup(command))
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .start();
    var child = new Child(name, process, log);
    var said = new CompletableFuture<String>();
    Thread.ofVirtual().name(name + "-output").start(() -> child.follow(ready, said));
    try {
      said.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (Exception e) {
      child.stop();
      if (e instanceof InterruptedException interrupted) {
        throw interrupted;
      }
      throw new DemoException(name + " did not start; its output is in " + log, e);
    }
    return child;
  }

  private void follow(Predicate<String> ready, CompletableFuture<String> said) {
    try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
        var file =
            Files.newBufferedWriter(log, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
      for (String line = output.readLine(); line != null; line = output.readLine()) {
        file.write(line);
        file.newLine();
        file.flush();
        if (ready.test(line)) {
          said.complete(line);
        }
      }
    } catch (IOException e) {
      said.completeExceptionally(e);
    }
    said.completeExceptionally(new IOException(name + " ended"));
  }

  /** Ctrl-C in a terminal goes to the whole group; we want to stop our children in order. */
  private static List<String> outsideOfOurGroup(List<String> command) {
    for (var folder : List.of("/usr/bin", "/bin")) {
      if (Files.isExecutable(Path.of(folder, "setsid"))) {
        var detached = new ArrayList<String>();
        detached.add(folder + "/setsid");
        detached.addAll(command);
        return detached;
      }
    }
    return command;
  }

  boolean isAlive() {
    return process.isAlive();
  }

  long pid() {
    return process.pid();
  }

  Path log() {
    return log;
  }

  /** Asks it to end, waits, and ends it by force if it does not. */
  void stop() {
    process.destroy();
    try {
      if (!process.waitFor(LONGEST_STOP.toMillis(), TimeUnit.MILLISECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public String toString() {
    return name + " (process " + pid() + ")";
  }
}
