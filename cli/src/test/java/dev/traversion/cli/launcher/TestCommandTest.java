package dev.traversion.cli.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import dev.traversion.cli.launcher.Checkout.Outcome;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code ./traversion test}: what it adds up, and what it makes of it. */
final class TestCommandTest {
  private static final String PASSED =
      "<testcase classname=\"a.B\" name=\"works\" time=\"0.1\"><system-out><![CDATA[<failure>"
          + " <testcase>]]></system-out></testcase>";
  private static final String FAILED =
      "<testcase classname=\"a.B\" name=\"breaks\"><failure message=\"expected 1&#10;but was 2\""
          + " type=\"X\">at a.B</failure></testcase>";
  private static final String ERROR =
      "<testcase classname=\"a.B\" name=\"blows up\"><error type=\"java.io.IOException\"/>"
          + "</testcase>";
  private static final String SKIPPED =
      "<testcase classname=\"a.B\" name=\"waits\"><skipped message=\"no Docker\"/></testcase>";

  @TempDir Path folder;
  private Checkout checkout;

  @BeforeEach
  void checkOut() {
    checkout = new Checkout(folder);
    checkout.jdkThatTallies();
  }

  private Outcome testsWrite(String... reports) {
    StringBuilder script = new StringBuilder("mkdir -p cli/target/surefire-reports\n");
    int number = 0;
    for (String report : reports) {
      script
          .append("cat >cli/target/surefire-reports/TEST-")
          .append(number++)
          .append(".xml <<'XML'\n<testsuite name=\"a.B\">")
          .append(report)
          .append("</testsuite>\nXML\n");
    }
    return checkout.maven(script.toString()).run("test", "-pl", "cli");
  }

  @Test
  void ends_with_the_sum_of_all_reports() {
    Outcome outcome = testsWrite(PASSED, PASSED + PASSED);
    assertThat(outcome.lastLine()).isEqualTo("3 passed, 0 failed");
    assertThat(outcome.exit()).isZero();
  }

  @Test
  void fails_and_names_the_tests_that_failed() {
    Outcome outcome = testsWrite(PASSED + FAILED, ERROR);
    assertThat(outcome.lastLine()).isEqualTo("1 passed, 2 failed");
    assertThat(outcome.out())
        .contains("FAILED  a.B > breaks: expected 1\n")
        .contains("FAILED  a.B > blows up: java.io.IOException\n");
    assertThat(outcome.exit()).isEqualTo(1);
  }

  @Test
  void counts_skipped_tests_and_names_them_in_continuous_integration() {
    assertThat(testsWrite(PASSED + SKIPPED).out()).doesNotContain("waits");
    checkout.with("CI", "true");
    Outcome outcome = testsWrite(PASSED + SKIPPED);
    assertThat(outcome.out()).contains("SKIPPED a.B > waits\n");
    assertThat(outcome.lastLine()).isEqualTo("1 passed, 0 failed, 1 skipped");
    assertThat(outcome.exit()).isZero();
  }

  @Test
  void fails_when_no_test_ran() {
    Outcome outcome = testsWrite();
    assertThat(outcome.out()).contains("No test ran.");
    assertThat(outcome.lastLine()).isEqualTo("0 passed, 0 failed");
    assertThat(outcome.exit()).isEqualTo(1);
  }

  @Test
  void forgets_the_reports_of_earlier_runs() {
    testsWrite(PASSED, FAILED);
    assertThat(testsWrite(PASSED).lastLine()).isEqualTo("1 passed, 0 failed");
  }

  @Test
  void fails_when_the_build_broke_although_every_test_that_ran_passed() {
    checkout.maven(
        """
        mkdir -p cli/target/surefire-reports
        echo '<testsuite>%s</testsuite>' >cli/target/surefire-reports/TEST-0.xml
        echo '[ERROR] Other.java:[1,1] does not compile'
        exit 1
        """
            .formatted(PASSED));
    Outcome outcome = checkout.run("test", "-pl", "cli");
    assertThat(outcome.err()).contains("[ERROR] Other.java:[1,1] does not compile");
    assertThat(outcome.out()).contains("FAILED  the build");
    assertThat(outcome.lastLine()).isEqualTo("1 passed, 1 failed");
    assertThat(outcome.exit()).isEqualTo(1);
  }

  @Test
  void fails_when_a_test_JVM_died_and_left_no_report() {
    checkout.maven(
        """
        mkdir -p cli/target/surefire-reports
        echo '<testsuite>%s</testsuite>' >cli/target/surefire-reports/TEST-0.xml
        echo '[ERROR] ExecutionException The forked VM terminated without saying properly goodbye'
        """
            .formatted(PASSED));
    Outcome outcome = checkout.run("test", "-pl", "cli");
    assertThat(outcome.out()).contains("FAILED  a test JVM died");
    assertThat(outcome.exit()).isEqualTo(1);
  }

  @Test
  void fails_when_a_report_was_cut_short() {
    Outcome outcome = testsWrite(PASSED, "<testcase name=\"half");
    assertThat(outcome.out()).contains("FAILED  unreadable report");
    assertThat(outcome.exit()).isEqualTo(1);
  }

  @Test
  void passes_its_arguments_to_Maven() {
    testsWrite(PASSED);
    assertThat(checkout.mavenRuns().getLast()).contains(" verify ").endsWith("-pl cli");
  }

  @Test
  void needs_Node_for_the_npm_packages() {
    Outcome outcome = checkout.maven().run("test");
    assertThat(outcome.exit()).isEqualTo(10);
    assertThat(outcome.err()).contains("is needed by 'test'");
  }

  @Nested
  class Without_arguments {
    private static final String REPORT =
        """
        for option in $NODE_OPTIONS; do
          case $option in --test-reporter-destination=*/*) file=${option#*=} ;; esac
        done
        """;

    @BeforeEach
    void installNode() {
      checkout.tool("node", "echo v20.20.2");
      checkout.file("agents/node/package.json", "{\"scripts\": {\"test\": \"node --test\"}}");
      checkout.file("agents/node/package-lock.json", "{}");
      checkout.file("agents/node/node_modules/other/package.json", "{\"test\": \"no\"}");
      checkout.file("cluster-config/pom.xml", "<project/>");
      checkout.file("demo/pom.xml", "<project/>");
      checkout.maven(
          """
          for module in cluster-config demo; do
            mkdir -p $module/target/classes && : >$module/target/classpath.txt
          done
          mkdir -p cli/target/surefire-reports
          echo '<testsuite>%s</testsuite>' >cli/target/surefire-reports/TEST-0.xml
          """
              .formatted(PASSED));
    }

    @Test
    void the_npm_packages_are_tested_too_and_counted() {
      checkout.tool(
          "npm",
          "echo \"$PWD $*\" >>'"
              + checkout.root
              + "/npm-runs'\n[[ $1 == test ]] || exit 0\n"
              + REPORT
              + "echo '<testsuites>"
              + PASSED
              + PASSED
              + SKIPPED
              + "</testsuites>' >\"$file\"\n");
      Outcome outcome = checkout.run("test");
      assertThat(outcome.lastLine()).isEqualTo("3 passed, 0 failed, 1 skipped");
      assertThat(outcome.exit()).isZero();
      String agent = checkout.root.resolve("agents/node").toString();
      assertThat(checkout.read("npm-runs").lines())
          .containsExactly(agent + " ci --ignore-scripts --no-audit --no-fund", agent + " test");
    }

    @Test
    void a_package_whose_runner_reports_nothing_counts_as_one_test() {
      checkout.tool("npm", "");
      assertThat(checkout.run("test").lastLine()).isEqualTo("2 passed, 0 failed");
    }

    @Test
    void a_package_that_cannot_be_installed_fails_and_says_why() {
      checkout.tool("npm", "echo 'npm error: no registry'; exit 1");
      Outcome outcome = checkout.run("test");
      assertThat(outcome.err()).contains("npm error: no registry");
      assertThat(outcome.out()).contains("FAILED  agents/node > npm test: exit code 1");
      assertThat(outcome.lastLine()).isEqualTo("1 passed, 1 failed");
      assertThat(outcome.exit()).isEqualTo(1);
    }

    @Test
    void a_package_that_fails_without_naming_a_test_fails() {
      checkout.tool(
          "npm",
          "[[ $1 == test ]] || exit 0\n"
              + REPORT
              + "echo '<testsuites>"
              + PASSED
              + "</testsuites>' >\"$file\"; exit 1\n");
      Outcome outcome = checkout.run("test");
      assertThat(outcome.out())
          .contains("FAILED  the run that wrote TEST-npm-agents-node.xml ended badly");
      assertThat(outcome.lastLine()).isEqualTo("2 passed, 1 failed");
      assertThat(outcome.exit()).isEqualTo(1);
    }
  }
}
