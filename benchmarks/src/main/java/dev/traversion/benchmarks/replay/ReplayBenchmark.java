package dev.traversion.benchmarks.replay;

import dev.traversion.benchmarks.Benchmark;
import dev.traversion.benchmarks.HeapWatch;
import dev.traversion.benchmarks.Report;
import dev.traversion.benchmarks.RunningNode;
import dev.traversion.cassandra.BundledCassandra;
import dev.traversion.cassandra.CassandraSettings;
import dev.traversion.journal.cassandra.CassandraConnection;
import dev.traversion.journal.cassandra.CassandraJournal;
import dev.traversion.journal.cassandra.SchemaMigration;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * How long questions about the past take a node, over a long history in a real Cassandra, beside
 * plain Akka Persistence. Reproduce with {@code ./traversion bench replay}.
 */
@Command(
    name = "replay",
    description = "How long a node needs for questions about a long past, beside plain replay.")
public final class ReplayBenchmark extends Benchmark {
  private static final Duration SETTLING = Duration.ofSeconds(30);
  private static final Duration WARM_UP = Duration.ofSeconds(5);
  private static final Duration PER_KIND = Duration.ofSeconds(90);

  /** Questions from this number on are not among those that are timed. */
  private static final int FIRST_UNTIMED = 1_000_000;

  private static final long MOST_ENTITIES = 1_000_000;

  @Option(
      names = "--events",
      paramLabel = "N",
      defaultValue = "10000000",
      description = "Events of the history. Default: ${DEFAULT-VALUE}.")
  private long events;

  @Option(
      names = "--days",
      paramLabel = "N",
      defaultValue = "7",
      description = "How long the history is. Default: ${DEFAULT-VALUE}.")
  private int days;

  @Option(
      names = "--entities",
      paramLabel = "N",
      description = "Entities of all services. Default: a tenth of the events, at most a million.")
  private @Nullable Integer entities;

  @Option(
      names = "--services",
      paramLabel = "N",
      defaultValue = "50",
      description = "Services. Default: ${DEFAULT-VALUE}.")
  private int services;

  @Option(
      names = "--frame-events",
      paramLabel = "N",
      defaultValue = "200",
      description = "Events of a frame, on average. Default: ${DEFAULT-VALUE}.")
  private int frameEvents;

  @Option(
      names = "--questions",
      paramLabel = "N",
      defaultValue = "300",
      description = "Questions of each kind; of the slower, fewer. Default: ${DEFAULT-VALUE}.")
  private int questions;

  @Option(
      names = "--node-heap",
      paramLabel = "SIZE",
      defaultValue = "1g",
      description = "The node's largest heap. Default: ${DEFAULT-VALUE}.")
  private String nodeHeap = "1g";

  @Option(
      names = "--node-option",
      paramLabel = "OPTION",
      description = "A further option for the node's JVM; may be repeated.")
  private List<String> nodeOptions = List.of();

  @Option(
      names = "--keep",
      paramLabel = "DIR",
      description = "Load the history here, and leave it. Default: a temporary place, removed.")
  private @Nullable Path keep;

  @Option(
      names = "--reuse",
      paramLabel = "DIR",
      description = "Ask the history that --keep left there. What a node builds is not built anew.")
  private @Nullable Path reuse;

  @Option(
      names = "--only",
      paramLabel = "FIGURE",
      description = "Measure this alone, such as entity_at_warm or fold; may be repeated.")
  private Set<String> only = Set.of();

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "20260101",
      description = "Of the history and the questions. Default: ${DEFAULT-VALUE}.")
  private long seed;

  @Override
  protected Report measure() throws IOException, InterruptedException {
    if (keep != null && reuse != null) {
      throw new IllegalArgumentException("either --keep or --reuse, not both");
    }
    if (reuse != null) {
      return measure(reuse, KeptHistory.read(reuse));
    }
    if (keep != null) {
      return measure(Files.createDirectories(keep), null);
    }
    var directory = Files.createTempDirectory("traversion-replay");
    try {
      return measure(directory, null);
    } finally {
      deleteAll(directory);
    }
  }

  private Shape shape() {
    int wanted = entities != null ? entities : (int) Math.min(MOST_ENTITIES, events / 10);
    return new Shape(
        seed,
        events,
        services,
        Math.max(services, wanted),
        frameEvents,
        Duration.ofDays(days).toNanos());
  }

  private Report measure(Path directory, @Nullable KeptHistory kept)
      throws IOException, InterruptedException {
    say("starting Cassandra in " + directory);
    var settings = CassandraSettings.in(KeptHistory.cassandra(directory)).withPort(0);
    try (var cassandra =
        BundledCassandra.start(settings, death -> say("Cassandra died: " + death))) {
      var connection = CassandraConnection.to(cassandra.address());
      SchemaMigration.apply(connection, SchemaMigration.Replication.single(), Clock.systemUTC());
      try (var journal = CassandraJournal.open(connection)) {
        var inProcess = new EngineFigures(journal);
        var history = kept;
        if (history == null) {
          say("loading %,d events of %d services".formatted(events, services));
          history = HistoryLoader.load(shape(), connection, journal, inProcess.engine(), this::say);
          history.write(directory);
        }
        var report = described(history, kept == null);
        ask(history, cassandra.address(), directory, report);
        if (wants("fold")) {
          inProcess.fold(history.shape(), report, this::say);
        }
        if (wants("answers")) {
          say("comparing answers with plain replay");
          inProcess.compare(history.shape(), report);
        }
        if (wants("akka_recovery")) {
          say("recovering by plain Akka Persistence");
          inProcess.recoverByAkka(history.shape(), connection, report);
        }
        return report;
      }
    }
  }

  private Report described(KeptHistory history, boolean loaded) {
    var shape = history.shape();
    return new Report()
        .put("benchmark", "replay")
        .put("events", history.events())
        .put("entities", (long) shape.entities())
        .put("services", (long) shape.services())
        .put("days", Duration.ofNanos(shape.spanNanos()).toDays())
        .put("seed", shape.seed())
        .put("late_percent", 100.0 * history.lateEvents() / history.events())
        .put("frames", history.frames())
        .put("bytes_per_event", (double) history.bytes() / history.events())
        .put("keyframes", history.keyframes())
        .put("loaded_in_this_run", Boolean.toString(loaded))
        .put("load_s", history.loadSeconds())
        .put("build_s", history.buildSeconds());
  }

  /** Questions to nodes, each started for it. */
  private void ask(KeptHistory history, InetSocketAddress cassandra, Path directory, Report report)
      throws IOException, InterruptedException {
    var replies = new NodeQuestions.Replies();
    double heap;
    try (var node = RunningNode.start(directory, nodeHeap, nodeOptions, cassandra);
        var asked = new NodeQuestions(history, node.apiPort(), replies);
        var watched = new HeapWatch(node.apiPort());
        var everySecond = Executors.newSingleThreadScheduledExecutor()) {
      var _ = everySecond.scheduleAtFixedRate(watched::look, 0, 1, TimeUnit.SECONDS);
      askWarm(asked, report);
      everySecond.shutdownNow();
      heap = watched.peakMiB();
    }
    if (wants("entity_at_cold")) {
      askCold(history, cassandra, directory, replies, report);
    }
    report
        .put("heap_peak_mb", heap)
        .put("answers_found", replies.found())
        .put("answers_incomplete", replies.incomplete())
        .put("answers_failed", replies.failed());
    if (replies.incomplete() > 0) {
      report.put("first_incomplete", replies.firstIncomplete());
    }
    if (replies.failed() > 0) {
      report.put("first_failure", replies.firstFailure());
    }
  }

  private void askCold(
      KeptHistory history,
      InetSocketAddress cassandra,
      Path directory,
      NodeQuestions.Replies replies,
      Report report)
      throws IOException, InterruptedException {
    var cold = new Stopwatch();
    for (int round = 0; round < ColdRound.ROUNDS; round++) {
      say("starting a node anew, for cold questions");
      try (var node = RunningNode.start(directory, nodeHeap, nodeOptions, cassandra);
          var asked = new NodeQuestions(history, node.apiPort(), replies)) {
        ColdRound.ask(round, history.shape(), asked, cold);
      }
    }
    figure(report, "entity_at_cold", cold);
  }

  private boolean wants(String figure) {
    return only.isEmpty() || only.contains(figure);
  }

  /** One kind of question to a node that has been up for a while, and how often it is timed. */
  private record Kind(String figure, int count, Stopwatch.Question question) {}

  private List<Kind> kinds(NodeQuestions asked) {
    return Stream.of(
            new Kind("entity_at_warm", questions, asked::entity),
            new Kind("service_at", questions / 3, asked::service),
            new Kind("system_at", questions / 3, asked::system),
            new Kind("scrub", 3 * NodeQuestions.HOUR_INSTANTS, asked::scrub),
            new Kind("trace_by_id", questions, asked::trace),
            new Kind("search_attribute", questions, asked::searchAttribute),
            new Kind("search_text", questions, asked::searchText))
        .filter(kind -> wants(kind.figure))
        .toList();
  }

  private void askWarm(NodeQuestions asked, Report report) throws InterruptedException {
    var kinds = kinds(asked);
    if (kinds.isEmpty()) {
      return;
    }
    say("letting the node get used to questions");
    long began = System.nanoTime();
    for (int number = FIRST_UNTIMED; System.nanoTime() - began < SETTLING.toNanos(); number++) {
      kinds.get(number % kinds.size()).question.ask(number);
    }
    for (var kind : kinds) {
      say("asking %d times: %s".formatted(kind.count, kind.figure));
      figure(report, kind.figure, Stopwatch.time(kind.count, WARM_UP, PER_KIND, kind.question));
    }
  }

  private static void figure(Report report, String name, Stopwatch stopwatch) {
    report
        .put(name + "_asked", stopwatch.count())
        .put(name + "_p50_ms", stopwatch.millis(50))
        .put(name + "_p95_ms", stopwatch.millis(95));
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
