package dev.traversion.benchmarks.ingest;

import dev.traversion.benchmarks.ProcessUsage;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** How the machine's CPU time was shared among processes over a window. Not thread-safe. */
final class CpuSplit {
  static final String DRIVER = "driver";

  private final Map<String, ProcessUsage> processes = new HashMap<>();
  private final Map<String, Duration> used = new HashMap<>();
  private long began;
  private long ended;

  /** Watches this process, as {@link #DRIVER}. */
  CpuSplit() {
    watch(DRIVER, ProcessHandle.current());
  }

  CpuSplit watch(String name, ProcessHandle process) {
    processes.put(name, new ProcessUsage(process));
    return this;
  }

  void begin() {
    began = System.nanoTime();
    processes.forEach((name, process) -> used.put(name, process.cpu()));
  }

  void end() {
    ended = System.nanoTime();
    processes.forEach(
        (name, process) -> used.computeIfPresent(name, (_, before) -> process.cpu().minus(before)));
  }

  /** CPU seconds a second. */
  double cores(String name) {
    return cpu(name).toNanos() / (double) Math.max(1, ended - began);
  }

  /** CPU time of the window. */
  Duration cpu(String name) {
    return used.getOrDefault(name, Duration.ZERO);
  }

  /** -1 where the platform does not tell. */
  long peakResidentMiB(String name) {
    var process = processes.get(name);
    return process == null ? -1 : process.peakResidentMiB().orElse(-1);
  }
}
