package dev.traversion.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** {@code ./traversion demo --once}, as a person would type it. */
class DemoOnceTest {
  private static final Path ROOT = Path.of(System.getProperty("traversion.root"));
  private static final Path TARGET = ROOT.resolve("demo").resolve("target");
  private static final long MINUTES = 6;

  @Test
  void records_the_story_and_finds_all_of_it_again() throws Exception {
    var output = Files.createDirectories(TARGET).resolve("demo-once.log");
    var demo =
        new ProcessBuilder(
                ROOT.resolve("traversion").toString(),
                "demo",
                "--once",
                "--fresh",
                "--work",
                TARGET.resolve("demo-once").toString())
            .directory(ROOT.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    var children = List.<ProcessHandle>of();
    try {
      assertThat(demo.waitFor(MINUTES, TimeUnit.MINUTES)).as("ended in time").isTrue();
    } finally {
      children = demo.descendants().toList();
      stop(demo);
    }
    assertThat(output).content().contains("11 of 11 claims hold");
    assertThat(demo.exitValue()).as(Files.readString(output)).isZero();
    assertThat(children).isEmpty();
  }

  /** Asks first: a demo that is killed outright cannot stop its node. */
  private static void stop(Process demo) throws InterruptedException {
    demo.destroy();
    if (!demo.waitFor(1, TimeUnit.MINUTES)) {
      demo.destroyForcibly();
    }
  }
}
