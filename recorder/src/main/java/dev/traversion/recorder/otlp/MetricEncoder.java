package dev.traversion.recorder.otlp;

import dev.traversion.model.event.Measurement;
import dev.traversion.model.event.Measurement.Buckets;
import dev.traversion.model.event.Measurement.Point;
import dev.traversion.model.event.Measurement.Reading;
import io.opentelemetry.proto.metrics.v1.Exemplar;
import io.opentelemetry.proto.metrics.v1.ExponentialHistogram;
import io.opentelemetry.proto.metrics.v1.ExponentialHistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.Gauge;
import io.opentelemetry.proto.metrics.v1.Histogram;
import io.opentelemetry.proto.metrics.v1.HistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import io.opentelemetry.proto.metrics.v1.Sum;
import io.opentelemetry.proto.metrics.v1.Summary;
import io.opentelemetry.proto.metrics.v1.SummaryDataPoint;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes measurements as metrics with their data points. */
final class MetricEncoder {
  private MetricEncoder() {}

  /** What the points of one OTLP metric have in common. */
  record Shape(
      Measurement.Metric metric, Class<? extends Point> kind, int temporality, boolean monotonic) {

    static Map<Shape, List<Measurement>> group(List<Measurement> measurements) {
      var groups = new LinkedHashMap<Shape, List<Measurement>>();
      for (var measurement : measurements) {
        groups.computeIfAbsent(of(measurement), _ -> new ArrayList<>()).add(measurement);
      }
      return groups;
    }

    private static Shape of(Measurement measurement) {
      var metric = measurement.metric();
      return switch (measurement.point()) {
        case Point.Gauge _ -> new Shape(metric, Point.Gauge.class, 0, false);
        case Point.Sum sum ->
            new Shape(metric, Point.Sum.class, sum.temporality(), sum.monotonic());
        case Point.Histogram histogram ->
            new Shape(metric, Point.Histogram.class, histogram.temporality(), false);
        case Point.ExponentialHistogram histogram ->
            new Shape(metric, Point.ExponentialHistogram.class, histogram.temporality(), false);
        case Point.Summary _ -> new Shape(metric, Point.Summary.class, 0, false);
      };
    }
  }

  static Metric metric(Shape shape, List<Measurement> measurements) {
    var metric =
        Metric.newBuilder()
            .setName(shape.metric().name())
            .setDescription(shape.metric().description())
            .setUnit(shape.metric().unit())
            .addAllMetadata(OtlpEncoder.keyValues(shape.metric().metadata()));
    var gauge = Gauge.newBuilder();
    var sum = Sum.newBuilder();
    var histogram = Histogram.newBuilder();
    var exponential = ExponentialHistogram.newBuilder();
    var summary = Summary.newBuilder();
    for (var measurement : measurements) {
      switch (measurement.point()) {
        case Point.Gauge(var value) -> gauge.addDataPoints(number(measurement, value));
        case Point.Sum(var value, _, _) -> sum.addDataPoints(number(measurement, value));
        case Point.Histogram point -> histogram.addDataPoints(histogram(measurement, point));
        case Point.ExponentialHistogram point ->
            exponential.addDataPoints(exponential(measurement, point));
        case Point.Summary point -> summary.addDataPoints(summary(measurement, point));
      }
    }
    switch (measurements.getFirst().point()) {
      case Point.Gauge _ -> metric.setGauge(gauge);
      case Point.Sum _ ->
          metric.setSum(
              sum.setAggregationTemporalityValue(shape.temporality())
                  .setIsMonotonic(shape.monotonic()));
      case Point.Histogram _ ->
          metric.setHistogram(histogram.setAggregationTemporalityValue(shape.temporality()));
      case Point.ExponentialHistogram _ ->
          metric.setExponentialHistogram(
              exponential.setAggregationTemporalityValue(shape.temporality()));
      case Point.Summary _ -> metric.setSummary(summary);
    }
    return metric.build();
  }

  private static NumberDataPoint number(Measurement measurement, Reading reading) {
    var point =
        NumberDataPoint.newBuilder()
            .addAllAttributes(OtlpEncoder.keyValues(measurement.attributes()))
            .setStartTimeUnixNano(measurement.startNanos())
            .setTimeUnixNano(measurement.timeNanos())
            .addAllExemplars(exemplars(measurement))
            .setFlags(measurement.flags());
    switch (reading) {
      case Reading.Whole(var value) -> point.setAsInt(value);
      case Reading.Real(var value) -> point.setAsDouble(value);
      case Reading.Absent _ -> {}
    }
    return point.build();
  }

  private static HistogramDataPoint histogram(Measurement measurement, Point.Histogram histogram) {
    var point =
        HistogramDataPoint.newBuilder()
            .addAllAttributes(OtlpEncoder.keyValues(measurement.attributes()))
            .setStartTimeUnixNano(measurement.startNanos())
            .setTimeUnixNano(measurement.timeNanos())
            .setCount(histogram.count())
            .addAllBucketCounts(histogram.counts())
            .addAllExplicitBounds(histogram.bounds())
            .addAllExemplars(exemplars(measurement))
            .setFlags(measurement.flags());
    if (histogram.sum().present()) {
      point.setSum(histogram.sum().value());
    }
    if (histogram.min().present()) {
      point.setMin(histogram.min().value());
    }
    if (histogram.max().present()) {
      point.setMax(histogram.max().value());
    }
    return point.build();
  }

  private static ExponentialHistogramDataPoint exponential(
      Measurement measurement, Point.ExponentialHistogram histogram) {
    var point =
        ExponentialHistogramDataPoint.newBuilder()
            .addAllAttributes(OtlpEncoder.keyValues(measurement.attributes()))
            .setStartTimeUnixNano(measurement.startNanos())
            .setTimeUnixNano(measurement.timeNanos())
            .setCount(histogram.count())
            .setScale(histogram.scale())
            .setZeroCount(histogram.zeroCount())
            .setZeroThreshold(histogram.zeroThreshold())
            .setPositive(buckets(histogram.positive()))
            .setNegative(buckets(histogram.negative()))
            .addAllExemplars(exemplars(measurement))
            .setFlags(measurement.flags());
    if (histogram.sum().present()) {
      point.setSum(histogram.sum().value());
    }
    if (histogram.min().present()) {
      point.setMin(histogram.min().value());
    }
    if (histogram.max().present()) {
      point.setMax(histogram.max().value());
    }
    return point.build();
  }

  private static ExponentialHistogramDataPoint.Buckets buckets(Buckets buckets) {
    return ExponentialHistogramDataPoint.Buckets.newBuilder()
        .setOffset(buckets.offset())
        .addAllBucketCounts(buckets.counts())
        .build();
  }

  private static SummaryDataPoint summary(Measurement measurement, Point.Summary summary) {
    var point =
        SummaryDataPoint.newBuilder()
            .addAllAttributes(OtlpEncoder.keyValues(measurement.attributes()))
            .setStartTimeUnixNano(measurement.startNanos())
            .setTimeUnixNano(measurement.timeNanos())
            .setCount(summary.count())
            .setSum(summary.sum())
            .setFlags(measurement.flags());
    for (var quantile : summary.quantiles()) {
      point.addQuantileValues(
          SummaryDataPoint.ValueAtQuantile.newBuilder()
              .setQuantile(quantile.quantile())
              .setValue(quantile.value()));
    }
    return point.build();
  }

  private static List<Exemplar> exemplars(Measurement measurement) {
    var exemplars = new ArrayList<Exemplar>(measurement.exemplars().size());
    for (var exemplar : measurement.exemplars()) {
      var encoded =
          Exemplar.newBuilder()
              .addAllFilteredAttributes(OtlpEncoder.keyValues(exemplar.filteredAttributes()))
              .setTimeUnixNano(exemplar.timeNanos())
              .setTraceId(OtlpEncoder.traceId(exemplar.context()))
              .setSpanId(OtlpEncoder.spanId(exemplar.context()));
      switch (exemplar.value()) {
        case Reading.Whole(var value) -> encoded.setAsInt(value);
        case Reading.Real(var value) -> encoded.setAsDouble(value);
        case Reading.Absent _ -> {}
      }
      exemplars.add(encoded.build());
    }
    return exemplars;
  }
}
