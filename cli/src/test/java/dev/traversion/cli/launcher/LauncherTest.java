package dev.traversion.cli.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import dev.traversion.cli.launcher.Checkout.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher script, run as people run it, on machines that lack this or that. */
final class LauncherTest {
  private static final String CURE =
      """
        Install one:
          Debian, Ubuntu   sudo apt-get install temurin-25-jdk
                           (from packages.adoptium.net; see https://adoptium.net/installation/linux)
          SDKMAN           sdk install java 25-tem
          macOS            brew install openjdk@25
        or, if there is one already: TRAVERSION_JAVA_HOME=/path/to/jdk-25 ./traversion ...
      """;

  @TempDir Path folder;
  private Checkout checkout;

  @BeforeEach
  void checkOut() {
    checkout = new Checkout(folder);
  }

  @Nested
  class The_JDK {
    @Test
    void is_named_with_the_way_to_install_it_when_there_is_no_java_at_all() {
      Outcome outcome = checkout.run("status");
      assertThat(outcome.exit()).isEqualTo(10);
      assertThat(outcome.out()).isEmpty();
      assertThat(outcome.err())
          .isEqualTo("traversion: no JDK 25 found (found: no Java at all)\n" + CURE);
    }

    @Test
    void is_missing_too_when_there_is_only_an_older_one() {
      Path old = checkout.jdk("jdk-17", "17.0.15");
      Outcome outcome = checkout.run("status");
      assertThat(outcome.exit()).isEqualTo(10);
      assertThat(outcome.err())
          .isEqualTo("traversion: no JDK 25 found (found: JDK 17 in " + old + ")\n" + CURE);
    }

    @Test
    void needs_a_compiler() throws IOException {
      Path runtime = checkout.jdk("jre-25", "25.0.3");
      Files.delete(runtime.resolve("bin/javac"));
      assertThat(checkout.run("status").err())
          .startsWith(
              "traversion: no JDK 25 found (found: Java 25 without a compiler in " + runtime + ")");
    }

    @Test
    void is_believed_only_when_the_jvm_itself_says_its_version() throws IOException {
      Path liar = checkout.jdk("liar", "21.0.1");
      Files.writeString(liar.resolve("release"), "JAVA_VERSION=\"25.0.3\"\n");
      assertThat(checkout.run("status").exit()).isEqualTo(10);
    }

    @Test
    void is_found_in_the_usual_folders_although_JAVA_HOME_and_the_PATH_have_an_older_one()
        throws IOException {
      Path old = checkout.jdk("a-jdk-17", "17.0.15");
      checkout.jdk("b-jdk-25", "25.0.3");
      Files.createSymbolicLink(checkout.bin.resolve("java"), old.resolve("bin/java"));
      Outcome outcome = checkout.with("JAVA_HOME", old.toString()).maven().run("status");
      assertThat(outcome.err()).doesNotContain("traversion:");
      assertThat(outcome.exit()).isZero();
      assertThat(outcome.out()).contains("java of b-jdk-25");
    }

    @Test
    void may_be_an_early_access_build_without_a_release_file() throws IOException {
      Path early = checkout.jdk("early", "25-ea");
      Files.delete(early.resolve("release"));
      assertThat(checkout.maven().run("status").out()).contains("java of early");
    }

    @Test
    void that_TRAVERSION_JAVA_HOME_names_wins() {
      checkout.jdk("a", "25.0.1");
      Path named = checkout.jdk("b", "25.0.3");
      Outcome outcome =
          checkout.with("TRAVERSION_JAVA_HOME", named.toString()).maven().run("status");
      assertThat(outcome.out()).contains("java of b");
      assertThat(checkout.mavenRuns()).hasSize(1).first().asString().startsWith(named + " ");
    }

    @Test
    void that_TRAVERSION_JAVA_HOME_names_must_be_one() {
      checkout.jdk("jdk-25", "25.0.3");
      Path old = checkout.jdk("jdk-21", "21.0.1");
      Outcome outcome = checkout.with("TRAVERSION_JAVA_HOME", old.toString()).run("status");
      assertThat(outcome.exit()).isEqualTo(10);
      assertThat(outcome.err())
          .startsWith(
              "traversion: TRAVERSION_JAVA_HOME="
                  + old
                  + " is not a JDK 25: it is JDK 21 in "
                  + old
                  + "\n");
    }
  }

  @Nested
  class The_build {
    @BeforeEach
    void installJdk() {
      checkout.jdk("jdk-25", "25.0.3");
    }

    @Test
    void says_how_to_install_Maven_when_there_is_none() {
      Outcome outcome = checkout.run("status");
      assertThat(outcome.exit()).isEqualTo(10);
      assertThat(outcome.err())
          .startsWith(
              "traversion: Maven is needed for the build, and there is no mvn on the PATH\n")
          .contains("apt-get install maven");
    }

    @Test
    void happens_once_and_shows_how_it_goes() {
      checkout.maven();
      assertThat(checkout.run("status").err()).contains("Building Traversion", "[2/2]");
      assertThat(checkout.run("services").err()).isEmpty();
      assertThat(checkout.mavenRuns()).hasSize(1);
    }

    @Test
    void happens_again_when_a_source_has_changed() {
      checkout.maven().run("status");
      checkout.file("cli/src/main/java/Main.java", "class Main { int changed; }");
      checkout.run("status");
      checkout.file("cli/src/main/java/New.java", "class New {}");
      checkout.run("status");
      checkout.file("cli/pom.xml", "<project><!-- changed --></project>");
      checkout.run("status");
      assertThat(checkout.mavenRuns()).hasSize(4);
    }

    @Test
    void does_not_happen_for_what_it_has_built_before() {
      checkout.maven().run("status");
      checkout.file("cli/src/main/java/Main.java", "class Main { int changed; }");
      checkout.run("status");
      checkout.file("cli/src/main/java/Main.java", "class Main {}");
      checkout.run("status");
      assertThat(checkout.mavenRuns()).hasSize(2);
    }

    @Test
    void does_not_happen_for_a_new_date_or_a_changed_test() throws IOException {
      checkout.maven().run("status");
      Files.setLastModifiedTime(
          checkout.root.resolve("cli/src/main/java/Main.java"),
          FileTime.from(Instant.parse("2030-01-01T00:00:00Z")));
      checkout.file("cli/src/test/java/MainTest.java", "class MainTest {}");
      checkout.run("status");
      assertThat(checkout.mavenRuns()).hasSize(1);
    }

    @Test
    void happens_again_when_a_library_of_the_class_path_is_gone() throws IOException {
      Path library = checkout.file("repository/library.jar", "");
      checkout.maven("echo '" + library + "' >cli/target/classpath.txt").run("status");
      Files.delete(library);
      checkout.run("status");
      assertThat(checkout.mavenRuns()).hasSize(2);
    }

    @Test
    void that_fails_shows_the_errors_and_where_the_rest_is() {
      checkout.maven("echo '[ERROR] Main.java:[1,7] no such thing'; exit 1");
      Outcome outcome = checkout.run("status");
      assertThat(outcome.exit()).isEqualTo(11);
      assertThat(outcome.err())
          .contains("[ERROR] Main.java:[1,7] no such thing")
          .contains("traversion: the build failed")
          .contains(".traversion/logs/build.log");
    }

    @Test
    void happens_once_when_two_ask_at_the_same_time() throws InterruptedException {
      checkout.maven("until [[ -e go ]]; do read -t 0.05 <> <(:) || true; done");
      Process first = checkout.start("status");
      await("the first one builds", () -> checkout.mavenRuns().size() == 1);
      Process second = checkout.start("services");
      await(
          "the second one waits",
          () -> checkout.text(second, "err").contains("Waiting for another"));
      checkout.file("go", "");
      assertThat(first.waitFor(60, TimeUnit.SECONDS)).isTrue();
      assertThat(second.waitFor(60, TimeUnit.SECONDS)).isTrue();
      assertThat(checkout.outcome(first).exit()).isZero();
      assertThat(checkout.outcome(second).exit()).isZero();
      assertThat(checkout.outcome(second).out()).contains("services");
      assertThat(checkout.mavenRuns()).hasSize(1);
    }
  }

  @Nested
  class What_it_starts {
    @BeforeEach
    void install() {
      checkout.jdk("jdk-25", "25.0.3");
      checkout.maven();
    }

    @Test
    void is_the_command_line_with_its_arguments_as_they_are() {
      assertThat(checkout.run("events", "--from", "-5m", "--operation", "GET /a b", "").out())
          .endsWith("dev.traversion.cli.Traversion\nevents\n--from\n-5m\n--operation\nGET /a b\n\n")
          .contains("-Dtraversion.root=" + checkout.root)
          .contains("--sun-misc-unsafe-memory-access=allow")
          .contains("--enable-native-access=ALL-UNNAMED");
    }

    @Test
    void is_the_very_process_that_was_started_so_that_signals_arrive() throws Exception {
      Process process = checkout.start("status");
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
      assertThat(checkout.outcome(process).out()).contains("process " + process.pid() + "\n");
    }

    @Test
    void is_the_same_by_a_link_from_anywhere() throws Exception {
      Path link =
          Files.createSymbolicLink(folder.resolve("tv"), checkout.root.resolve("traversion"));
      Process process = checkout.start(link, "status");
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
      assertThat(checkout.outcome(process).exit()).isZero();
    }

    @Test
    void needs_Node_for_the_demo() {
      Outcome outcome = checkout.run("demo");
      assertThat(outcome.exit()).isEqualTo(10);
      assertThat(outcome.err())
          .startsWith("traversion: Node.js 20 or newer is needed by 'demo', and there is no node")
          .contains("apt-get install nodejs npm");
    }

    @Test
    void needs_a_Node_that_is_new_enough() {
      checkout.tool("node", "echo v18.19.0");
      checkout.tool("npm", "");
      Outcome outcome = checkout.run("demo");
      assertThat(outcome.exit()).isEqualTo(10);
      assertThat(outcome.err()).contains("the one on the PATH is v18.19.0");
    }

    @Test
    void needs_npm_for_the_demo() {
      checkout.tool("node", "echo v20.20.2");
      Outcome outcome = checkout.run("demo");
      assertThat(outcome.exit()).isEqualTo(10);
      assertThat(outcome.err()).startsWith("traversion: npm is needed by 'demo'");
    }
  }

  private static void await(String what, BooleanSupplier condition) throws InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("waited 60 s until " + what).isLessThan(deadline);
      TimeUnit.MILLISECONDS.sleep(20);
    }
  }
}
