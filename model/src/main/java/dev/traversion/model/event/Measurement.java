package dev.traversion.model.event;

import dev.traversion.model.attribute.Attributes;
import java.util.List;

/**
 * One metric data point.
 *
 * <p>Source of the fields: OpenTelemetry protocol, {@code metrics/v1/metrics.proto}.
 *
 * @param metric name, unit and description of the metric, shared by its points
 * @param startNanos start of the interval that a sum or histogram covers; 0 when not given
 * @param timeNanos when the point was taken; 0 when not given
 * @param flags OTLP data point flags; bit 0: no recorded value
 * @param ordinal which of the equal points of one delivery this is, from 0
 */
public record Measurement(
    Origin origin,
    Metric metric,
    long startNanos,
    long timeNanos,
    long recordedAtNanos,
    Attributes attributes,
    Point point,
    int flags,
    List<Exemplar> exemplars,
    int ordinal)
    implements Event {

  public Measurement {
    exemplars = List.copyOf(exemplars);
  }

  /**
   * What a metric is called and means.
   *
   * @param unit UCUM, e.g. {@code ms}; empty when not given
   */
  public record Metric(String name, String description, String unit, Attributes metadata) {}

  /** What was measured. */
  public sealed interface Point {
    record Gauge(Reading value) implements Point {}

    /**
     * @param temporality OTLP's number: 0 unspecified, 1 delta, 2 cumulative
     */
    record Sum(Reading value, int temporality, boolean monotonic) implements Point {}

    /**
     * Explicit buckets; {@code counts} has one more entry than {@code bounds}, or both are empty.
     *
     * @param temporality OTLP's number: 0 unspecified, 1 delta, 2 cumulative
     */
    record Histogram(
        int temporality,
        long count,
        OptionalReal sum,
        OptionalReal min,
        OptionalReal max,
        List<Double> bounds,
        List<Long> counts)
        implements Point {
      public Histogram {
        bounds = List.copyOf(bounds);
        counts = List.copyOf(counts);
      }
    }

    /**
     * Base-2 exponential buckets of the given scale.
     *
     * @param temporality OTLP's number: 0 unspecified, 1 delta, 2 cumulative
     */
    record ExponentialHistogram(
        int temporality,
        long count,
        OptionalReal sum,
        OptionalReal min,
        OptionalReal max,
        int scale,
        long zeroCount,
        double zeroThreshold,
        Buckets positive,
        Buckets negative)
        implements Point {}

    /** Pre-computed quantiles. */
    record Summary(long count, double sum, List<Quantile> quantiles) implements Point {
      public Summary {
        quantiles = List.copyOf(quantiles);
      }
    }
  }

  /** A number as sent: an int stays an int. An OTLP point without a value is {@link Absent}. */
  public sealed interface Reading {
    record Whole(long value) implements Reading {}

    record Real(double value) implements Reading {}

    record Absent() implements Reading {}
  }

  /** A double that may not have been sent. */
  public record OptionalReal(boolean present, double value) {
    public static OptionalReal of(double value) {
      return new OptionalReal(true, value);
    }

    public static OptionalReal absent() {
      return new OptionalReal(false, 0);
    }
  }

  public record Buckets(int offset, List<Long> counts) {
    public Buckets {
      counts = List.copyOf(counts);
    }
  }

  public record Quantile(double quantile, double value) {}

  /** A sample behind a point, with the call it was taken in. */
  public record Exemplar(
      long timeNanos, Reading value, SpanContext context, Attributes filteredAttributes) {}

  @Override
  public EventId id() {
    return ContentId.of(this);
  }

  @Override
  public EventKind kind() {
    return EventKind.MEASUREMENT;
  }

  @Override
  public long occurredAtNanos() {
    return timeNanos != 0 ? timeNanos : recordedAtNanos;
  }

  @Override
  public SpanContext context() {
    return SpanContext.none();
  }
}
