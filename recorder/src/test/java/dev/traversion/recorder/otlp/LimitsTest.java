package dev.traversion.recorder.otlp;

import static dev.traversion.recorder.otlp.Requests.RECORDED;
import static dev.traversion.recorder.otlp.Requests.TRACE;
import static dev.traversion.recorder.otlp.Requests.hex;
import static dev.traversion.recorder.otlp.Requests.log;
import static dev.traversion.recorder.otlp.Requests.logs;
import static dev.traversion.recorder.otlp.Requests.metrics;
import static dev.traversion.recorder.otlp.Requests.number;
import static dev.traversion.recorder.otlp.Requests.only;
import static dev.traversion.recorder.otlp.Requests.pair;
import static dev.traversion.recorder.otlp.Requests.service;
import static dev.traversion.recorder.otlp.Requests.span;
import static dev.traversion.recorder.otlp.Requests.text;
import static dev.traversion.recorder.otlp.Requests.traces;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import com.typesafe.config.ConfigFactory;
import dev.traversion.model.attribute.Attributes;
import dev.traversion.model.attribute.Binary;
import dev.traversion.model.attribute.Value;
import dev.traversion.model.event.Call;
import dev.traversion.model.event.LogLine;
import dev.traversion.model.event.Measurement;
import dev.traversion.recorder.Intake.Encoding;
import dev.traversion.recorder.Intake.Signal;
import dev.traversion.recorder.delivery.Decoded;
import dev.traversion.recorder.delivery.Limits;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.ArrayValue;
import io.opentelemetry.proto.common.v1.KeyValueList;
import io.opentelemetry.proto.metrics.v1.Exemplar;
import io.opentelemetry.proto.metrics.v1.Gauge;
import io.opentelemetry.proto.metrics.v1.Histogram;
import io.opentelemetry.proto.metrics.v1.HistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import io.opentelemetry.proto.trace.v1.Span;
import java.util.List;
import org.junit.jupiter.api.Test;

class LimitsTest {
  // 3 attributes, keys of 20 bytes, values of 10, bodies of 12, 2 events, 1 link, 2 exemplars,
  // 4 buckets, 2 levels
  private static final Limits SMALL = new Limits(3, 20, 10, 12, 2, 1, 2, 4, 2);

  @Test
  void have_the_documented_defaults() {
    assertThat(Limits.defaults())
        .isEqualTo(new Limits(128, 1024, 65_536, 65_536, 128, 128, 32, 10_000, 32));
  }

  @Test
  void are_set_by_the_documented_keys() {
    assertThat(Limits.of(ConfigFactory.load())).isEqualTo(Limits.defaults());
    assertThat(
            Limits.of(
                ConfigFactory.parseString(
                    "traversion.intake.limits { attributes = 1, key-bytes = 2, "
                        + "attribute-bytes = 3, body-bytes = 4, span-events = 5, links = 6, "
                        + "exemplars = 7, buckets = 8, depth = 9 }")))
        .isEqualTo(new Limits(1, 2, 3, 4, 5, 6, 7, 8, 9));
  }

  @Test
  void of_nothing_are_refused_by_name() {
    assertThatThrownBy(() -> new Limits(1, 1, 1, 1, 1, 0, 1, 1, 1))
        .hasMessage("limit 'links' must be at least 1: 0");
  }

  @Test
  void attributes_beyond_the_count_are_dropped_and_counted() {
    var call =
        call(
            span("a")
                .addAttributes(number("a", 1))
                .addAttributes(number("b", 2))
                .addAttributes(number("c", 3))
                .addAttributes(number("d", 4))
                .addAttributes(number("e", 5))
                .setDroppedAttributesCount(7));

    assertThat(call.attributes().keys()).containsExactly("a", "b", "c");
    assertThat(call.droppedAttributes()).isEqualTo(9);
  }

  @Test
  void an_attribute_with_a_key_that_is_too_long_is_dropped_and_counted() {
    var call = call(span("a").addAttributes(number("k".repeat(21), 1)));

    assertThat(call.attributes()).isEqualTo(Attributes.none());
    assertThat(call.droppedAttributes()).isEqualTo(1);
  }

  @Test
  void long_text_is_cut_between_characters_and_marked() {
    var call = call(span("a").addAttributes(text("k", "123456789\u00e9\u00e9")));

    assertThat(call.attributes())
        .isEqualTo(
            Attributes.builder().put("k", "123456789").put("traversion.truncated.k", 13).build());
  }

  @Test
  void long_bytes_are_cut_and_marked() {
    var bytes = AnyValue.newBuilder().setBytesValue(ByteString.copyFrom(new byte[11])).build();

    assertThat(call(span("a").addAttributes(pair("k", bytes))).attributes())
        .isEqualTo(
            Attributes.builder()
                .put("k", new Value.Bytes(Binary.wrap(new byte[10])))
                .put("traversion.truncated.k", 11)
                .build());
  }

  @Test
  void a_long_array_keeps_the_elements_that_fit() {
    var elements = ArrayValue.newBuilder();
    for (int i = 0; i < 5; i++) {
      elements.addValues(AnyValue.newBuilder().setStringValue("abc"));
    }
    var array = AnyValue.newBuilder().setArrayValue(elements).build();

    var attributes = call(span("a").addAttributes(pair("k", array))).attributes();

    assertThat(attributes.get("k"))
        .isEqualTo(new Value.Array(List.of(Value.of("abc"), Value.of("abc"), Value.of("a"))));
    assertThat(attributes.get("traversion.truncated.k"))
        .isEqualTo(Value.of((long) array.getSerializedSize()));
  }

  @Test
  void what_nests_too_deep_is_emptied_and_marked() {
    var value = AnyValue.newBuilder().setBoolValue(true).build();
    for (int i = 0; i < 3; i++) {
      value =
          AnyValue.newBuilder()
              .setKvlistValue(KeyValueList.newBuilder().addValues(pair("m", value)))
              .build();
    }

    var attributes = call(span("a").addAttributes(pair("k", value))).attributes();

    assertThat(attributes.get("k")).isEqualTo(map(map(Value.empty())));
    assertThat(attributes.keys()).contains("traversion.truncated.k");
  }

  @Test
  void a_request_nested_ten_thousand_deep_does_no_harm() {
    var value = AnyValue.newBuilder().setBoolValue(true).build().toByteString();
    for (int i = 0; i < 10_000; i++) {
      value = nested(5, nested(1, value));
    }
    var keyValue = nested(1, ByteString.copyFromUtf8("k")).concat(nested(2, value));
    var span = span("a").build().toByteString().concat(nested(9, keyValue));
    var scope = nested(2, span);
    var body = nested(1, nested(2, scope)).toByteArray();

    assertThat(new OtlpDecoder(SMALL, "default").decode(Signal.TRACES, Encoding.PROTOBUF, body, 1))
        .isInstanceOf(Decoded.Events.class);
  }

  @Test
  void a_long_body_of_an_exchange_is_marked_as_its_convention_says() {
    var call = call(span("a").addAttributes(text("traversion.request.body", "0123456789abcdef")));

    assertThat(call.attributes())
        .isEqualTo(Attributes.none()); // the key is longer than these limits allow
    var roomier = new Limits(3, 40, 10, 12, 2, 1, 2, 4, 2);
    assertThat(
            call(
                    roomier,
                    span("a")
                        .addAttributes(text("traversion.request.body", "0123456789abcdef"))
                        .addAttributes(number("traversion.request.body.size", 99)))
                .attributes())
        .isEqualTo(
            Attributes.builder()
                .put("traversion.request.body", "0123456789ab")
                .put("traversion.request.body.size", 99)
                .put("traversion.request.body.truncated", true)
                .build());
  }

  @Test
  void a_long_name_is_cut_and_marked() {
    var call = call(span("a name of 17 bytes"));

    assertThat(call.name()).isEqualTo("a name of ");
    assertThat(call.attributes().get("traversion.truncated_field.name")).isEqualTo(Value.of(18));
  }

  @Test
  void a_long_log_body_is_cut_and_marked() {
    var line =
        only(
            LogLine.class,
            read(SMALL, Signal.LOGS, logs(service("cart"), log("0123456789abcdef"))));

    assertThat(line.body()).isEqualTo(Value.of("0123456789ab"));
    assertThat(line.attributes()).isEqualTo(mark("traversion.truncated_field.body", 16));
  }

  @Test
  void span_events_and_links_beyond_the_count_are_dropped_and_counted() {
    var span = span("a").setDroppedEventsCount(1).setDroppedLinksCount(1);
    for (int i = 0; i < 5; i++) {
      span.addEvents(Span.Event.newBuilder().setName("e" + i));
      span.addLinks(
          Span.Link.newBuilder().setTraceId(hex(TRACE)).setSpanId(hex("00000000000000b" + i)));
    }

    var call = call(span);

    assertThat(call.events()).extracting(Call.SpanEvent::name).containsExactly("e0", "e1");
    assertThat(call.droppedEvents()).isEqualTo(4);
    assertThat(call.links()).hasSize(1);
    assertThat(call.droppedLinks()).isEqualTo(5);
  }

  @Test
  void exemplars_beyond_the_count_are_dropped_and_marked() {
    var point = NumberDataPoint.newBuilder().setAsInt(1);
    for (int i = 0; i < 5; i++) {
      point.addExemplars(Exemplar.newBuilder().setAsInt(i));
    }
    var gauge = Metric.newBuilder().setName("g").setGauge(Gauge.newBuilder().addDataPoints(point));

    var measurement =
        only(Measurement.class, read(SMALL, Signal.METRICS, metrics(service("cart"), gauge)));

    assertThat(measurement.exemplars()).hasSize(2);
    assertThat(measurement.attributes()).isEqualTo(mark("traversion.truncated_field.exemplars", 5));
  }

  @Test
  void a_point_of_too_many_buckets_is_rejected() {
    var point = HistogramDataPoint.newBuilder();
    for (int i = 0; i < 5; i++) {
      point.addBucketCounts(1);
    }
    for (int i = 0; i < 4; i++) {
      point.addExplicitBounds(i);
    }
    var histogram =
        Metric.newBuilder().setName("h").setHistogram(Histogram.newBuilder().addDataPoints(point));

    assertThat(read(SMALL, Signal.METRICS, metrics(service("cart"), histogram)).reason())
        .isEqualTo(
            "resourceMetrics[0].scopeMetrics[0].metrics[0] 'h' dataPoints[0]: "
                + "the point has more than 4 buckets or quantiles");
  }

  private static Attributes mark(String key, long size) {
    return Attributes.builder().put(key, size).build();
  }

  private static Value map(Value inner) {
    return new Value.KeyValues(Attributes.builder().put("m", inner).build());
  }

  private static ByteString nested(int field, ByteString content) {
    var length = ByteString.newOutput();
    int rest = content.size();
    length.write(field << 3 | 2);
    while (rest > 0x7f) {
      length.write((rest & 0x7f) | 0x80);
      rest >>>= 7;
    }
    length.write(rest);
    return length.toByteString().concat(content);
  }

  private static Call call(Span.Builder span) {
    return call(SMALL, span);
  }

  private static Call call(Limits limits, Span.Builder span) {
    return only(Call.class, read(limits, Signal.TRACES, traces(service("cart"), span)));
  }

  private static Decoded.Events read(Limits limits, Signal signal, byte[] body) {
    return (Decoded.Events)
        new OtlpDecoder(limits, "default").decode(signal, Encoding.PROTOBUF, body, RECORDED);
  }
}
