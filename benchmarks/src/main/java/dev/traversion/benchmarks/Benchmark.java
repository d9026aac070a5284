package dev.traversion.benchmarks;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * One benchmark: says what it does while it runs, is bounded in time, and ends with its figures; as
 * one line of JSON when asked for.
 */
@Command(mixinStandardHelpOptions = true, sortOptions = false)
public abstract class Benchmark implements Callable<Integer> {
  @Option(names = "--json", description = "End with one line that is one JSON object.")
  private boolean json;

  /** Measures. */
  protected abstract Report measure() throws Exception;

  @Override
  public final Integer call() throws Exception {
    var report = measure();
    report.put("commit", Machine.commit());
    report.put("machine", Machine.facts());
    System.out.println(json ? report.toJson() : report.toText());
    return 0;
  }

  /** Tells the person who waits what is going on. */
  protected final void say(String line) {
    System.out.println(line);
  }
}
