package dev.traversion.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoKilledTest {
  @TempDir Path folder;

  @Test
  void leaves_no_process_behind_when_it_is_killed() throws Exception {
    var demo =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dtraversion.root=" + System.getProperty("traversion.root"),
                "-cp",
                System.getProperty("java.class.path"),
                Demo.class.getName(),
                "--fresh",
                "--work",
                folder.resolve("work").toString(),
                "--capture",
                folder.resolve("capture").toString())
            .redirectErrorStream(true)
            .start();
    try (var output = demo.inputReader()) {
      var said = output.lines().takeWhile(line -> !line.contains("customers come in")).toList();
      var children = demo.descendants().toList();
      assertThat(children).as(String.join("\n", said)).hasSize(5);
      demo.destroyForcibly();
      for (var child : children) {
        child.onExit().get(1, TimeUnit.MINUTES);
      }
    } finally {
      demo.destroyForcibly();
    }
  }
}
