package dev.traversion.http.otlp;

import dev.traversion.recorder.Receipt;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** What came in by which door and what became of it. */
public final class IntakeMetrics {
  private final MeterRegistry registry;

  public IntakeMetrics(MeterRegistry registry, ByteBudget budget) {
    this.registry = registry;
    registry.gauge("traversion.intake.held.bytes", budget, ByteBudget::held);
  }

  /**
   * Counts a delivery that the intake has answered.
   *
   * @param door e.g. {@code otlp-http}
   * @param signal e.g. {@code traces}
   * @param startNanos {@link System#nanoTime} when the request came
   */
  public void settled(String door, String signal, int bytes, long startNanos, Receipt receipt) {
    var outcome =
        switch (receipt) {
          case Receipt.Accepted accepted -> {
            count("traversion.intake.accepted.events", door, signal, accepted.accepted());
            count("traversion.intake.rejected.items", door, signal, accepted.rejected());
            yield "accepted";
          }
          case Receipt.Malformed _ -> "malformed";
          case Receipt.Refused refused -> refused.overloaded() ? "overloaded" : "unavailable";
        };
    count("traversion.intake.bytes", door, signal, bytes);
    requests(door, signal, outcome);
    Timer.builder("traversion.intake.ack")
        .description("From the arrival of a request to its answer; accepted means durable")
        .tag("door", door)
        .tag("outcome", outcome)
        .serviceLevelObjectives(
            Duration.ofMillis(10),
            Duration.ofMillis(50),
            Duration.ofMillis(100),
            Duration.ofMillis(250),
            Duration.ofMillis(500),
            Duration.ofSeconds(1),
            Duration.ofMillis(2_500),
            Duration.ofSeconds(5),
            Duration.ofSeconds(10))
        .register(registry)
        .record(System.nanoTime() - startNanos, TimeUnit.NANOSECONDS);
  }

  /** Counts a delivery that did not get as far as the intake. */
  public void turnedAway(String door, String signal, Body.Unreadable body) {
    requests(
        door,
        signal,
        switch (body.why()) {
          case TOO_LARGE -> "too-large";
          case ENCODING_UNSUPPORTED -> "unsupported";
          case MALFORMED -> "malformed";
          case BUSY -> "overloaded";
          case LATE -> "late";
        });
  }

  private void requests(String door, String signal, String outcome) {
    registry
        .counter("traversion.intake.requests", "door", door, "signal", signal, "outcome", outcome)
        .increment();
  }

  private void count(String name, String door, String signal, long amount) {
    registry.counter(name, "door", door, "signal", signal).increment((double) amount);
  }
}
