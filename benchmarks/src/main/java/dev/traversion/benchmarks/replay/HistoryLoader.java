package dev.traversion.benchmarks.replay;

import dev.traversion.journal.cassandra.CassandraConnection;
import dev.traversion.journal.cassandra.CassandraJournal;
import dev.traversion.model.event.Event;
import dev.traversion.model.frame.FrameAddress;
import dev.traversion.model.mirror.ServiceId;
import dev.traversion.replay.ReplayEngine;
import java.util.List;
import java.util.function.Consumer;

/**
 * Fills a journal with a generated history: frames and index rows as mirrors write them, and now
 * and then what a node's builders make of them. Those look every 30 s in a node; here after every
 * so many frames, as a node does that catches up with a history that came fast.
 */
final class HistoryLoader implements GeneratedHistory.Frames {
  private static final int FRAMES_A_ROUND = 32;
  private static final int CLOCK_FRAMES = 2_048;

  private final Shape shape;
  private final CassandraJournal journal;
  private final ReplayEngine engine;
  private final JournalWriter writer;
  private final Consumer<String> say;
  private final long[] sequenceNrs;
  private long frames;
  private long keyframes;
  private long events;
  private long saidAt = System.nanoTime();
  private long buildNanos;

  private HistoryLoader(
      Shape shape,
      CassandraJournal journal,
      ReplayEngine engine,
      JournalWriter writer,
      Consumer<String> say) {
    this.shape = shape;
    this.journal = journal;
    this.engine = engine;
    this.writer = writer;
    this.say = say;
    this.sequenceNrs = new long[shape.services()];
  }

  /**
   * Loads; returns when all of it is durable.
   *
   * @param engine whose builders are used
   * @param say told how it goes
   */
  static KeptHistory load(
      Shape shape,
      CassandraConnection connection,
      CassandraJournal journal,
      ReplayEngine engine,
      Consumer<String> say)
      throws InterruptedException {
    long began = System.nanoTime();
    try (var writer = new JournalWriter(connection, journal.index())) {
      var loader = new HistoryLoader(shape, journal, engine, writer, say);
      loader.register();
      var generated = new GeneratedHistory(shape, loader);
      generated.run();
      loader.build();
      double seconds = (System.nanoTime() - began) / 1e9;
      return new KeptHistory(
          shape,
          generated.requests(),
          generated.events(),
          generated.lateEvents(),
          loader.frames,
          writer.bytes(),
          loader.keyframes,
          seconds - loader.buildNanos / 1e9,
          loader.buildNanos / 1e9);
    }
  }

  private void register() {
    for (int service = 0; service < shape.services(); service++) {
      journal.mirrors().register(shape.mirror(service)).toCompletableFuture().join();
    }
  }

  @Override
  public void seal(int service, List<Event> frame) throws InterruptedException {
    writer.write(new FrameAddress(shape.mirror(service), ++sequenceNrs[service]), frame);
    frames++;
    events += frame.size();
    if (frames % ((long) FRAMES_A_ROUND * shape.services()) == 0) {
      build();
    }
    if (System.nanoTime() - saidAt > 10_000_000_000L) {
      saidAt = System.nanoTime();
      say.accept("  %,d events in %,d frames".formatted(events, frames));
    }
  }

  /** What a node does in the background, when it is due. */
  private void build() throws InterruptedException {
    writer.flush();
    long began = System.nanoTime();
    engine.termRunBuilder().buildDue(ServiceId.DEFAULT_TENANT);
    keyframes += engine.keyframeBuilder().buildDue(ServiceId.DEFAULT_TENANT).size();
    engine.tileBuilder().buildDue(ServiceId.DEFAULT_TENANT);
    while (engine.clockBuilder().advance(ServiceId.DEFAULT_TENANT, CLOCK_FRAMES) >= CLOCK_FRAMES) {}
    buildNanos += System.nanoTime() - began;
  }
}
