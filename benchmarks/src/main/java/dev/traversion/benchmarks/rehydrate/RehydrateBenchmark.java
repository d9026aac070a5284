package dev.traversion.benchmarks.rehydrate;

import dev.traversion.benchmarks.Benchmark;
import dev.traversion.benchmarks.Report;
import dev.traversion.cassandra.BundledCassandra;
import dev.traversion.cassandra.CassandraSettings;
import dev.traversion.journal.KeyframeStore;
import dev.traversion.journal.OpenFrames;
import dev.traversion.journal.cassandra.CassandraConnection;
import dev.traversion.journal.cassandra.CassandraJournal;
import dev.traversion.journal.cassandra.SchemaMigration;
import dev.traversion.journal.memory.InMemoryKeyframeStore;
import dev.traversion.model.event.TraceId;
import dev.traversion.model.frame.FrameAddress;
import dev.traversion.model.mirror.MirrorId;
import dev.traversion.model.mirror.ServiceId;
import dev.traversion.model.state.Fold;
import dev.traversion.replay.ReplayEngine;
import dev.traversion.replay.ReplaySettings;
import dev.traversion.replay.Sources;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * How long questions about the past take, over a history in a real Cassandra, beside replaying it
 * from the start. Reproduce with {@code ./traversion bench rehydrate}.
 */
@Command(
    name = "rehydrate",
    description = "How long questions about random instants take, beside plain replay.")
public final class RehydrateBenchmark extends Benchmark {
  private static final int KEYFRAME_ROUNDS = 40;
  private static final int CHECKED = 5;
  private static final int REFERENCES = 10;

  @Option(
      names = "--events",
      paramLabel = "N",
      defaultValue = "1000000",
      description = "Events of the history. Default: ${DEFAULT-VALUE}.")
  private long events;

  @Option(
      names = "--services",
      paramLabel = "N",
      defaultValue = "20",
      description = "Services. Default: ${DEFAULT-VALUE}.")
  private int services;

  @Option(
      names = "--entities",
      paramLabel = "N",
      defaultValue = "100000",
      description = "Entities of all services. Default: ${DEFAULT-VALUE}.")
  private int entities;

  @Option(
      names = "--frame-events",
      paramLabel = "N",
      defaultValue = "100",
      description = "Events of a frame. Default: ${DEFAULT-VALUE}.")
  private int frameEvents;

  @Option(
      names = "--minutes",
      paramLabel = "M",
      defaultValue = "120",
      description = "The time that the history covers. Default: ${DEFAULT-VALUE}.")
  private int minutes;

  @Option(
      names = "--questions",
      paramLabel = "N",
      defaultValue = "200",
      description = "Questions of each kind. Default: ${DEFAULT-VALUE}.")
  private int questions;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "20260101",
      description = "Of the history and the questions. Default: ${DEFAULT-VALUE}.")
  private long seed;

  @Override
  protected Report measure() throws IOException, InterruptedException {
    var shape =
        new GeneratedHistory.Shape(
            seed, events, services, entities, frameEvents, Duration.ofMinutes(minutes).toNanos());
    var directory = Files.createTempDirectory("traversion-rehydrate");
    try {
      say("starting Cassandra in " + directory);
      var settings = CassandraSettings.in(directory.resolve("cassandra")).withPort(0);
      try (var cassandra =
          BundledCassandra.start(settings, death -> say("Cassandra died: " + death))) {
        var connection = CassandraConnection.to(cassandra.address());
        SchemaMigration.apply(connection, SchemaMigration.Replication.single(), Clock.systemUTC());
        try (var journal = CassandraJournal.open(connection)) {
          return measure(shape, connection, journal);
        }
      }
    } finally {
      deleteAll(directory);
    }
  }

  private Report measure(
      GeneratedHistory.Shape shape, CassandraConnection connection, CassandraJournal journal)
      throws InterruptedException {
    var report =
        new Report()
            .put("benchmark", "rehydrate")
            .put("services", (long) services)
            .put("entities", (long) entities)
            .put("frame_events", (long) frameEvents)
            .put("seed", seed);
    var traces = write(shape, connection, journal, report);
    var asked = new Questions(shape, traces);
    var reference = new FullReplay(journal.frames());

    say("asking %d questions of each kind".formatted(questions));
    var history = engine(journal, journal.keyframes());
    var bare = engine(journal, new InMemoryKeyframeStore());
    var rehydrate = Stopwatch.time(questions, number -> asked.rehydrate(history, number));
    var withoutKeyframes = Stopwatch.time(questions, number -> asked.rehydrate(bare, number));
    var entity = Stopwatch.time(questions, number -> asked.entity(history, number));
    var system =
        Stopwatch.time(Math.max(1, questions / 10), number -> asked.rehydrateAll(history, number));
    var page = Stopwatch.time(questions, number -> asked.events(history, number));
    var trace = Stopwatch.time(questions, number -> asked.trace(history, number));

    say("reference: replaying from the start, %d times".formatted(REFERENCES));
    var full =
        Stopwatch.time(
            REFERENCES, number -> reference.rehydrate(asked.mirror(number), asked.instant(number)));
    say("comparing %d answers with the reference's".formatted(CHECKED));
    var wrong = asked.answeredWrongly(history, reference, CHECKED);
    return report
        .put("questions", (long) questions)
        .put("rehydrate_p50_ms", rehydrate.millis(50))
        .put("rehydrate_p95_ms", rehydrate.millis(95))
        .put("rehydrate_without_keyframes_p50_ms", withoutKeyframes.millis(50))
        .put("rehydrate_without_keyframes_p95_ms", withoutKeyframes.millis(95))
        .put("entity_at_p50_ms", entity.millis(50))
        .put("entity_at_p95_ms", entity.millis(95))
        .put("system_at_p50_ms", system.millis(50))
        .put("system_at_p95_ms", system.millis(95))
        .put("events_page_p50_ms", page.millis(50))
        .put("events_page_p95_ms", page.millis(95))
        .put("trace_by_id_p50_ms", trace.millis(50))
        .put("trace_by_id_p95_ms", trace.millis(95))
        .put("fold_events_per_s", foldRate(reference, asked.mirror(0), shape.endNanos()))
        .put("reference_full_replay_p50_ms", full.millis(50))
        .put(
            "reference_full_replay_events_per_s",
            (double) events / services / full.meanMillis() * 1e3)
        .put("ratio_vs_full_replay", full.millis(50) / rehydrate.millis(50))
        .put("answers_compared", (long) CHECKED)
        .put("answers_unlike_reference", (long) wrong.size());
  }

  /** Fills the journal; some of the traces written. */
  private List<TraceId> write(
      GeneratedHistory.Shape shape,
      CassandraConnection connection,
      CassandraJournal journal,
      Report report)
      throws InterruptedException {
    say("writing %,d events of %d services".formatted(events, services));
    var generated = new GeneratedHistory(shape);
    var builder = engine(journal, journal.keyframes()).keyframeBuilder();
    var traces = new ArrayList<TraceId>();
    long turns = shape.frames() / services;
    long keyframes = 0;
    long began = System.nanoTime();
    for (int service = 0; service < services; service++) {
      journal
          .mirrors()
          .register(new MirrorId(shape.service(service), 0))
          .toCompletableFuture()
          .join();
    }
    try (var writer = new JournalWriter(connection, journal.index())) {
      for (long turn = 0; turn < turns; turn++) {
        for (int service = 0; service < services; service++) {
          var frame = generated.nextFrame(service);
          writer.write(new FrameAddress(new MirrorId(shape.service(service), 0), turn + 1), frame);
          traces.add(frame.get(frame.size() / 2).context().traceId());
        }
        if ((turn + 1) % Math.max(1, turns / KEYFRAME_ROUNDS) == 0) {
          writer.flush();
          keyframes += builder.buildDue(ServiceId.DEFAULT_TENANT).size();
        }
      }
      writer.flush();
      report
          .put("events", turns * services * frameEvents)
          .put("frames", turns * services)
          .put("keyframes", keyframes)
          .put("bytes_per_event", (double) writer.bytes() / (turns * services * frameEvents));
    }
    say(
        "  written in %d s, with %d keyframes"
            .formatted((System.nanoTime() - began) / 1_000_000_000L, keyframes));
    return traces;
  }

  private static ReplayEngine engine(CassandraJournal journal, KeyframeStore keyframes) {
    return new ReplayEngine(
        new Sources(
            journal.mirrors(),
            journal.index(),
            journal.frames(),
            keyframes,
            journal.gaps(),
            OpenFrames.none()),
        ReplaySettings.defaults(),
        InstantSource.system());
  }

  /** Events folded a second, already decoded: the fold alone. */
  private static double foldRate(FullReplay reference, MirrorId mirror, long atNanos) {
    var all = reference.events(mirror);
    var fold = Stopwatch.time(REFERENCES, _ -> Fold.upTo(atNanos).addAll(all).finish());
    return all.size() / fold.millis(50) * 1e3;
  }

  private static void deleteAll(Path directory) throws IOException {
    try (var files = Files.walk(directory)) {
      for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }
}
