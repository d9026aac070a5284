package dev.traversion.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalLong;

/** What a process has used so far. */
public final class ProcessUsage {
  private final ProcessHandle process;

  public ProcessUsage(ProcessHandle process) {
    this.process = process;
  }

  /** CPU time, user and system; zero where the platform does not tell. */
  public Duration cpu() {
    return process.info().totalCpuDuration().orElse(Duration.ZERO);
  }

  /** The largest resident set so far, from Linux's {@code /proc}; empty elsewhere. */
  public OptionalLong peakResidentMiB() {
    var status = Path.of("/proc", Long.toString(process.pid()), "status");
    try (var lines = Files.lines(status)) {
      return lines
          .filter(line -> line.startsWith("VmHWM:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1_024)
          .findFirst();
    } catch (IOException e) {
      return OptionalLong.empty();
    }
  }
}
