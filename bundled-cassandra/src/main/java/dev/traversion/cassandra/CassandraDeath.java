package dev.traversion.cassandra;

import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;

/**
 * The end of a server that nobody asked to stop.
 *
 * @param exitCode known only to the process that started the server
 * @param log the server's log file
 * @param lastLines how the log ends, at most {@value #LAST_LINES} lines
 */
public record CassandraDeath(OptionalInt exitCode, Path log, List<String> lastLines) {
  static final int LAST_LINES = 15;

  public CassandraDeath {
    lastLines = List.copyOf(lastLines);
  }

  /** Whether the log speaks of a full disk. */
  public boolean diskFull() {
    return lastLines.stream().anyMatch(line -> line.contains("No space left on device"));
  }

  /** For people: what is known, where the log is, and how it ends. */
  public String describe() {
    var text = new StringBuilder();
    if (diskFull()) {
      text.append("the disk is full; ");
    }
    exitCode.ifPresent(code -> text.append("exit code ").append(code).append("; "));
    text.append("its log is ").append(log);
    if (!lastLines.isEmpty()) {
      text.append(" and ends\n  ").append(String.join("\n  ", lastLines));
    }
    return text.toString();
  }
}
