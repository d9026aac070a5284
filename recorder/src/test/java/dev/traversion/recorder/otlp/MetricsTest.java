package dev.traversion.recorder.otlp;

import static dev.traversion.recorder.otlp.Requests.NOON;
import static dev.traversion.recorder.otlp.Requests.RECORDED;
import static dev.traversion.recorder.otlp.Requests.SPAN;
import static dev.traversion.recorder.otlp.Requests.TRACE;
import static dev.traversion.recorder.otlp.Requests.events;
import static dev.traversion.recorder.otlp.Requests.hex;
import static dev.traversion.recorder.otlp.Requests.metrics;
import static dev.traversion.recorder.otlp.Requests.only;
import static dev.traversion.recorder.otlp.Requests.read;
import static dev.traversion.recorder.otlp.Requests.service;
import static dev.traversion.recorder.otlp.Requests.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.traversion.model.attribute.Attributes;
import dev.traversion.model.event.Event;
import dev.traversion.model.event.Measurement;
import dev.traversion.model.event.Measurement.Point;
import dev.traversion.model.event.Measurement.Reading;
import dev.traversion.model.event.SpanContext;
import dev.traversion.model.event.SpanId;
import dev.traversion.model.event.TraceId;
import dev.traversion.recorder.Intake.Signal;
import io.opentelemetry.proto.metrics.v1.AggregationTemporality;
import io.opentelemetry.proto.metrics.v1.Exemplar;
import io.opentelemetry.proto.metrics.v1.Gauge;
import io.opentelemetry.proto.metrics.v1.Histogram;
import io.opentelemetry.proto.metrics.v1.HistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import io.opentelemetry.proto.metrics.v1.Sum;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class MetricsTest {

  @Nested
  class A_data_point {
    @Test
    void becomes_a_measurement_with_all_its_fields() {
      var point =
          NumberDataPoint.newBuilder()
              .addAttributes(text("route", "/cart"))
              .setStartTimeUnixNano(NOON - 9)
              .setTimeUnixNano(NOON)
              .setAsInt(-7)
              .setFlags(1)
              .addExemplars(
                  Exemplar.newBuilder()
                      .addFilteredAttributes(text("user", "ada"))
                      .setTimeUnixNano(NOON - 1)
                      .setAsDouble(0.5)
                      .setTraceId(hex(TRACE))
                      .setSpanId(hex(SPAN)));
      var metric =
          Metric.newBuilder()
              .setName("requests")
              .setDescription("how many")
              .setUnit("{request}")
              .addMetadata(text("origin", "meter"))
              .setSum(
                  Sum.newBuilder()
                      .addDataPoints(point)
                      .setAggregationTemporality(
                          AggregationTemporality.AGGREGATION_TEMPORALITY_CUMULATIVE)
                      .setIsMonotonic(true));

      var measurement =
          only(Measurement.class, read(Signal.METRICS, metrics(service("cart"), metric)));

      assertThat(measurement)
          .isEqualTo(
              new Measurement(
                  measurement.origin(),
                  new Measurement.Metric(
                      "requests", "how many", "{request}", Attributes.of("origin", "meter")),
                  NOON - 9,
                  NOON,
                  RECORDED,
                  Attributes.of("route", "/cart"),
                  new Point.Sum(new Reading.Whole(-7), 2, true),
                  1,
                  List.of(
                      new Measurement.Exemplar(
                          NOON - 1,
                          new Reading.Real(0.5),
                          new SpanContext(TraceId.parse(TRACE), SpanId.parse(SPAN)),
                          Attributes.of("user", "ada"))),
                  0));
    }

    @Test
    void without_a_value_has_an_absent_reading() {
      var measurement =
          only(
              Measurement.class,
              read(
                  Signal.METRICS,
                  metrics(service("cart"), gauge("g", NumberDataPoint.newBuilder()))));

      assertThat(measurement.point()).isEqualTo(new Point.Gauge(new Reading.Absent()));
    }

    @Test
    void equal_to_another_is_numbered() {
      var point = NumberDataPoint.newBuilder().setAsInt(1).setTimeUnixNano(NOON);

      var points = events(read(Signal.METRICS, metrics(service("cart"), gauge("g", point, point))));

      assertThat(points).extracting(e -> ((Measurement) e).ordinal()).containsExactly(0, 1);
      assertThat(points).extracting(Event::id).doesNotHaveDuplicates();
    }
  }

  @Nested
  class A_data_point_is_rejected {
    @Test
    void when_its_metric_has_no_name() {
      assertRejected(
          gauge("", NumberDataPoint.newBuilder().setAsInt(1)),
          "'' dataPoints[0]: the metric has no name");
    }

    @Test
    void when_its_counts_do_not_fit_its_bounds() {
      var point = HistogramDataPoint.newBuilder().addBucketCounts(1).addExplicitBounds(2);

      assertRejected(
          Metric.newBuilder()
              .setName("h")
              .setHistogram(Histogram.newBuilder().addDataPoints(point)),
          "'h' dataPoints[0]: 1 bucket counts do not fit 1 bounds; there must be one more");
    }

    @Test
    void when_its_time_lies_beyond_the_time_line() {
      assertRejected(
          gauge("g", NumberDataPoint.newBuilder().setTimeUnixNano(-1)),
          "'g' dataPoints[0]: timeUnixNano lies after the year 2262");
    }

    private void assertRejected(Metric.Builder bad, String reason) {
      var good = gauge("good", NumberDataPoint.newBuilder().setAsInt(1));

      var decoded = read(Signal.METRICS, metrics(service("cart"), good, bad, good));

      assertThat(decoded.accepted()).isEqualTo(2);
      assertThat(decoded.rejected()).isEqualTo(1);
      assertThat(decoded.reason())
          .isEqualTo("resourceMetrics[0].scopeMetrics[0].metrics[1] " + reason);
    }
  }

  private static Metric.Builder gauge(String name, NumberDataPoint.Builder... points) {
    var gauge = Gauge.newBuilder();
    for (var point : points) {
      gauge.addDataPoints(point);
    }
    return Metric.newBuilder().setName(name).setGauge(gauge);
  }
}
