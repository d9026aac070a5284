package dev.traversion.cassandra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 5, unit = TimeUnit.MINUTES)
class BundledCassandraTest {
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  Path directory;

  private CassandraSettings settings() {
    return CassandraSettings.in(directory).withPort(0);
  }

  @Nested
  class A_running_server {
    private final CompletableFuture<CassandraDeath> death = new CompletableFuture<>();
    private BundledCassandra owner;

    @AfterEach
    void stop() {
      if (owner != null) {
        owner.close();
      }
    }

    @Test
    void is_found_again_then_left_alone_by_its_finder_and_stopped_by_its_owner() throws Exception {
      owner = BundledCassandra.start(settings(), death::complete);
      var deathSeenByFinder = new CompletableFuture<CassandraDeath>();

      var found = BundledCassandra.start(settings(), deathSeenByFinder::complete);
      assertThat(found.isOwner()).isFalse();
      assertThat(found.port()).isEqualTo(owner.port());
      assertThat(found.pid()).isEqualTo(owner.pid());
      found.close();
      assertThatItAnswers(owner);

      var other = BundledCassandra.start(settings(), deathSeenByFinder::complete);
      owner.close();
      assertThat(ProcessHandle.of(owner.pid())).isEmpty();
      assertThat(death).isNotDone();
      assertThat(deathSeenByFinder.get(60, TimeUnit.SECONDS).exitCode()).isEmpty();
      other.close();
      assertThat(directory.resolve("server.properties")).doesNotExist();
    }

    @Test
    void does_not_hear_the_ctrl_c_that_a_terminal_sends_to_it_and_the_node_alike()
        throws Exception {
      owner = BundledCassandra.start(settings(), death::complete);

      assertThat(new ProcessBuilder("kill", "-INT", "" + owner.pid()).start().waitFor()).isZero();
      assertThat(new ProcessBuilder("kill", "-HUP", "" + owner.pid()).start().waitFor()).isZero();

      assertThat(death.completeOnTimeout(null, 3, TimeUnit.SECONDS).get()).isNull();
      assertThatItAnswers(owner);
    }

    @Test
    void tells_when_it_dies_with_its_exit_code_and_the_end_of_its_log() throws Exception {
      owner = BundledCassandra.start(settings(), death::complete);

      ProcessHandle.of(owner.pid()).orElseThrow().destroyForcibly();

      var told = death.get(30, TimeUnit.SECONDS);
      assertThat(told.exitCode()).hasValue(137);
      assertThat(told.log()).exists();
      assertThat(told.lastLines()).isNotEmpty();
      assertThat(told.describe()).contains("exit code 137").contains(told.log().toString());
    }
  }

  /** Not at the first attempt: a server that only just started may pause. */
  private static void assertThatItAnswers(BundledCassandra server) {
    long patience = System.nanoTime() + PATIENCE.toNanos();
    while (!CqlProbe.answers(server.port())) {
      assertThat(System.nanoTime()).as("answers").isLessThan(patience);
    }
  }

  @Nested
  class A_node_that_is_killed {
    @Test
    void leaves_no_orphan() throws Exception {
      var node = node();
      long server;
      try (var output = node.inputReader(StandardCharsets.UTF_8)) {
        server = serverPid(output);
        assertThat(ProcessHandle.of(server)).isPresent();
        node.destroyForcibly().waitFor();
      }
      // Nobody looks after it any more, and still it ends; in good order, as its log says.
      ProcessHandle.of(server)
          .map(ProcessHandle::onExit)
          .orElseGet(() -> CompletableFuture.completedFuture(null))
          .get(2, TimeUnit.MINUTES);
      assertThat(Files.readAllLines(directory.resolve("logs/system.log")))
          .anyMatch(line -> line.contains("shutdown complete"));
    }

    @Test
    void is_followed_at_once_by_a_node_that_waits_for_the_old_server_to_drain() throws Exception {
      var node = node();
      long server;
      try (var output = node.inputReader(StandardCharsets.UTF_8)) {
        server = serverPid(output);
        node.destroyForcibly().waitFor();
      }

      try (var successor = BundledCassandra.start(settings(), _ -> {})) {
        assertThat(successor.isOwner()).isTrue();
        assertThat(successor.pid()).isNotEqualTo(server);
        assertThat(ProcessHandle.of(server).filter(ProcessHandle::isAlive)).isEmpty();
      }
    }

    private Process node() throws Exception {
      return new ProcessBuilder(
              Path.of(System.getProperty("java.home"), "bin", "java").toString(),
              "-cp",
              System.getProperty("java.class.path"),
              "-D" + ServerLibrary.LIBRARY_PROPERTY + "=" + ServerLibrary.find(),
              NodeProcess.class.getName(),
              directory.toString())
          .redirectError(ProcessBuilder.Redirect.INHERIT)
          .start();
    }

    private static long serverPid(BufferedReader output) throws Exception {
      var pattern = Pattern.compile("pid=(\\d+) port=\\d+");
      String line;
      while ((line = output.readLine()) != null) {
        var matcher = pattern.matcher(line);
        if (matcher.matches()) {
          return Long.parseLong(matcher.group(1));
        }
      }
      throw new AssertionError("the node ended before its server answered");
    }
  }

  @Nested
  class A_start_that_cannot_succeed {
    @Test
    void names_the_port_that_is_taken_and_the_cure() throws Exception {
      try (var squatter = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
        var settings = settings().withPort(squatter.getLocalPort());

        assertThatThrownBy(() -> BundledCassandra.start(settings, _ -> {}))
            .isInstanceOf(BundledCassandraException.PortTaken.class)
            .hasMessageContaining("port " + squatter.getLocalPort())
            .hasMessageContaining("traversion.cassandra.bundled.port");
      }
    }

    @Test
    void names_the_directory_that_is_none() throws Exception {
      var file = Files.writeString(directory.resolve("file"), "in the way");
      var settings = CassandraSettings.in(file).withPort(0);

      assertThatThrownBy(() -> BundledCassandra.start(settings, _ -> {}))
          .isInstanceOf(BundledCassandraException.DirectoryUnusable.class)
          .hasMessageContaining(file.toString());
    }

    @Test
    void names_the_jars_that_are_missing() {
      var settings =
          new CassandraSettings(directory, directory.resolve("nothing"), 0, 512, PATIENCE);

      assertThatThrownBy(() -> BundledCassandra.start(settings, _ -> {}))
          .isInstanceOf(BundledCassandraException.LibraryMissing.class)
          .hasMessageContaining("bundled-cassandra-server");
    }

    @Test
    void shows_how_the_log_of_a_server_ends_that_dies_while_starting() throws Exception {
      // A file where the server wants a folder of its own.
      Files.writeString(directory.resolve("commitlog"), "in the way");

      assertThatThrownBy(() -> BundledCassandra.start(settings(), _ -> {}))
          .isInstanceOfSatisfying(
              BundledCassandraException.DiedDuringStart.class,
              died -> assertThat(died.death().exitCode()).isPresent())
          .hasMessageContaining("commitlog")
          .hasMessageContaining(directory.resolve("logs").toString());
    }
  }

  @Nested
  class The_death_of_a_server {
    @Test
    void is_put_down_to_a_full_disk_when_the_log_says_so() {
      var death =
          new CassandraDeath(
              java.util.OptionalInt.of(100),
              Path.of("system.log"),
              List.of("ERROR java.io.IOException: No space left on device"));

      assertThat(death.describe()).startsWith("the disk is full; exit code 100");
    }
  }

  @Nested
  class The_settings {
    @Test
    void have_documented_defaults() {
      var defaults = CassandraSettings.in(directory);

      assertThat(defaults.port()).isEqualTo(9742);
      assertThat(defaults.heapMiB()).isEqualTo(768);
      assertThat(defaults.startTimeout()).isEqualTo(Duration.ofMinutes(3));
    }

    @Test
    void refuse_a_port_that_is_none() {
      assertThatThrownBy(() -> CassandraSettings.in(directory).withPort(65_536))
          .hasMessageContaining("65536");
    }
  }
}
