package dev.traversion.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * {@code ./traversion demo --once}, as a person would type it, held when the story is told and
 * checked: its node lives on until {@link #end}.
 */
final class HeldDemo {
  static final Path ROOT = Path.of(System.getProperty("traversion.root"));
  private static final Path TARGET = ROOT.resolve("demo").resolve("target");
  private static final long MINUTES = 6;

  private final Path facts = TARGET.resolve("demo-once.json");
  private final Path output = TARGET.resolve("demo-once.log");
  private final Process process;

  HeldDemo() throws IOException {
    Files.createDirectories(TARGET);
    Files.deleteIfExists(facts);
    process =
        new ProcessBuilder(
                ROOT.resolve("traversion").toString(),
                "demo",
                "--once",
                "--fresh",
                "--work",
                TARGET.resolve("demo-once").toString(),
                "--hold",
                facts.toString())
            .directory(ROOT.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
  }

  /** Waits until the story is told and checked; it may also have ended, having found it false. */
  void awaitTold() throws IOException, InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(MINUTES);
    while (!Files.exists(facts) && !process.waitFor(100, TimeUnit.MILLISECONDS)) {
      assertThat(System.nanoTime()).as("told in time: %s", output()).isLessThan(deadline);
    }
  }

  /** What happened, as a file. */
  Path facts() {
    return facts;
  }

  String output() throws IOException {
    return Files.readString(output);
  }

  /** Ends its input, and so the demo. Asked, not killed: it has a node to stop. */
  void end() throws IOException, InterruptedException {
    var children = process.descendants().toList();
    process.getOutputStream().close();
    assertThat(process.waitFor(MINUTES, TimeUnit.MINUTES)).as("ended in time").isTrue();
    assertThat(process.exitValue()).as(output()).isZero();
    assertThat(children).as("processes left behind").noneMatch(ProcessHandle::isAlive);
  }

  /** Ends it whatever happened. */
  void abandon() throws InterruptedException {
    List<ProcessHandle> left = process.descendants().toList();
    process.destroy();
    if (!process.waitFor(1, TimeUnit.MINUTES)) {
      process.destroyForcibly();
      left.forEach(ProcessHandle::destroyForcibly);
    }
  }
}
