package dev.traversion.benchmarks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** What a figure was measured on. */
final class Machine {
  private static final String UNKNOWN = "unknown";

  private Machine() {}

  static Report facts() {
    return new Report()
        .put("cpu", cpu())
        .put("cores", Runtime.getRuntime().availableProcessors())
        .put("max_heap_mib", Runtime.getRuntime().maxMemory() >> 20)
        .put("os", System.getProperty("os.name") + " " + System.getProperty("os.version"))
        .put("java", System.getProperty("java.vm.name") + " " + Runtime.version());
  }

  private static String cpu() {
    try (var lines = Files.lines(Path.of("/proc/cpuinfo"), StandardCharsets.UTF_8)) {
      return lines
          .filter(line -> line.startsWith("model name"))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst()
          .orElse(System.getProperty("os.arch"));
    } catch (IOException e) {
      return System.getProperty("os.arch");
    }
  }

  /** The commit of the working tree, {@code -dirty} when it has changes. */
  static String commit() {
    try {
      var git =
          new ProcessBuilder("git", "describe", "--always", "--dirty", "--abbrev=12")
              .directory(Path.of(System.getProperty("traversion.root", ".")).toFile())
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      var text = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      return git.waitFor(10, TimeUnit.SECONDS) && git.exitValue() == 0 ? text : UNKNOWN;
    } catch (IOException e) {
      return UNKNOWN;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return UNKNOWN;
    }
  }
}
