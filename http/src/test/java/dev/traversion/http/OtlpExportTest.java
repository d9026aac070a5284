package dev.traversion.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.traversion.journal.FrameEntry;
import dev.traversion.journal.OpenFrames;
import dev.traversion.journal.memory.InMemoryFrameIndex;
import dev.traversion.journal.memory.InMemoryFrameStore;
import dev.traversion.journal.memory.InMemoryGapLog;
import dev.traversion.journal.memory.InMemoryKeyframeStore;
import dev.traversion.journal.memory.InMemoryMirrorRegistry;
import dev.traversion.model.attribute.Attributes;
import dev.traversion.model.attribute.Value;
import dev.traversion.model.event.Deployment;
import dev.traversion.model.event.Event;
import dev.traversion.model.event.LogLine;
import dev.traversion.model.event.Origin;
import dev.traversion.model.event.SpanContext;
import dev.traversion.model.fixture.Histories;
import dev.traversion.model.fixture.Seeds;
import dev.traversion.model.frame.FrameAddress;
import dev.traversion.model.frame.FrameCodec;
import dev.traversion.model.frame.FrameSummary;
import dev.traversion.model.mirror.MirrorId;
import dev.traversion.model.mirror.ServiceId;
import dev.traversion.recorder.Intake.Encoding;
import dev.traversion.recorder.Intake.Signal;
import dev.traversion.recorder.delivery.Decoded;
import dev.traversion.recorder.delivery.Limits;
import dev.traversion.recorder.otlp.OtlpDecoder;
import dev.traversion.replay.ArchiveWindow;
import dev.traversion.replay.ReplayEngine;
import dev.traversion.replay.ReplaySettings;
import dev.traversion.replay.Sources;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class OtlpExportTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final ServiceId CART = ServiceId.parsePath("default", "cart");
  private static final Set<Signal> ALL = EnumSet.allOf(Signal.class);
  private static final long NOON = 1_767_268_800_000_000_000L;

  private final InMemoryMirrorRegistry mirrors = new InMemoryMirrorRegistry();
  private final InMemoryFrameIndex index = new InMemoryFrameIndex();
  private final InMemoryFrameStore frames = new InMemoryFrameStore();
  private final ReplayEngine history =
      new ReplayEngine(
          new Sources(
              mirrors,
              index,
              frames,
              new InMemoryKeyframeStore(),
              new InMemoryGapLog(),
              OpenFrames.none()),
          ReplaySettings.defaults(),
          InstantSource.fixed(Instant.EPOCH));
  private long sequenceNr;

  private void record(List<Event> events) {
    var entry = index(events);
    frames.append(entry.address(), FrameCodec.encode(events));
  }

  /** Lists a frame that the journal does not hold. */
  private FrameEntry index(List<Event> events) {
    var mirror = new MirrorId(CART, 0);
    mirrors.register(mirror).toCompletableFuture().join();
    var address = new FrameAddress(mirror, ++sequenceNr);
    var entry = new FrameEntry(address, FrameSummary.of(events), 1_000);
    index.write(entry, events).toCompletableFuture().join();
    return entry;
  }

  private List<JsonNode> export(Set<Signal> signals, ArchiveWindow window) {
    var out = new ByteArrayOutputStream();
    try {
      new OtlpExport(history, "default")
          .write(new OtlpExport.Scope(Set.of(), signals, window), out);
      var lines = new ArrayList<JsonNode>();
      for (var line : out.toString(StandardCharsets.UTF_8).split("\n", -1)) {
        if (!line.isEmpty()) {
          lines.add(JSON.readTree(line));
        }
      }
      return lines;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What a recorder makes of the lines, one after the other. */
  private static List<Event> recorded(List<JsonNode> lines) {
    var decoder = new OtlpDecoder(Limits.defaults(), "default");
    var events = new ArrayList<Event>();
    for (var line : lines) {
      var body = line.toString().getBytes(StandardCharsets.UTF_8);
      var decoded = (Decoded.Events) decoder.decode(signal(line), Encoding.JSON, body, NOON);
      assertThat(decoded.reason()).isEmpty();
      assertThat(Set.of(CART)).containsAll(decoded.byService().keySet());
      decoded.byService().values().forEach(events::addAll);
    }
    return events;
  }

  private static Signal signal(JsonNode line) {
    return line.has("resourceSpans")
        ? Signal.TRACES
        : line.has("resourceLogs") ? Signal.LOGS : Signal.METRICS;
  }

  /** All that an event is, but for when it was recorded. */
  private static List<String> told(List<Event> events) {
    return events.stream()
        .map(event -> event.toString().replaceFirst("recordedAtNanos=-?\\d+", ""))
        .toList();
  }

  private static JsonNode last(List<JsonNode> lines) {
    return lines.getLast().at("/traversion/foot");
  }

  @Test
  void a_recorder_that_reads_the_file_has_the_events_of_the_window_again() {
    Seeds.forEach(
        30,
        seed -> {
          var world = new OtlpExportTest();
          var histories = new Histories(seed);
          var past = histories.next(150);
          past.frames().forEach(world::record);
          long one = histories.instant(past);
          long other = histories.instant(past);
          var window = new ArchiveWindow(Math.min(one, other), Math.max(one, other));
          var ids = new HashSet<>();
          var expected =
              past.arrivals().stream()
                  .filter(event -> window.contains(event.occurredAtNanos()) && ids.add(event.id()))
                  .toList();

          var lines = world.export(ALL, window);

          assertThat(told(recorded(lines))).containsExactlyInAnyOrderElementsOf(told(expected));
          var foot = last(lines);
          assertThat(foot.path("lines").asInt()).isEqualTo(lines.size());
          assertThat(
                  foot.path("spans").asInt()
                      + foot.path("logRecords").asInt()
                      + foot.path("dataPoints").asInt())
              .isEqualTo(expected.size());
          assertThat(foot.has("completeness")).isFalse();
        });
  }

  @Test
  void the_files_of_the_three_signals_are_together_the_file_of_all() {
    record(new Histories(3).next(200).arrivals());
    var always = new ArchiveWindow(0, Long.MAX_VALUE);
    var together = new ArrayList<Event>();
    for (var signal : ALL) {
      var lines = export(Set.of(signal), always);
      assertThat(lines).allMatch(line -> signal(line) == signal);
      together.addAll(recorded(lines));
    }
    assertThat(told(together))
        .containsExactlyInAnyOrderElementsOf(told(recorded(export(ALL, always))));
  }

  @Test
  void deployments_come_before_the_telemetry_that_gives_them_away() {
    record(List.of(log(NOON, "before", 0), deployment(NOON + 5), log(NOON + 6, "after", 0)));

    var lines = export(ALL, new ArchiveWindow(NOON, NOON + 10));

    assertThat(lines).hasSize(5);
    assertThat(lines.get(0).at("/traversion/head/from").asText()).isEqualTo("2026-01-01T12:00:00Z");
    assertThat(recorded(lines.subList(1, 2))).allMatch(event -> event instanceof Deployment);
    assertThat(lines.get(2).at("/traversion").has("deploymentsEnd")).isTrue();
    assertThat(recorded(lines.subList(3, 4))).hasSize(2);
  }

  @Test
  void equal_records_in_different_frames_come_back_as_two() {
    record(List.of(log(NOON, "again", 0)));
    record(List.of(log(NOON, "again", 1)));

    var lines = export(ALL, new ArchiveWindow(NOON, NOON));

    assertThat(recorded(lines)).hasSize(2);
    assertThat(recorded(lines).stream().map(Event::id).distinct()).hasSize(2);
  }

  @Test
  void what_is_lost_is_told_in_the_last_line() {
    record(List.of(log(NOON, "here", 0)));
    index(List.of(log(NOON + 1, "lost", 0), deployment(NOON + 2)));

    var lines = export(ALL, new ArchiveWindow(NOON, NOON + 9));

    assertThat(last(lines).at("/completeness/gapsTotal").asInt()).isEqualTo(1);
    assertThat(last(lines).at("/completeness/gaps/0/lost/events").asInt()).isEqualTo(2);
    assertThat(recorded(lines)).hasSize(1);
  }

  @Test
  void a_line_about_the_file_is_a_request_of_nothing() {
    for (var signal : ALL) {
      var lines = export(Set.of(signal), new ArchiveWindow(NOON, NOON + 9));
      assertThat(recorded(lines)).isEmpty();
      assertThat(lines).allMatch(line -> line.properties().iterator().next().getValue().isEmpty());
    }
  }

  private static Origin origin() {
    return new Origin(
        new Origin.Resource(Attributes.of("service.name", "cart"), 0, ""),
        Origin.unknown().scope());
  }

  private static Event log(long atNanos, String body, int ordinal) {
    return new LogLine(
        origin(),
        atNanos,
        0,
        atNanos,
        9,
        "",
        "",
        Value.of(body),
        Attributes.none(),
        0,
        0,
        SpanContext.none(),
        ordinal);
  }

  private static Event deployment(long atNanos) {
    return new Deployment(
        origin(),
        "1.2.0",
        "1.1.0",
        "",
        "",
        Deployment.Source.SERVICE_VERSION,
        atNanos,
        atNanos,
        Attributes.none(),
        0);
  }

  @Nested
  class Asked_by_HTTP {
    private final OpenApiDocument document = new OpenApiDocument();

    @Test
    void it_answers_with_lines_as_the_document_says() {
      record(List.of(log(TestNode.NOW.getEpochSecond() * 1_000_000_000L, "now", 0)));
      try (var node = new TestNode()) {
        node.sweep = history;
        var reply = node.get("/api/v1/export/otlp?from=-1m");
        assertThat(reply.contentType()).isEqualTo("application/x-ndjson");
        assertThat(reply.header("Content-Disposition")).contains("incident.otlp.jsonl");
        assertThat(reply.body().lines()).hasSize(4);

        var wrong = node.get("/api/v1/export/otlp?signal=spans");
        assertThat(wrong.status()).isEqualTo(400);
        document.assertFits("GET /api/v1/export/otlp", wrong);
        for (var unknown : List.of("nobody", "shop%2Fnobody")) {
          assertThat(node.get("/api/v1/export/otlp?service=" + unknown).status()).isEqualTo(404);
          assertThat(node.get("/api/v1/export?service=" + unknown).status()).isEqualTo(404);
        }
        assertThat(node.get("/api/v1/export/otlp?signal=traces&signal=metrics").body())
            .contains("\"signals\":[\"traces\",\"metrics\"]");
      }
    }

    @Test
    void a_history_that_fails_breaks_the_file_off() {
      try (var node = new TestNode()) {
        node.sweep =
            (_, _) -> {
              throw new IllegalStateException("the journal is away");
            };
        assertThat(catchThrowable(() -> node.get("/api/v1/export/otlp")))
            .hasCauseInstanceOf(IOException.class);
      }
    }
  }
}
