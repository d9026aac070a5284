package dev.traversion.recorder.mirror;

import dev.traversion.journal.FrameEntry;
import dev.traversion.model.event.EventKind;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/** What the recorder counts. */
public final class RecorderMetrics {
  private final Counter[] events = new Counter[EventKind.values().length];
  private final Counter frames;
  private final Counter frameBytes;
  private final Counter redelivered;
  private final Counter gaps;
  private final Counter repaired;

  public RecorderMetrics(MeterRegistry registry) {
    for (var kind : EventKind.values()) {
      events[kind.ordinal()] =
          Counter.builder("traversion.events.recorded")
              .description("events made durable")
              .tag("kind", kind.text())
              .register(registry);
    }
    frames =
        Counter.builder("traversion.frames.recorded")
            .description("frames made durable")
            .register(registry);
    frameBytes =
        Counter.builder("traversion.frames.bytes")
            .description("encoded bytes of the frames made durable")
            .baseUnit("bytes")
            .register(registry);
    redelivered =
        Counter.builder("traversion.events.redelivered")
            .description("events recognised as already recorded")
            .register(registry);
    gaps =
        Counter.builder("traversion.journal.gaps")
            .description("acknowledged frames found lost by the store")
            .register(registry);
    repaired =
        Counter.builder("traversion.index.repaired")
            .description("missing index rows written again when a mirror started")
            .register(registry);
  }

  void frame(FrameEntry entry) {
    frames.increment();
    frameBytes.increment(entry.bytes());
    for (var kind : EventKind.values()) {
      int count = entry.summary().count(kind);
      if (count > 0) {
        events[kind.ordinal()].increment(count);
      }
    }
  }

  void redelivered(int count) {
    if (count > 0) {
      redelivered.increment(count);
    }
  }

  void gaps(int count) {
    gaps.increment(count);
  }

  void repaired(int count) {
    repaired.increment(count);
  }
}
