package dev.traversion.recorder.otlp;

import static dev.traversion.recorder.otlp.Requests.NOON;
import static dev.traversion.recorder.otlp.Requests.RECORDED;
import static dev.traversion.recorder.otlp.Requests.SPAN;
import static dev.traversion.recorder.otlp.Requests.TRACE;
import static dev.traversion.recorder.otlp.Requests.events;
import static dev.traversion.recorder.otlp.Requests.flag;
import static dev.traversion.recorder.otlp.Requests.hex;
import static dev.traversion.recorder.otlp.Requests.log;
import static dev.traversion.recorder.otlp.Requests.logs;
import static dev.traversion.recorder.otlp.Requests.number;
import static dev.traversion.recorder.otlp.Requests.only;
import static dev.traversion.recorder.otlp.Requests.read;
import static dev.traversion.recorder.otlp.Requests.service;
import static dev.traversion.recorder.otlp.Requests.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.traversion.model.attribute.Attributes;
import dev.traversion.model.attribute.Value;
import dev.traversion.model.event.ConfigChange;
import dev.traversion.model.event.Deployment;
import dev.traversion.model.event.Document;
import dev.traversion.model.event.EntityChange;
import dev.traversion.model.event.Event;
import dev.traversion.model.event.LogLine;
import dev.traversion.model.event.SpanContext;
import dev.traversion.model.event.SpanId;
import dev.traversion.model.event.SystemSignal;
import dev.traversion.model.event.TraceId;
import dev.traversion.recorder.Intake.Signal;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.logs.v1.SeverityNumber;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LogsTest {

  @Nested
  class A_log_record {
    @Test
    void becomes_a_log_line_with_all_its_fields() {
      var record =
          log("out of stock")
              .setObservedTimeUnixNano(NOON + 9)
              .setSeverityNumber(SeverityNumber.SEVERITY_NUMBER_ERROR2)
              .setSeverityText("Error")
              .setEventName("stock.empty")
              .addAttributes(text("item", "tea"))
              .setDroppedAttributesCount(2)
              .setFlags(1)
              .setTraceId(hex(TRACE))
              .setSpanId(hex(SPAN));

      var line = only(LogLine.class, read(Signal.LOGS, logs(service("cart"), record)));

      assertThat(line)
          .isEqualTo(
              new LogLine(
                  line.origin(),
                  NOON,
                  NOON + 9,
                  RECORDED,
                  18,
                  "Error",
                  "stock.empty",
                  Value.of("out of stock"),
                  Attributes.of("item", "tea"),
                  2,
                  1,
                  new SpanContext(TraceId.parse(TRACE), SpanId.parse(SPAN)),
                  0));
    }

    @Test
    void with_an_invalid_trace_id_belongs_to_no_call() {
      var record = log("a").setTraceId(hex("abcd")).setSpanId(hex("0000000000000000"));

      assertThat(only(LogLine.class, read(Signal.LOGS, logs(service("cart"), record))).context())
          .isSameAs(SpanContext.none());
    }

    @Test
    void keeps_an_event_name_that_announces_nothing() {
      var record = log("a").setEventName("traversion.unheard.of");

      assertThat(only(LogLine.class, read(Signal.LOGS, logs(service("cart"), record))).eventName())
          .isEqualTo("traversion.unheard.of");
    }
  }

  @Nested
  class Equal_records {
    @Test
    void of_one_request_are_numbered_and_differ_in_id() {
      var body = logs(service("cart"), log("same"), log("other"), log("same"), log("same"));

      var lines = events(read(Signal.LOGS, body));

      assertThat(lines).extracting(e -> ((LogLine) e).ordinal()).containsExactly(0, 0, 1, 2);
      assertThat(lines).extracting(Event::id).doesNotHaveDuplicates();
    }

    @Test
    void with_one_record_uid_are_one_event() {
      var same = text("log.record.uid", "u-1");
      var body = logs(service("cart"), log("a").addAttributes(same), log("a").addAttributes(same));

      assertThat(events(read(Signal.LOGS, body)).stream().map(Event::id).distinct()).hasSize(1);
    }

    @Test
    void of_two_services_are_no_equals() {
      var one = logs(service("cart"), log("same"));
      var two = logs(service("order"), log("same"));
      var both = new byte[one.length + two.length];
      System.arraycopy(one, 0, both, 0, one.length);
      System.arraycopy(two, 0, both, one.length, two.length);

      assertThat(events(read(Signal.LOGS, both)))
          .extracting(e -> ((LogLine) e).ordinal())
          .containsExactly(0, 0);
    }
  }

  @Nested
  class An_entity_change {
    @Test
    void truncated_by_its_sender_keeps_the_length_it_had() {
      var change =
          only(
              EntityChange.class,
              read(
                  Signal.LOGS,
                  logs(
                      service("order"),
                      entity("{\"a\":[1,")
                          .addAttributes(text("traversion.value.format", "json"))
                          .addAttributes(flag("traversion.value.truncated", true))
                          .addAttributes(number("traversion.value.size", 80_000)))));

      assertThat(change.value()).contains(new Document("{\"a\":[1,", true, 80_000));
      assertThat(change.attributes()).isEqualTo(Attributes.none());
    }

    @Test
    void longer_than_the_limit_is_cut_between_characters() {
      var change =
          only(
              EntityChange.class,
              read(Signal.LOGS, logs(service("order"), entity("\u20ac".repeat(30_000)))));

      var value = change.value().orElseThrow();
      assertThat(value.truncated()).isTrue();
      assertThat(value.originalLength()).isEqualTo(90_002);
      assertThat(value.json()).isEqualTo("\"" + "\u20ac".repeat(21_845));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{\"a\":", "{} {}", "nope", "{'a':1}"})
    void that_says_json_but_is_not_is_rejected(String body) {
      var decoded =
          read(
              Signal.LOGS,
              logs(
                  service("order"),
                  entity(body).addAttributes(text("traversion.value.format", "json"))));

      assertThat(decoded.accepted()).isZero();
      assertThat(decoded.reason())
          .startsWith("resourceLogs[0].scopeLogs[0].logRecords[0]: the body is not JSON: ");
    }

    @Test
    void of_an_unknown_operation_is_rejected() {
      assertRejected(
          entity("x").addAttributes(text("traversion.entity.operation", "merge")),
          "traversion.entity.operation is 'merge'; known: put, delete");
    }

    @Test
    void of_an_unknown_format_is_rejected() {
      assertRejected(
          entity("x").addAttributes(text("traversion.value.format", "xml")),
          "traversion.value.format is 'xml'; known: json");
    }

    @Test
    void with_a_key_that_is_no_text_is_rejected() {
      assertRejected(
          log("x")
              .setEventName("traversion.entity.change")
              .addAttributes(text("traversion.entity.type", "order"))
              .addAttributes(flag("traversion.entity.key", true)),
          "attribute traversion.entity.key is not a string");
    }

    @Test
    void with_a_key_that_is_too_long_is_rejected() {
      assertRejected(
          log("x")
              .setEventName("traversion.entity.change")
              .addAttributes(text("traversion.entity.type", "order"))
              .addAttributes(text("traversion.entity.key", "k".repeat(1025))),
          "attribute traversion.entity.key is longer than 1024");
    }

    private LogRecord.Builder entity(String body) {
      return log(body)
          .setEventName("traversion.entity.change")
          .addAttributes(text("traversion.entity.type", "order"))
          .addAttributes(text("traversion.entity.key", "42"));
    }
  }

  @Nested
  class A_config_change {
    @Test
    void deletes_a_setting() {
      var record =
          log("ignored")
              .setEventName("traversion.config.change")
              .addAttributes(text("traversion.config.key", "payment.timeout"))
              .addAttributes(text("traversion.config.operation", "delete"));

      var change = only(ConfigChange.class, read(Signal.LOGS, logs(service("cart"), record)));

      assertThat(change.key()).isEqualTo("payment.timeout");
      assertThat(change.value()).isEmpty();
    }

    @Test
    void without_a_key_is_rejected() {
      assertRejected(
          log("x").setEventName("traversion.config.change"),
          "attribute traversion.config.key is missing or empty");
    }
  }

  @Nested
  class A_deployment {
    @Test
    void takes_its_own_version_before_the_resources() {
      var resource =
          service("cart").toBuilder().addAttributes(text("service.version", "1")).build();
      var record =
          log("").setEventName("traversion.deployment").addAttributes(text("service.version", "2"));

      var deployment = only(Deployment.class, read(Signal.LOGS, logs(resource, record)));

      assertThat(deployment.version()).isEqualTo("2");
      assertThat(deployment.attributes()).isEqualTo(Attributes.none());
    }

    @Test
    void of_no_version_is_rejected() {
      assertRejected(
          log("").setEventName("traversion.deployment"),
          "a deployment needs service.version, as an attribute of its own or of the resource");
    }
  }

  @Nested
  class A_signal {
    @Test
    void without_a_time_happened_when_it_was_seen() {
      var record =
          log("137")
              .clearTimeUnixNano()
              .setObservedTimeUnixNano(NOON + 4)
              .setEventName("traversion.signal")
              .addAttributes(text("traversion.signal.name", "process.exit"));

      var signal = only(SystemSignal.class, read(Signal.LOGS, logs(service("cart"), record)));

      assertThat(signal.occurredAtNanos()).isEqualTo(NOON + 4);
      assertThat(signal.body()).isEqualTo(Value.of("137"));
    }

    @Test
    void without_a_name_is_rejected() {
      assertRejected(
          log("x").setEventName("traversion.signal"),
          "attribute traversion.signal.name is missing or empty");
    }
  }

  private static void assertRejected(LogRecord.Builder bad, String reason) {
    var decoded = read(Signal.LOGS, logs(service("cart"), log("before"), bad, log("after")));

    assertThat(decoded.accepted()).isEqualTo(2);
    assertThat(decoded.rejected()).isEqualTo(1);
    assertThat(decoded.reason()).isEqualTo("resourceLogs[0].scopeLogs[0].logRecords[1]: " + reason);
  }
}
