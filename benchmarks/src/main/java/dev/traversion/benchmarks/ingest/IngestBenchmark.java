package dev.traversion.benchmarks.ingest;

import dev.traversion.benchmarks.Benchmark;
import dev.traversion.benchmarks.ChildJvm;
import dev.traversion.benchmarks.HeapWatch;
import dev.traversion.benchmarks.Report;
import dev.traversion.benchmarks.RunningNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * How many spans a second one node with its bundled Cassandra records durably, and how long a
 * sender waits for the acknowledgement. Reproduce with {@code ./traversion bench ingest}.
 */
@Command(
    name = "ingest",
    description = "Spans recorded durably a second, and the latency of the acknowledgement.")
public final class IngestBenchmark extends Benchmark {
  private static final String NODE = "node";
  private static final String CASSANDRA = "cassandra";
  private static final String SERVER = "server";
  private static final Duration REFERENCE_WARM_UP = Duration.ofSeconds(5);
  private static final Duration REFERENCE_MEASURED = Duration.ofSeconds(15);

  @Option(
      names = "--rate",
      paramLabel = "SPANS",
      defaultValue = "50000",
      description = "Spans a second. Default: ${DEFAULT-VALUE}.")
  private double rate;

  @Option(
      names = "--seconds",
      paramLabel = "S",
      defaultValue = "120",
      description = "The measured window. Default: ${DEFAULT-VALUE}.")
  private int seconds;

  @Option(
      names = "--warm-up",
      paramLabel = "S",
      defaultValue = "30",
      description = "At the same rate, before. Default: ${DEFAULT-VALUE}.")
  private int warmUp;

  @Option(
      names = "--services",
      paramLabel = "N",
      defaultValue = "10",
      description = "Services that send, of 2 or 3 instances each. Default: ${DEFAULT-VALUE}.")
  private int services;

  @Option(
      names = "--connections",
      paramLabel = "N",
      defaultValue = "64",
      description = "Requests under way at once. Default: ${DEFAULT-VALUE}.")
  private int connections;

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
      names = "--dir",
      paramLabel = "DIR",
      description = "Keep the node's data and log here. Default: a temporary one, removed.")
  private @Nullable Path keep;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "20260101",
      description = "Of ids and contents. Default: ${DEFAULT-VALUE}.")
  private long seed;

  @Override
  protected Report measure() throws IOException, InterruptedException {
    var load = new Load(seed, services);
    var plan =
        new LoadPlan(
            load, rate, Duration.ofSeconds(warmUp), Duration.ofSeconds(seconds), connections);
    say("preparing requests of %d spans for %d services".formatted(Load.SPANS, services));
    var journeys = new Journeys(load);
    var directory =
        keep == null
            ? Files.createTempDirectory("traversion-ingest")
            : Files.createDirectories(keep);
    try {
      var discarding = reference(plan, journeys, directory);
      var recording = recording(plan, journeys, directory);
      return report(plan, journeys, discarding, recording);
    } finally {
      if (keep == null) {
        deleteAll(directory);
      }
    }
  }

  /** The node's part. */
  private record Recorded(
      LoadResult result,
      CpuSplit cpu,
      long nodePeakMiB,
      long cassandraPeakMiB,
      double heapPeakMiB,
      JournalAudit.Findings findings) {}

  /** CPU of the discarding server, microseconds a span. */
  private double reference(LoadPlan plan, Journeys journeys, Path directory)
      throws IOException, InterruptedException {
    say("reference: the same load to a server that discards it");
    var ready = directory.resolve("discard.port");
    Files.deleteIfExists(ready);
    try (var server =
        ChildJvm.start(
            directory,
            ready,
            Duration.ofSeconds(30),
            List.of("-Xmx256m"),
            DiscardServer.class,
            List.of(ready.toString()))) {
      var cpu = new CpuSplit().watch(SERVER, server.handle());
      var result =
          drive(
              plan.lasting(REFERENCE_WARM_UP, REFERENCE_MEASURED),
              journeys,
              Integer.parseInt(server.ready()),
              cpu,
              () -> {});
      return microsPerSpan(cpu, SERVER, result);
    }
  }

  private Recorded recording(LoadPlan plan, Journeys journeys, Path directory)
      throws IOException, InterruptedException {
    say("starting a node with its Cassandra in " + directory);
    try (var node = RunningNode.start(directory, nodeHeap, nodeOptions);
        var heap = new HeapWatch(node.apiPort())) {
      say(
          "sending %,.0f spans/s, %d s of warm-up and %d s measured"
              .formatted(plan.spansPerSecond(), warmUp, seconds));
      var cpu =
          new CpuSplit().watch(NODE, node.process()).watch(CASSANDRA, node.cassandraProcess());
      var result = drive(plan, journeys, node.otlpHttpPort(), cpu, heap::look);
      long nodePeak = cpu.peakResidentMiB(NODE);
      long cassandraPeak = cpu.peakResidentMiB(CASSANDRA);
      say("reading the journal back from Cassandra");
      var findings =
          JournalAudit.of(node.cassandra(), plan.load(), plan.requests(), result.acknowledged());
      return new Recorded(result, cpu, nodePeak, cassandraPeak, heap.peakMiB(), findings);
    }
  }

  private LoadResult drive(
      LoadPlan plan, Journeys journeys, int port, CpuSplit cpu, Runnable everySecond)
      throws IOException, InterruptedException {
    return LoadDriver.run(
        plan,
        journeys,
        port,
        InstantSource.system(),
        new LoadDriver.Course() {
          @Override
          public void measuring() {
            cpu.begin();
          }

          @Override
          public void second(long second, long sent, long acked, long refusals) {
            everySecond.run();
            if (second > 0 && second % 5 == 0) {
              say(
                  "  %3d s: %,d spans sent, %,d acknowledged, %d refusals"
                      .formatted(second, sent, acked, refusals));
            }
          }

          @Override
          public void measured() {
            cpu.end();
          }
        });
  }

  private static double microsPerSpan(CpuSplit cpu, String process, LoadResult result) {
    return cpu.cpu(process).toNanos() / 1e3 / Math.max(1, result.ackedInWindow() * Load.SPANS);
  }

  private Report report(LoadPlan plan, Journeys journeys, double discardMicros, Recorded recorded) {
    var result = recorded.result();
    var cpu = recorded.cpu();
    var findings = recorded.findings();
    double nodeMicros = microsPerSpan(cpu, NODE, result);
    double sentSeconds = plan.dueNanos(plan.requests()) / 1e9;
    return new Report()
        .put("benchmark", "ingest")
        .put("target_spans_per_s", plan.spansPerSecond())
        .put("measured_s", (long) seconds)
        .put("services", (long) services)
        .put("seed", seed)
        .put("spans_per_request", (long) Load.SPANS)
        .put("request_bytes", (long) journeys.longestBody())
        .put("spans_per_s", result.spansPerSecond())
        .put("drain_ms", result.drain().toMillis())
        .put("ack_p50_ms", result.ackMillis(50))
        .put("ack_p99_ms", result.ackMillis(99))
        .put("ack_max_ms", result.ackMaxMillis())
        .put("refused", result.refusals())
        .put("retries", result.retries())
        .put("gave_up_requests", result.gaveUp())
        .put("rejected_spans", result.rejectedSpans())
        .put("late_starts", result.lateStarts())
        .put("acknowledged_spans", result.acknowledged().cardinality() * (long) Load.SPANS)
        .put("recorded_spans", findings.recorded())
        .put("missing_spans", findings.missing())
        .put("duplicate_spans", findings.duplicates())
        .put("stranger_spans", findings.strangers())
        .put("indexed_spans", findings.indexed())
        .put("cpu_driver_cores", cpu.cores(CpuSplit.DRIVER))
        .put("cpu_node_cores", cpu.cores(NODE))
        .put("cpu_cassandra_cores", cpu.cores(CASSANDRA))
        .put("node_heap_max", nodeHeap)
        .put("node_heap_peak_mb", recorded.heapPeakMiB())
        .put("node_rss_peak_mb", recorded.nodePeakMiB())
        .put("cassandra_rss_peak_mb", recorded.cassandraPeakMiB())
        .put("bytes_per_span_stored", findings.bytesPerSpan())
        .put("spans_per_frame", (double) findings.recorded() / Math.max(1, findings.frames()))
        .put("frames_per_s", findings.frames() / sentSeconds)
        .put("node_cpu_us_per_span", nodeMicros)
        .put("reference_discard_cpu_us_per_span", discardMicros)
        .put("ratio_node_vs_discard", nodeMicros / discardMicros);
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
