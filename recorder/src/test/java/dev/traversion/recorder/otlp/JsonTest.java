package dev.traversion.recorder.otlp;

import static dev.traversion.recorder.otlp.Requests.events;
import static dev.traversion.recorder.otlp.Requests.only;
import static org.assertj.core.api.Assertions.assertThat;

import dev.traversion.model.attribute.Attributes;
import dev.traversion.model.attribute.Binary;
import dev.traversion.model.attribute.Value;
import dev.traversion.model.event.Call;
import dev.traversion.model.event.LogLine;
import dev.traversion.model.event.Measurement;
import dev.traversion.model.event.Measurement.OptionalReal;
import dev.traversion.model.event.Measurement.Point;
import dev.traversion.model.event.Measurement.Reading;
import dev.traversion.recorder.Intake.Encoding;
import dev.traversion.recorder.Intake.Signal;
import dev.traversion.recorder.delivery.Decoded;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonTest {

  @Nested
  class OTLP_JSON {
    @Test
    void has_ids_in_hex_of_either_case() {
      var call = call("\"traceId\":\"5B8EFFF798038103d269b633813fc60c\"", "");

      assertThat(call.context().traceId()).hasToString("5b8efff798038103d269b633813fc60c");
    }

    @Test
    void has_enums_as_numbers_and_their_names_are_understood() {
      assertThat(call("\"kind\":2", "").spanKind()).isEqualTo(Call.KIND_SERVER);
      assertThat(call("\"kind\":\"SPAN_KIND_CLIENT\"", "").spanKind()).isEqualTo(Call.KIND_CLIENT);
    }

    @Test
    void has_64_bit_numbers_as_text_or_numbers() {
      assertThat(call("\"startTimeUnixNano\":1767268800000000001", "").startNanos())
          .isEqualTo(1767268800000000001L);
      assertThat(call("\"startTimeUnixNano\":\"1767268800000000001\"", "").startNanos())
          .isEqualTo(1767268800000000001L);
    }

    @Test
    void keeps_the_type_of_every_value() {
      var call =
          call(
              "\"kind\":1",
              """
              {"key":"text","value":{"stringValue":""}},
              {"key":"int","value":{"intValue":"-9223372036854775808"}},
              {"key":"number","value":{"intValue":7}},
              {"key":"real","value":{"doubleValue":1}},
              {"key":"nan","value":{"doubleValue":"NaN"}},
              {"key":"flag","value":{"boolValue":false}},
              {"key":"bytes","value":{"bytesValue":"AQI="}},
              {"key":"unpadded","value":{"bytesValue":"_-8"}},
              {"key":"array","value":{"arrayValue":{"values":[{"intValue":1},{},null]}}},
              {"key":"map","value":{"kvlistValue":{"values":[{"key":"k","value":{}}]}}},
              {"key":"nothing","value":null}
              """);

      assertThat(call.attributes())
          .isEqualTo(
              Attributes.builder()
                  .put("text", "")
                  .put("int", Long.MIN_VALUE)
                  .put("number", 7)
                  .put("real", 1.0)
                  .put("nan", Double.NaN)
                  .put("flag", false)
                  .put("bytes", new Value.Bytes(Binary.wrap(new byte[] {1, 2})))
                  .put("unpadded", new Value.Bytes(Binary.wrap(new byte[] {-1, -17})))
                  .put("array", new Value.Array(List.of(Value.of(1), Value.empty(), Value.empty())))
                  .put(
                      "map",
                      new Value.KeyValues(Attributes.builder().put("k", Value.empty()).build()))
                  .put("nothing", Value.empty())
                  .build());
    }

    @Test
    void may_hold_fields_that_nobody_knows_and_nulls() {
      var call = call("\"later\":{\"a\":[1,{}]},\"trace_state\":\"x\",\"traceState\":null", "");

      assertThat(call.traceState()).isEmpty();
    }

    @Test
    void with_a_lone_surrogate_gets_a_replacement_character() {
      assertThat(call("\"name\":\"a\\ud800b\\ud83d\\ude00\"", "").name())
          .isEqualTo("a\ufffdb\ud83d\ude00");
    }

    @Test
    void of_logs_is_read() {
      var body =
          """
          {"resourceLogs":[{"resource":{"attributes":[
             {"key":"service.name","value":{"stringValue":"my.service"}}]},
           "scopeLogs":[{"scope":{"name":"my.library","version":"1.0.0","attributes":[
             {"key":"my.scope.attribute","value":{"stringValue":"some scope attribute"}}]},
            "logRecords":[{"timeUnixNano":"1544712660300000000",
              "observedTimeUnixNano":"1544712660300000000","severityNumber":10,
              "severityText":"Information","traceId":"5B8EFFF798038103D269B633813FC60C",
              "spanId":"EEE19B7EC3C1B174","body":{"stringValue":"Example log record"}}]}]}]}
          """;

      var line = only(LogLine.class, read(Signal.LOGS, body));

      assertThat(line.body()).isEqualTo(Value.of("Example log record"));
      assertThat(line.severityNumber()).isEqualTo(10);
      assertThat(line.context().spanId()).hasToString("eee19b7ec3c1b174");
      assertThat(line.origin().scope().name()).isEqualTo("my.library");
    }

    @Test
    void of_metrics_is_read() {
      var body =
          """
          {"resourceMetrics":[{"scopeMetrics":[{"metrics":[
            {"name":"my.counter","unit":"1","description":"I am a Counter","sum":{
              "aggregationTemporality":1,"isMonotonic":true,"dataPoints":[
                {"asDouble":5,"startTimeUnixNano":"1544712660300000000",
                 "timeUnixNano":"1544712660300000000"}]}},
            {"name":"my.gauge","gauge":{"dataPoints":[
                {"asInt":"10","timeUnixNano":"1544712660300000000"}]}},
            {"name":"my.histogram","histogram":{"aggregationTemporality":2,"dataPoints":[
                {"count":"2","sum":0,"bucketCounts":["1",1],"explicitBounds":[1.5],
                 "min":0,"timeUnixNano":"1544712660300000000"}]}},
            {"name":"my.exponential","exponentialHistogram":{"aggregationTemporality":1,
                "dataPoints":[{"count":"3","scale":-1,"zeroCount":1,
                 "positive":{"offset":-2,"bucketCounts":["0","2"]}}]}},
            {"name":"my.summary","summary":{"dataPoints":[{"count":"1","sum":2.5,
                 "quantileValues":[{"quantile":0.5,"value":2.5}]}]}}
          ]}]}]}
          """;

      assertThat(events(read(Signal.METRICS, body)))
          .extracting(event -> ((Measurement) event).point())
          .containsExactly(
              new Point.Sum(new Reading.Real(5), 1, true),
              new Point.Gauge(new Reading.Whole(10)),
              new Point.Histogram(
                  2,
                  2,
                  OptionalReal.of(0),
                  OptionalReal.of(0),
                  OptionalReal.absent(),
                  List.of(1.5),
                  List.of(1L, 1L)),
              new Point.ExponentialHistogram(
                  1,
                  3,
                  OptionalReal.absent(),
                  OptionalReal.absent(),
                  OptionalReal.absent(),
                  -1,
                  1,
                  0,
                  new Measurement.Buckets(-2, List.of(0L, 2L)),
                  new Measurement.Buckets(0, List.of())),
              new Point.Summary(1, 2.5, List.of(new Measurement.Quantile(0.5, 2.5))));
    }
  }

  @Nested
  class A_body_is_malformed {
    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        value = {
          "''|not JSON: the body is empty",
          "[]|the body: expected an object, found an array at character 0",
          "{} {}|the body: expected the end of the body, found an object at character 3",
          "{'resourceSpans':7}|/resourceSpans: expected an array, found 7 at character 17",
          "{'resourceSpans':[{'scopeSpans':[{'spans':[{'traceId':'xyz'}]}]}]}"
              + "|/resourceSpans/0/scopeSpans/0/spans/0/traceId: expected a hex string, found 'xyz'"
              + " at character 54",
          "{'resourceSpans':[{'scopeSpans':[{'spans':[{'startTimeUnixNano':-1}]}]}]}"
              + "|/resourceSpans/0/scopeSpans/0/spans/0/startTimeUnixNano: expected a whole number"
              + " of 64 bits, not negative, found -1 at character 64",
          "{'resourceSpans':[{'scopeSpans':[{'spans':[{'endTimeUnixNano':1e999999999}]}]}]}"
              + "|/resourceSpans/0/scopeSpans/0/spans/0/endTimeUnixNano: expected a whole number of"
              + " 64 bits, not negative, found 1e999999999 at character 62",
          "{'resourceSpans':[{'scopeSpans':[{'spans':[{'name':true}]}]}]}"
              + "|/resourceSpans/0/scopeSpans/0/spans/0/name: expected a string, found true"
              + " at character 51",
          "{'resourceSpans':[{'scopeSpans':[{'spans':[{'kind':'SERVER'}]}]}]}"
              + "|/resourceSpans/0/scopeSpans/0/spans/0/kind: expected the number of an enum value,"
              + " found 'SERVER' at character 51",
        })
    void and_says_where_and_why(String body, String reason) {
      var json = body.replace('\'', '"').getBytes(StandardCharsets.UTF_8);

      assertThat(Requests.decode(Signal.TRACES, Encoding.JSON, json))
          .isEqualTo(new Decoded.Malformed(reason));
    }

    @Test
    void when_it_is_cut_short() {
      var json = "{\"resourceSpans\":[{".getBytes(StandardCharsets.UTF_8);

      assertThat(Requests.decode(Signal.TRACES, Encoding.JSON, json))
          .isInstanceOfSatisfying(
              Decoded.Malformed.class,
              malformed -> assertThat(malformed.reason()).startsWith("not JSON: Unexpected end"));
    }

    @Test
    void when_it_nests_without_end() {
      var json = "[".repeat(100_000).getBytes(StandardCharsets.UTF_8);
      var field = ("{\"x\":" + new String(json, StandardCharsets.UTF_8));

      assertThat(
              Requests.decode(Signal.TRACES, Encoding.JSON, field.getBytes(StandardCharsets.UTF_8)))
          .isInstanceOf(Decoded.Malformed.class);
    }
  }

  private static Call call(String fields, String attributes) {
    var body =
        """
        {"resourceSpans":[{"scopeSpans":[{"spans":[{
          "traceId":"5b8efff798038103d269b633813fc60c","spanId":"eee19b7ec3c1b174",
          "startTimeUnixNano":"1","endTimeUnixNano":"2",%s,"attributes":[%s]}]}]}]}
        """
            .formatted(fields, attributes);
    return only(Call.class, read(Signal.TRACES, body));
  }

  private static Decoded.Events read(Signal signal, String json) {
    return Requests.read(signal, Encoding.JSON, json.getBytes(StandardCharsets.UTF_8));
  }
}
