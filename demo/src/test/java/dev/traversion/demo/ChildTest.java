package dev.traversion.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChildTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @TempDir Path folder;

  /** Starts a child that ends with its standard input, tells its process id, and stays. */
  static final class Parent {
    public static void main(String[] args) throws Exception {
      var log = Path.of(args[0]);
      var child =
          Child.startAndAwait(
              "cat",
              List.of("sh", "-c", "echo ready; exec cat"),
              log.getParent(),
              log,
              line -> line.equals("ready"),
              PATIENCE);
      System.out.println(child.pid());
      new java.util.concurrent.CountDownLatch(1).await();
    }
  }

  @Test
  void ends_when_its_parent_is_killed() throws Exception {
    var parent =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Parent.class.getName(),
                folder.resolve("child.log").toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (var told = parent.inputReader()) {
      var child = ProcessHandle.of(Long.parseLong(told.readLine())).orElseThrow();
      assertThat(child.isAlive()).isTrue();
      parent.destroyForcibly();
      child.onExit().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    } finally {
      parent.destroyForcibly();
    }
  }

  @Test
  void says_where_its_output_is_when_it_does_not_start() {
    assertThatThrownBy(() -> start("sh", "-c", "echo no such luck; exit 3"))
        .isInstanceOf(DemoException.class)
        .hasMessageContaining("child.log");
    assertThat(folder.resolve("child.log")).content().contains("no such luck");
  }

  @Test
  void is_stopped() throws Exception {
    var child = start("sh", "-c", "echo ready; exec cat");
    assertThat(child.isAlive()).isTrue();
    child.stop();
    assertThat(child.isAlive()).isFalse();
  }

  private Child start(String... command) throws IOException, InterruptedException {
    return Child.startAndAwait(
        "child",
        List.of(command),
        folder,
        folder.resolve("child.log"),
        line -> line.equals("ready"),
        PATIENCE);
  }
}
