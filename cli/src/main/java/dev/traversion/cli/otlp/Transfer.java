package dev.traversion.cli.otlp;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * Sends the lines of a file, several at a time, since each is answered when it is durable. What a
 * line says about its file parts what was sent before from what is sent after.
 */
public final class Transfer {
  private static final int AT_ONCE = 8;

  /** Faults that are described; the others are counted. */
  private static final int FAULTS_KEPT = 1_000;

  private final OtlpIntake intake;
  private final Map<Signal, Long> accepted = new EnumMap<>(Signal.class);
  private final List<Fault> faults = new ArrayList<>();
  private final List<JsonNode> feet = new ArrayList<>();
  private long lines;
  private long rejected;
  private long unreadable;
  private long faulty;
  private boolean cutOff;
  private boolean within;
  private long headAt;

  /** Why the door takes no more; null as long as it does. */
  private volatile @Nullable IntakeException end;

  /** Something of a line was not taken. */
  public record Fault(long line, String reason) {}

  /**
   * How it went.
   *
   * @param lines lines of the file, blank ones left out
   * @param accepted items of each signal that were taken
   * @param rejected items that the door refused
   * @param unreadable lines that are no export request: nobody knows what was in them
   * @param faults the first of them, in the order of lines
   * @param faulty how many faults there were
   * @param feet what the file says of what it lacks; empty when it is none that Traversion wrote
   * @param cutOff whether a file that Traversion wrote is not whole
   */
  public record Report(
      long lines,
      Map<Signal, Long> accepted,
      long rejected,
      long unreadable,
      List<Fault> faults,
      long faulty,
      List<JsonNode> feet,
      boolean cutOff) {

    public long acceptedInAll() {
      return accepted.values().stream().mapToLong(Long::longValue).sum();
    }
  }

  public Transfer(OtlpIntake intake) {
    this.intake = intake;
    for (Signal signal : Signal.values()) {
      accepted.put(signal, 0L);
    }
  }

  /**
   * Sends everything; usable once.
   *
   * @throws IOException if the file cannot be read on
   * @throws IntakeException if the door takes no more; what came before has been sent
   */
  public void run(FileLines file) throws IOException, IntakeException, InterruptedException {
    Semaphore free = new Semaphore(AT_ONCE);
    try (ExecutorService sending = Executors.newVirtualThreadPerTaskExecutor()) {
      Optional<FileLines.Line> next = file.next();
      while (next.isPresent() && end == null) {
        FileLines.Line line = next.get();
        lines++;
        Optional<OtlpLine> request = readable(line);
        if (request.isPresent() && request.get().about().isPresent()) {
          free.acquire(AT_ONCE);
          free.release(AT_ONCE);
          about(request.get().about().get());
        }
        if (request.isPresent() && request.get().items() > 0) {
          free.acquire();
          byte[] bytes = line.bytes().orElseThrow();
          sending.execute(
              () -> {
                try {
                  settle(line.number(), request.get(), intake.send(request.get().signal(), bytes));
                } catch (IntakeException noMore) {
                  end = noMore;
                } catch (InterruptedException stopped) {
                  Thread.currentThread().interrupt();
                } finally {
                  free.release();
                }
              });
        }
        next = file.next();
      }
      if (end != null) {
        sending.shutdownNow(); // others wait in vain for the same door
      }
    } finally {
      cutOff |= within;
    }
    IntakeException last = end;
    if (last != null) {
      throw last;
    }
  }

  public synchronized Report report() {
    faults.sort((one, other) -> Long.compare(one.line(), other.line()));
    return new Report(
        lines,
        new EnumMap<>(accepted),
        rejected,
        unreadable,
        List.copyOf(faults),
        faulty,
        List.copyOf(feet),
        cutOff);
  }

  private Optional<OtlpLine> readable(FileLines.Line line) {
    try {
      if (line.bytes().isEmpty()) {
        throw new OtlpLine.UnreadableException(
            "longer than " + (FileLines.LONGEST >> 20) + " MiB, the most that a node takes");
      }
      return Optional.of(OtlpLine.read(line.bytes().get()));
    } catch (OtlpLine.UnreadableException fault) {
      note(line.number(), String.valueOf(fault.getMessage()), 0);
      return Optional.empty();
    }
  }

  private void about(JsonNode about) {
    if (about.has("head")) {
      cutOff |= within;
      within = true;
      headAt = lines;
    } else if (about.has("foot")) {
      JsonNode foot = about.path("foot");
      cutOff |= !within || foot.path("lines").asLong() != lines - headAt + 1;
      within = false;
      feet.add(foot);
    }
  }

  private void settle(long line, OtlpLine request, OtlpIntake.Outcome outcome) {
    switch (outcome) {
      case OtlpIntake.Outcome.Taken(long refused, String reason) -> {
        synchronized (this) {
          accepted.merge(request.signal(), request.items() - refused, Long::sum);
        }
        if (refused > 0) {
          note(line, reason, refused);
        }
      }
      case OtlpIntake.Outcome.Refused(String reason) -> note(line, reason, request.items());
    }
  }

  /**
   * @param items 0 when the line cannot be read
   */
  private synchronized void note(long line, String reason, long items) {
    rejected += items;
    unreadable += items == 0 ? 1 : 0;
    faulty++;
    if (faults.size() < FAULTS_KEPT) {
      faults.add(new Fault(line, reason));
    }
  }
}
