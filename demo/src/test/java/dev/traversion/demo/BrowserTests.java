package dev.traversion.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Element;

/**
 * Runs the tests of {@code dashboard/e2e} in a real Chromium and reads what became of each.
 *
 * <p>Nothing is skipped: without a browser the run fails, and says what to install.
 */
final class BrowserTests {
  private static final long MINUTES = 30;

  private BrowserTests() {}

  /**
   * What became of one test.
   *
   * @param failure empty when it passed
   */
  record Result(String name, String failure) {
    void assertPassed() {
      assertThat(failure).as(name).isEmpty();
    }
  }

  /**
   * @param facts what happened in the story, see {@link Facts}
   * @throws AssertionError if the tests could not be run
   */
  static List<Result> run(Path root, Path facts) throws Exception {
    var folder = root.resolve("dashboard").resolve("e2e");
    var target = Files.createDirectories(folder.resolve("target"));
    var log = target.resolve("browser-tests.log");
    var report = target.resolve("results.xml");
    Files.deleteIfExists(report);
    if (!isInstalled(folder)) {
      int installed =
          start(folder, log, List.of("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"));
      assertThat(installed).as("npm ci: %s", Files.readString(log)).isZero();
    }
    int exit =
        start(
            folder,
            log,
            List.of(
                "env",
                "TRAVERSION_FACTS=" + facts,
                "TRAVERSION_E2E_REPORT=" + report,
                "npm",
                "run",
                "--silent",
                "browser"));
    assertThat(report).as("the run ended with %s: %s", exit, Files.readString(log)).exists();
    var results = read(report);
    assertThat(results).as("results in %s", report).isNotEmpty();
    if (exit != 0) {
      assertThat(results)
          .as("the run failed, so a test did: %s", Files.readString(log))
          .anyMatch(result -> !result.failure().isEmpty());
    }
    return results;
  }

  /** Whether npm has installed what the lock file says, and nothing changed since. */
  private static boolean isInstalled(Path folder) throws IOException {
    var proof = folder.resolve("node_modules").resolve(".package-lock.json");
    return Files.exists(proof)
        && Files.getLastModifiedTime(proof)
                .compareTo(Files.getLastModifiedTime(folder.resolve("package-lock.json")))
            >= 0;
  }

  private static int start(Path folder, Path log, List<String> command)
      throws IOException, InterruptedException {
    var builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.redirectErrorStream(true).redirectOutput(log.toFile());
    // What the launcher wants of Node's own test runner is not meant for this one.
    builder.environment().remove("NODE_OPTIONS");
    var process = builder.start();
    process.getOutputStream().close();
    try {
      assertThat(process.waitFor(MINUTES, TimeUnit.MINUTES))
          .as("%s in time: %s", command, Files.readString(log))
          .isTrue();
      return process.exitValue();
    } finally {
      process.descendants().forEach(ProcessHandle::destroy);
      process.destroy();
    }
  }

  private static List<Result> read(Path report) throws Exception {
    var cases =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(report.toFile())
            .getElementsByTagName("testcase");
    var results = new ArrayList<Result>();
    for (int i = 0; i < cases.getLength(); i++) {
      var one = (Element) cases.item(i);
      results.add(new Result(one.getAttribute("name"), failure(one)));
    }
    return results;
  }

  /** A skipped test has not passed. */
  private static String failure(Element one) {
    for (var kind : List.of("failure", "error", "skipped")) {
      var found = one.getElementsByTagName(kind);
      if (found.getLength() > 0) {
        return kind + ": " + found.item(0).getTextContent().strip();
      }
    }
    return "";
  }
}
