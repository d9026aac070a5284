package dev.traversion.benchmarks.replay;

import dev.traversion.benchmarks.ProcessUsage;
import dev.traversion.benchmarks.Report;
import dev.traversion.journal.ClockOffsets;
import dev.traversion.journal.KeyframeStore;
import dev.traversion.journal.OpenFrames;
import dev.traversion.journal.cassandra.CassandraConnection;
import dev.traversion.journal.cassandra.CassandraJournal;
import dev.traversion.journal.memory.InMemoryClockOffsets;
import dev.traversion.journal.memory.InMemoryKeyframeStore;
import dev.traversion.model.event.EntityChange;
import dev.traversion.model.frame.FrameCodec;
import dev.traversion.replay.ReplayEngine;
import dev.traversion.replay.ReplaySettings;
import dev.traversion.replay.Sources;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/** What is measured with an engine in this process, on the Cassandra that the nodes read. */
final class EngineFigures {
  private static final Duration WARMING = Duration.ofSeconds(20);
  private static final Duration FOLDING = Duration.ofSeconds(20);
  private static final int COMPARED = 5;
  private static final int RECOVERIES = 5;

  private final CassandraJournal journal;
  private final ReplayEngine engine;

  EngineFigures(CassandraJournal journal) {
    this.journal = journal;
    this.engine = engine(journal, journal.keyframes(), journal.clocks());
  }

  ReplayEngine engine() {
    return engine;
  }

  private static ReplayEngine engine(
      CassandraJournal journal, KeyframeStore keyframes, ClockOffsets clocks) {
    return new ReplayEngine(
        new Sources(
            journal.mirrors(),
            journal.index(),
            journal.frames(),
            keyframes,
            journal.tiles(),
            journal.termRuns(),
            journal.gaps(),
            OpenFrames.none(),
            clocks),
        ReplaySettings.defaults(),
        InstantSource.system());
  }

  /**
   * Whole histories of services folded without keyframes: frames read from Cassandra, decoded and
   * folded. Rates are by the CPU time of this process, the driver's and the collector's included,
   * Cassandra's not; and by the clock.
   */
  void fold(Shape shape, Report report, Consumer<String> say) {
    var usage = new ProcessUsage(ProcessHandle.current());
    say.accept("folding without keyframes, to warm up");
    long began = System.nanoTime();
    while (System.nanoTime() - began < WARMING.toNanos()) {
      foldFor(shape, WARMING);
    }
    say.accept("folding without keyframes");
    began = System.nanoTime();
    var cpu = usage.cpu();
    int folded = foldFor(shape, FOLDING);
    double cpuSeconds = usage.cpu().minus(cpu).toNanos() / 1e9;
    double seconds = (System.nanoTime() - began) / 1e9;
    long events = 0;
    for (int service = 0; service < folded; service++) {
      events += recorded(shape, service);
    }
    report
        .put("fold_events", events)
        .put("fold_events_per_s", events / cpuSeconds)
        .put("fold_wall_events_per_s", events / seconds);
  }

  /** Folds services for a while, by an engine that has nothing in memory yet; how many. */
  private int foldFor(Shape shape, Duration atMost) {
    var bare = engine(journal, new InMemoryKeyframeStore(), new InMemoryClockOffsets());
    long began = System.nanoTime();
    int folded = 0;
    while (folded < shape.services() && System.nanoTime() - began < atMost.toNanos()) {
      bare.rehydrate(shape.service(folded++), Long.MAX_VALUE);
    }
    return folded;
  }

  private long recorded(Shape shape, int service) {
    long events = 0;
    long from = 1;
    for (var page = journal.index().read(shape.mirror(service), from, 1_000);
        !page.isEmpty();
        page = journal.index().read(shape.mirror(service), from, 1_000)) {
      events += page.stream().mapToLong(entry -> entry.summary().total()).sum();
      from = page.getLast().address().sequenceNr() + 1;
    }
    return events;
  }

  /** Some states by the engine, with all its keyframes, and by plain replay. */
  void compare(Shape shape, Report report) {
    var reference = new FullReplay(journal.frames());
    var random = new SplittableRandom(shape.seed());
    long unlike = 0;
    for (int i = 0; i < COMPARED; i++) {
      int service = random.nextInt(shape.services());
      long at = Shape.START_NANOS + random.nextLong(shape.spanNanos());
      var answer = engine.rehydrate(shape.service(service), at);
      // A pause is of the common time line, frames are of the service's own.
      long local = engine.clock(shape.service(service), at).localNanos();
      var expected = reference.rehydrate(shape.mirror(service), local);
      var entity = shape.entity(service, random.nextInt(shape.entitiesOf(service)));
      var one = engine.entity(shape.service(service), entity, at).value();
      boolean alike =
          answer.completeness().isWhole()
              && answer.value().equals(expected)
              && Optional.ofNullable(expected.entities().get(entity)).equals(one);
      unlike += alike ? 0 : 1;
    }
    report.put("answers_compared", (long) COMPARED).put("answers_unlike_reference", unlike);
  }

  /** The entity changes of an average service, as plain Akka Persistence would keep them. */
  void recoverByAkka(Shape shape, CassandraConnection connection, Report report)
      throws InterruptedException {
    int service = average(shape);
    var changes = changes(shape, service);
    var taken = new ArrayList<Duration>();
    try (var akka = new AkkaRecovery(connection)) {
      akka.journal(changes);
      for (int i = 0; i <= RECOVERIES; i++) {
        var recovery = akka.recover(changes.get(i * changes.size() / (RECOVERIES + 1)).entity());
        if (i > 0) { // the first warms up
          taken.add(recovery);
        }
      }
    }
    taken.sort(null);
    double seconds = taken.get(taken.size() / 2).toNanos() / 1e9;
    report
        .put("akka_recovery_events", (long) changes.size())
        .put("akka_recovery_entity_p50_ms", seconds * 1e3)
        .put("akka_recovery_events_per_s", changes.size() / seconds);
  }

  private static int average(Shape shape) {
    int service = 0;
    while (service < shape.services() - 1 && shape.share(service) * shape.services() > 1) {
      service++;
    }
    return service;
  }

  private List<EntityChange> changes(Shape shape, int service) {
    var changes = new ArrayList<EntityChange>();
    var mirror = shape.mirror(service);
    journal
        .frames()
        .readRange(
            mirror,
            1,
            journal.frames().highestSequenceNr(mirror),
            stored -> {
              for (var event : FrameCodec.open(stored.address(), stored.bytes()).events()) {
                if (event instanceof EntityChange change) {
                  changes.add(change);
                }
              }
            });
    return changes;
  }
}
