package dev.traversion.benchmarks.dashboard;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.traversion.benchmarks.Benchmark;
import dev.traversion.benchmarks.Report;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * How soon the dashboard shows something, and how it keeps up with a drag: in a real Chromium,
 * before a real node that has recorded the demo's story. Reproduce with {@code ./traversion bench
 * dashboard}.
 *
 * <p>Starts the demo as a person would ({@code --once --hold}), so that what is looked at was truly
 * recorded, then runs {@code dashboard/e2e/bench}. Without a browser it fails and says what to
 * install.
 */
@Command(
    name = "dashboard",
    description = "First paint, and dragging the slider, in a real Chromium.")
public final class DashboardBenchmark extends Benchmark {
  private static final long STORY_MINUTES = 8;
  private static final long BROWSER_MINUTES = 10;

  @Option(
      names = "--facts",
      paramLabel = "FILE",
      description = "Look at a demo that is held already: what `demo --once --hold FILE` wrote.")
  private @Nullable Path facts;

  @Override
  protected Report measure() throws Exception {
    var root = Path.of(System.getProperty("traversion.root", ".")).toAbsolutePath();
    var folder = Files.createTempDirectory("traversion-bench-dashboard");
    if (facts != null) {
      return browse(root, folder, facts.toAbsolutePath());
    }
    say("recording the demo's story: about two minutes; its output is " + folder);
    var told = folder.resolve("facts.json");
    var demo =
        start(
            root,
            folder.resolve("demo.log"),
            List.of(
                root.resolve("traversion").toString(),
                "demo",
                "--once",
                "--work",
                folder.resolve("work").toString(),
                "--hold",
                told.toString()));
    try {
      long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(STORY_MINUTES);
      while (!Files.exists(told)) {
        if (demo.waitFor(200, TimeUnit.MILLISECONDS) || System.nanoTime() > deadline) {
          throw new IOException("the story was not told; see " + folder.resolve("demo.log"));
        }
      }
      return browse(root, folder, told);
    } finally {
      demo.getOutputStream().close(); // asks it to end, and to stop its node
      if (!demo.waitFor(2, TimeUnit.MINUTES)) {
        demo.destroy();
      }
    }
  }

  private Report browse(Path root, Path folder, Path told)
      throws IOException, InterruptedException {
    var driver = root.resolve("dashboard").resolve("e2e");
    var log = folder.resolve("browser.log");
    if (!Files.exists(driver.resolve("node_modules"))) {
      say("installing what drives the browser (npm ci in dashboard/e2e)");
      await(
          start(driver, log, List.of("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund")),
          log);
    }
    say("loading and dragging the dashboard: three minutes");
    var figures = folder.resolve("figures.json");
    await(
        start(
            driver,
            log,
            List.of(
                "env",
                "TRAVERSION_FACTS=" + told,
                "TRAVERSION_FIGURES=" + figures,
                "npm",
                "run",
                "--silent",
                "bench")),
        log);
    var report = new Report();
    for (var figure : new ObjectMapper().readTree(figures.toFile()).properties()) {
      var value = figure.getValue();
      if (value.isIntegralNumber()) {
        report.put(figure.getKey(), value.asLong());
      } else if (value.isNumber()) {
        report.put(figure.getKey(), value.asDouble());
      } else {
        report.put(figure.getKey(), value.asText());
      }
    }
    return report;
  }

  private static Process start(Path directory, Path log, List<String> command) throws IOException {
    return new ProcessBuilder(command)
        .directory(directory.toFile())
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
        .start();
  }

  private static void await(Process process, Path log) throws IOException, InterruptedException {
    if (!process.waitFor(BROWSER_MINUTES, TimeUnit.MINUTES)) {
      process.descendants().forEach(ProcessHandle::destroy);
      process.destroy();
    }
    if (process.waitFor() != 0) {
      throw new IOException("the browser was not driven to the end:\n" + Files.readString(log));
    }
  }
}
