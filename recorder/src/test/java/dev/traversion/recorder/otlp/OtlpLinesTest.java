package dev.traversion.recorder.otlp;

import static dev.traversion.recorder.otlp.Requests.NOON;
import static dev.traversion.recorder.otlp.Requests.RECORDED;
import static dev.traversion.recorder.otlp.Requests.read;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.traversion.model.attribute.Attributes;
import dev.traversion.model.attribute.Value;
import dev.traversion.model.event.Event;
import dev.traversion.model.event.EventId;
import dev.traversion.model.event.LogLine;
import dev.traversion.model.event.Measurement;
import dev.traversion.model.event.Origin;
import dev.traversion.model.event.SpanContext;
import dev.traversion.model.fixture.Events;
import dev.traversion.model.fixture.Seeds;
import dev.traversion.recorder.Intake.Encoding;
import dev.traversion.recorder.Intake.Signal;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class OtlpLinesTest {
  private static final int SEEDS = 40;
  private static final ObjectMapper JSON = new ObjectMapper();

  @Test
  void what_is_written_is_read_as_equal_events() {
    Seeds.forEach(
        SEEDS,
        seed -> {
          var events = transportable(seed);

          var back = new ArrayList<Event>();
          for (var line : lines(events)) {
            var decoded = read(signal(line), Encoding.JSON, line.getBytes(UTF_8));
            assertThat(decoded.reason()).isEmpty();
            back.addAll(Requests.events(decoded));
          }

          assertThat(back)
              .containsExactlyInAnyOrderElementsOf(
                  events.stream().map(OtlpLinesTest::dated).toList());
        });
  }

  @ParameterizedTest
  @EnumSource(Signal.class)
  void a_request_is_written_as_protobuf_itself_maps_it_but_for_ids_and_enums(Signal signal) {
    Seeds.forEach(
        SEEDS,
        seed -> {
          var events =
              transportable(seed).stream()
                  .filter(event -> OtlpEncoder.signalOf(event) == signal)
                  .toList();
          var protobuf = OtlpEncoder.encode(signal, events);
          var request =
              switch (signal) {
                case TRACES -> ExportTraceServiceRequest.parseFrom(protobuf);
                case LOGS -> ExportLogsServiceRequest.parseFrom(protobuf);
                case METRICS -> ExportMetricsServiceRequest.parseFrom(protobuf);
              };

          assertThat(JSON.readTree(ProtobufToJson.request(signal, request)))
              .isEqualTo(JSON.readTree(OtlpJson.of(signal, protobuf)));
        });
  }

  @Test
  void equal_records_come_back_as_many_as_they_were() {
    var events = new ArrayList<Event>();
    for (int i = 0; i < OtlpLines.LINE_EVENTS - 1; i++) {
      events.add(log(NOON + i, RECORDED, "line " + i, 0));
    }
    for (int ordinal = 0; ordinal < 3; ordinal++) {
      events.add(log(NOON + OtlpLines.LINE_EVENTS, RECORDED, "again", ordinal));
    }

    var lines = lines(events);

    assertThat(lines).hasSize(1);
    var back = Requests.events(read(Signal.LOGS, Encoding.JSON, lines.getFirst().getBytes(UTF_8)));
    assertThat(back).isEqualTo(events);
  }

  @Test
  void a_line_is_no_longer_than_readers_take_unless_one_event_is() {
    var events = new ArrayList<Event>();
    for (int i = 0; i < 90; i++) {
      events.add(log(NOON + i / 3, RECORDED, "x".repeat(40_000), i % 3));
    }
    events.add(log(NOON, RECORDED, "y".repeat(OtlpLines.LINE_BYTES), 0));

    var lines = lines(events);

    assertThat(lines.stream().filter(line -> line.length() > OtlpLines.LINE_BYTES)).hasSize(1);
    assertThat(lines.stream().filter(line -> line.contains("xxx")).map(OtlpLinesTest::bodies))
        .allSatisfy(bodies -> assertThat(bodies % 3).as("an instant is not cut").isZero())
        .hasSizeGreaterThan(3);
  }

  @Test
  void an_event_without_a_time_happened_when_it_was_recorded() {
    var point =
        new Measurement(
            Origin.unknown(),
            new Measurement.Metric("m", "", "", Attributes.none()),
            0,
            0,
            RECORDED,
            Attributes.none(),
            new Measurement.Point.Gauge(new Measurement.Reading.Whole(0)),
            0,
            List.of(),
            0);

    assertThat(lines(List.of(log(0, RECORDED, "when?", 0))).getFirst())
        .contains("\"observedTimeUnixNano\":\"" + RECORDED + "\"")
        .doesNotContain("\"timeUnixNano\"");
    assertThat(lines(List.of(point)).getFirst())
        .contains("\"timeUnixNano\":\"" + RECORDED + "\",\"asInt\":\"0\"");
  }

  @Test
  void text_that_is_not_well_formed_spoils_no_line() throws IOException {
    var line = lines(List.of(log(NOON, RECORDED, "half \ud83d of a pair\n", 0))).getFirst();
    assertThat(line).doesNotContain("\n");
    assertThat(JSON.readTree(line).findValue("stringValue").textValue())
        .isEqualTo("half \ufffd of a pair\n");
  }

  private static int bodies(String line) {
    return line.split("\"x{40000}\"", -1).length - 1;
  }

  private static Event dated(Event event) {
    return event instanceof LogLine log && log.timeNanos() == 0 && log.observedNanos() == 0
        ? log(log, RECORDED)
        : event instanceof Measurement point && point.timeNanos() == 0
            ? new Measurement(
                point.origin(),
                point.metric(),
                point.startNanos(),
                RECORDED,
                RECORDED,
                point.attributes(),
                point.point(),
                point.flags(),
                point.exemplars(),
                0)
            : event;
  }

  private static LogLine log(LogLine log, long observedNanos) {
    return new LogLine(
        log.origin(),
        0,
        observedNanos,
        RECORDED,
        log.severityNumber(),
        log.severityText(),
        log.eventName(),
        log.body(),
        log.attributes(),
        log.droppedAttributes(),
        log.flags(),
        log.context(),
        0);
  }

  private static LogLine log(long timeNanos, long recordedAtNanos, String body, int ordinal) {
    return new LogLine(
        Origin.unknown(),
        timeNanos,
        0,
        recordedAtNanos,
        9,
        "INFO",
        "",
        Value.of(body),
        Attributes.none(),
        0,
        0,
        SpanContext.none(),
        ordinal);
  }

  private static List<Event> transportable(long seed) {
    var source = new Events(seed);
    var events = new ArrayList<Event>();
    var ids = new HashSet<EventId>();
    for (int i = 0; i < 200; i++) {
      var event = Transportable.of(source.next(), RECORDED);
      if (ids.add(event.id())) {
        events.add(event);
      }
    }
    return events;
  }

  private static List<String> lines(List<Event> events) {
    var out = new ByteArrayOutputStream();
    try {
      var lines = new OtlpLines(out);
      int from = 0;
      for (int i = 1; i <= events.size(); i++) {
        if (i == events.size()
            || events.get(i).occurredAtNanos() != events.get(from).occurredAtNanos()) {
          lines.add(events.subList(from, i));
          from = i;
        }
      }
      lines.end();
      assertThat(lines.written(Signal.TRACES) + lines.written(Signal.LOGS))
          .isEqualTo(events.size() - lines.written(Signal.METRICS));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toString(UTF_8).lines().toList();
  }

  private static Signal signal(String line) {
    return line.startsWith("{\"resourceSpans\"")
        ? Signal.TRACES
        : line.startsWith("{\"resourceLogs\"") ? Signal.LOGS : Signal.METRICS;
  }
}
