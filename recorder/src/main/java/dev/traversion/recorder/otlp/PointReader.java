package dev.traversion.recorder.otlp;

import dev.traversion.model.attribute.Attributes;
import dev.traversion.model.event.Measurement.Buckets;
import dev.traversion.model.event.Measurement.Exemplar;
import dev.traversion.model.event.Measurement.OptionalReal;
import dev.traversion.model.event.Measurement.Point;
import dev.traversion.model.event.Measurement.Quantile;
import dev.traversion.model.event.Measurement.Reading;
import dev.traversion.recorder.delivery.Limits;
import io.opentelemetry.proto.metrics.v1.ExponentialHistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.HistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import io.opentelemetry.proto.metrics.v1.SummaryDataPoint;
import java.util.ArrayList;
import java.util.List;

/** Reads one metric data point of any kind, one after the other. */
final class PointReader {
  // in every kind of point
  private static final int START =
      (NumberDataPoint.START_TIME_UNIX_NANO_FIELD_NUMBER << 3) | Wire.FIXED64;
  private static final int TIME = (NumberDataPoint.TIME_UNIX_NANO_FIELD_NUMBER << 3) | Wire.FIXED64;

  private static final int NUMBER_ATTRIBUTE =
      (NumberDataPoint.ATTRIBUTES_FIELD_NUMBER << 3) | Wire.LEN;
  private static final int NUMBER_REAL =
      (NumberDataPoint.AS_DOUBLE_FIELD_NUMBER << 3) | Wire.FIXED64;
  private static final int NUMBER_WHOLE = (NumberDataPoint.AS_INT_FIELD_NUMBER << 3) | Wire.FIXED64;
  private static final int NUMBER_EXEMPLAR =
      (NumberDataPoint.EXEMPLARS_FIELD_NUMBER << 3) | Wire.LEN;
  private static final int NUMBER_FLAGS = (NumberDataPoint.FLAGS_FIELD_NUMBER << 3) | Wire.VARINT;

  private static final int HISTOGRAM_ATTRIBUTE =
      (HistogramDataPoint.ATTRIBUTES_FIELD_NUMBER << 3) | Wire.LEN;
  private static final int HISTOGRAM_COUNT =
      (HistogramDataPoint.COUNT_FIELD_NUMBER << 3) | Wire.FIXED64;
  private static final int HISTOGRAM_SUM =
      (HistogramDataPoint.SUM_FIELD_NUMBER << 3) | Wire.FIXED64;
  private static final int HISTOGRAM_COUNTS = HistogramDataPoint.BUCKET_COUNTS_FIELD_NUMBER << 3;
  private static final int HISTOGRAM_BOUNDS = HistogramDataPoint.EXPLICIT_BOUNDS_FIELD_NUMBER << 3;
  private static final int HISTOGRAM_EXEMPLAR =
      (HistogramDataPoint.EXEMPLARS_FIELD_NUMBER << 3) | Wire.LEN;
  private static final int HISTOGRAM_FLAGS =
      (HistogramDataPoint.FLAGS_FIELD_NUMBER << 3) | Wire.VARINT;
  private static final int HISTOGRAM_MIN =
      (HistogramDataPoint.MIN_FIELD_NUMBER << 3) | Wire.FIXED64;
  private static final int HISTOGRAM_MAX =
      (HistogramDataPoint.MAX_FIELD_NUMBER << 3) | Wire.FIXED64;

  private static final int EXPONENTIAL_ATTRIBUTE =
      (ExponentialHistogramDataPoint.ATTRIBUTES_FIELD_NUMBER << 3) | Wire.LEN;
  private static final int EXPONENTIAL_COUNT =
      (ExponentialHistogramDataPoint.COUNT_FIELD_NUMBER << 3) | Wire.FIXED64;
  private static final int EXPONENTIAL_SUM =
      (ExponentialHistogramDataPoint.SUM_FIELD_NUMBER << 3) | Wire.FIXED64;
  private static final int EXPONENTIAL_SCALE =
      (ExponentialHistogramDataPoint.SCALE_FIELD_NUMBER << 3) | Wire.VARINT;
  private static final int EXPONENTIAL_ZEROS =
      (ExponentialHistogramDataPoint.ZERO_COUNT_FIELD_NUMBER << 3) | Wire.FIXED64;
  private static final int EXPONENTIAL_POSITIVE =
      (ExponentialHistogramDataPoint.POSITIVE_FIELD_NUMBER << 3) | Wire.LEN;
  private static final int EXPONENTIAL_NEGATIVE =
      (ExponentialHistogramDataPoint.NEGATIVE_FIELD_NUMBER << 3) | Wire.LEN;
  private static final int EXPONENTIAL_FLAGS =
      (ExponentialHistogramDataPoint.FLAGS_FIELD_NUMBER << 3) | Wire.VARINT;
  private static final int EXPONENTIAL_EXEMPLAR =
      (ExponentialHistogramDataPoint.EXEMPLARS_FIELD_NUMBER << 3) | Wire.LEN;
  private static final int EXPONENTIAL_MIN =
      (ExponentialHistogramDataPoint.MIN_FIELD_NUMBER << 3) | Wire.FIXED64;
  private static final int EXPONENTIAL_MAX =
      (ExponentialHistogramDataPoint.MAX_FIELD_NUMBER << 3) | Wire.FIXED64;
  private static final int EXPONENTIAL_THRESHOLD =
      (ExponentialHistogramDataPoint.ZERO_THRESHOLD_FIELD_NUMBER << 3) | Wire.FIXED64;
  private static final int BUCKETS_OFFSET =
      (ExponentialHistogramDataPoint.Buckets.OFFSET_FIELD_NUMBER << 3) | Wire.VARINT;
  private static final int BUCKETS_COUNTS =
      ExponentialHistogramDataPoint.Buckets.BUCKET_COUNTS_FIELD_NUMBER << 3;

  private static final int SUMMARY_ATTRIBUTE =
      (SummaryDataPoint.ATTRIBUTES_FIELD_NUMBER << 3) | Wire.LEN;
  private static final int SUMMARY_COUNT =
      (SummaryDataPoint.COUNT_FIELD_NUMBER << 3) | Wire.FIXED64;
  private static final int SUMMARY_SUM = (SummaryDataPoint.SUM_FIELD_NUMBER << 3) | Wire.FIXED64;
  private static final int SUMMARY_QUANTILE =
      (SummaryDataPoint.QUANTILE_VALUES_FIELD_NUMBER << 3) | Wire.LEN;
  private static final int SUMMARY_FLAGS = (SummaryDataPoint.FLAGS_FIELD_NUMBER << 3) | Wire.VARINT;
  private static final int QUANTILE =
      (SummaryDataPoint.ValueAtQuantile.QUANTILE_FIELD_NUMBER << 3) | Wire.FIXED64;
  private static final int QUANTILE_VALUE =
      (SummaryDataPoint.ValueAtQuantile.VALUE_FIELD_NUMBER << 3) | Wire.FIXED64;

  private static final int EXEMPLAR_ATTRIBUTE =
      (io.opentelemetry.proto.metrics.v1.Exemplar.FILTERED_ATTRIBUTES_FIELD_NUMBER << 3) | Wire.LEN;
  private static final int EXEMPLAR_TIME =
      (io.opentelemetry.proto.metrics.v1.Exemplar.TIME_UNIX_NANO_FIELD_NUMBER << 3) | Wire.FIXED64;
  private static final int EXEMPLAR_REAL =
      (io.opentelemetry.proto.metrics.v1.Exemplar.AS_DOUBLE_FIELD_NUMBER << 3) | Wire.FIXED64;
  private static final int EXEMPLAR_WHOLE =
      (io.opentelemetry.proto.metrics.v1.Exemplar.AS_INT_FIELD_NUMBER << 3) | Wire.FIXED64;
  private static final int EXEMPLAR_SPAN =
      (io.opentelemetry.proto.metrics.v1.Exemplar.SPAN_ID_FIELD_NUMBER << 3) | Wire.LEN;
  private static final int EXEMPLAR_TRACE =
      (io.opentelemetry.proto.metrics.v1.Exemplar.TRACE_ID_FIELD_NUMBER << 3) | Wire.LEN;

  private final Wire wire;
  private final Limits limits;
  private final Ids ids;
  private final AttributeReader attributes;
  private final AttributeReader inner;

  private long startNanos;
  private long timeNanos;
  private int flags;
  private final ArrayList<Exemplar> exemplars = new ArrayList<>();
  private int excessExemplars;
  private String fault = "";

  PointReader(Wire wire, Texts texts, Limits limits) {
    this.wire = wire;
    this.limits = limits;
    this.ids = new Ids(wire);
    this.attributes = new AttributeReader(wire, texts, limits);
    this.inner = new AttributeReader(wire, texts, limits);
  }

  /** Begins the next point. */
  void clear() {
    attributes.clear();
    startNanos = 0;
    timeNanos = 0;
    flags = 0;
    exemplars.clear();
    excessExemplars = 0;
    fault = "";
  }

  long startNanos() {
    return startNanos;
  }

  long timeNanos() {
    return timeNanos;
  }

  int flags() {
    return flags;
  }

  List<Exemplar> exemplars() {
    return exemplars.isEmpty() ? List.of() : exemplars;
  }

  /** Why the point last read is not acceptable; empty when it is. */
  String fault() {
    if (fault.isEmpty() && (startNanos < 0 || timeNanos < 0)) {
      return (timeNanos < 0 ? "timeUnixNano" : "startTimeUnixNano") + " lies after the year 2262";
    }
    return fault;
  }

  Attributes attributes() {
    if (excessExemplars > 0) {
      attributes.markField("exemplars", exemplars.size() + excessExemplars);
    }
    return attributes.build();
  }

  Reading number(long slice) {
    Reading reading = new Reading.Absent();
    long outer = wire.open(slice);
    while (wire.hasMore()) {
      int tag = wire.tag();
      switch (tag) {
        case START -> startNanos = wire.fixed64();
        case TIME -> timeNanos = wire.fixed64();
        case NUMBER_ATTRIBUTE -> attributes.add(wire.slice());
        case NUMBER_REAL -> reading = new Reading.Real(wire.real());
        case NUMBER_WHOLE -> reading = new Reading.Whole(wire.fixed64());
        case NUMBER_EXEMPLAR -> exemplar(wire.slice());
        case NUMBER_FLAGS -> flags = wire.varint32();
        default -> wire.skip(tag);
      }
    }
    wire.close(outer);
    return reading;
  }

  Point.Histogram histogram(long slice, int temporality) {
    long count = 0;
    var sum = OptionalReal.absent();
    var min = OptionalReal.absent();
    var max = OptionalReal.absent();
    var counts = new ArrayList<Long>();
    var bounds = new ArrayList<Double>();
    long outer = wire.open(slice);
    while (wire.hasMore()) {
      int tag = wire.tag();
      switch (tag) {
        case START -> startNanos = wire.fixed64();
        case TIME -> timeNanos = wire.fixed64();
        case HISTOGRAM_ATTRIBUTE -> attributes.add(wire.slice());
        case HISTOGRAM_COUNT -> count = wire.fixed64();
        case HISTOGRAM_SUM -> sum = OptionalReal.of(wire.real());
        case HISTOGRAM_MIN -> min = OptionalReal.of(wire.real());
        case HISTOGRAM_MAX -> max = OptionalReal.of(wire.real());
        case HISTOGRAM_COUNTS | Wire.FIXED64, HISTOGRAM_COUNTS | Wire.LEN ->
            fixed(tag, bits -> bucket(counts, bits));
        case HISTOGRAM_BOUNDS | Wire.FIXED64, HISTOGRAM_BOUNDS | Wire.LEN ->
            fixed(tag, bits -> bucket(bounds, Double.longBitsToDouble(bits)));
        case HISTOGRAM_EXEMPLAR -> exemplar(wire.slice());
        case HISTOGRAM_FLAGS -> flags = wire.varint32();
        default -> wire.skip(tag);
      }
    }
    wire.close(outer);
    boolean none = counts.isEmpty() && bounds.isEmpty();
    if (fault.isEmpty() && !none && counts.size() != bounds.size() + 1) {
      fault =
          "%d bucket counts do not fit %d bounds; there must be one more"
              .formatted(counts.size(), bounds.size());
    }
    return new Point.Histogram(temporality, count, sum, min, max, bounds, counts);
  }

  Point.ExponentialHistogram exponential(long slice, int temporality) {
    long count = 0;
    var sum = OptionalReal.absent();
    var min = OptionalReal.absent();
    var max = OptionalReal.absent();
    int scale = 0;
    long zeros = 0;
    double threshold = 0;
    long positive = 0;
    long negative = 0;
    long outer = wire.open(slice);
    while (wire.hasMore()) {
      int tag = wire.tag();
      switch (tag) {
        case START -> startNanos = wire.fixed64();
        case TIME -> timeNanos = wire.fixed64();
        case EXPONENTIAL_ATTRIBUTE -> attributes.add(wire.slice());
        case EXPONENTIAL_COUNT -> count = wire.fixed64();
        case EXPONENTIAL_SUM -> sum = OptionalReal.of(wire.real());
        case EXPONENTIAL_MIN -> min = OptionalReal.of(wire.real());
        case EXPONENTIAL_MAX -> max = OptionalReal.of(wire.real());
        case EXPONENTIAL_SCALE -> scale = wire.signed32();
        case EXPONENTIAL_ZEROS -> zeros = wire.fixed64();
        case EXPONENTIAL_THRESHOLD -> threshold = wire.real();
        case EXPONENTIAL_POSITIVE -> positive = wire.slice();
        case EXPONENTIAL_NEGATIVE -> negative = wire.slice();
        case EXPONENTIAL_EXEMPLAR -> exemplar(wire.slice());
        case EXPONENTIAL_FLAGS -> flags = wire.varint32();
        default -> wire.skip(tag);
      }
    }
    wire.close(outer);
    return new Point.ExponentialHistogram(
        temporality,
        count,
        sum,
        min,
        max,
        scale,
        zeros,
        threshold,
        buckets(positive),
        buckets(negative));
  }

  private Buckets buckets(long slice) {
    int offset = 0;
    var counts = new ArrayList<Long>();
    long outer = wire.open(slice);
    while (wire.hasMore()) {
      int tag = wire.tag();
      switch (tag) {
        case BUCKETS_OFFSET -> offset = wire.signed32();
        case BUCKETS_COUNTS | Wire.VARINT -> bucket(counts, wire.varint64());
        case BUCKETS_COUNTS | Wire.LEN -> {
          long packed = wire.open(wire.slice());
          while (wire.hasMore()) {
            bucket(counts, wire.varint64());
          }
          wire.close(packed);
        }
        default -> wire.skip(tag);
      }
    }
    wire.close(outer);
    return new Buckets(offset, counts);
  }

  Point.Summary summary(long slice) {
    long count = 0;
    double sum = 0;
    var quantiles = new ArrayList<Quantile>();
    long outer = wire.open(slice);
    while (wire.hasMore()) {
      int tag = wire.tag();
      switch (tag) {
        case START -> startNanos = wire.fixed64();
        case TIME -> timeNanos = wire.fixed64();
        case SUMMARY_ATTRIBUTE -> attributes.add(wire.slice());
        case SUMMARY_COUNT -> count = wire.fixed64();
        case SUMMARY_SUM -> sum = wire.real();
        case SUMMARY_QUANTILE -> bucket(quantiles, quantile(wire.slice()));
        case SUMMARY_FLAGS -> flags = wire.varint32();
        default -> wire.skip(tag);
      }
    }
    wire.close(outer);
    return new Point.Summary(count, sum, quantiles);
  }

  private Quantile quantile(long slice) {
    double quantile = 0;
    double value = 0;
    long outer = wire.open(slice);
    while (wire.hasMore()) {
      int tag = wire.tag();
      switch (tag) {
        case QUANTILE -> quantile = wire.real();
        case QUANTILE_VALUE -> value = wire.real();
        default -> wire.skip(tag);
      }
    }
    wire.close(outer);
    return new Quantile(quantile, value);
  }

  private void exemplar(long slice) {
    if (exemplars.size() == limits.exemplars()) {
      excessExemplars++;
      return;
    }
    long time = 0;
    Reading reading = new Reading.Absent();
    long trace = 0;
    long span = 0;
    inner.clear();
    long outer = wire.open(slice);
    while (wire.hasMore()) {
      int tag = wire.tag();
      switch (tag) {
        case EXEMPLAR_TIME -> time = wire.fixed64();
        case EXEMPLAR_REAL -> reading = new Reading.Real(wire.real());
        case EXEMPLAR_WHOLE -> reading = new Reading.Whole(wire.fixed64());
        case EXEMPLAR_ATTRIBUTE -> inner.add(wire.slice());
        case EXEMPLAR_TRACE -> trace = wire.slice();
        case EXEMPLAR_SPAN -> span = wire.slice();
        default -> wire.skip(tag);
      }
    }
    wire.close(outer);
    exemplars.add(new Exemplar(time, reading, ids.context(trace, span), inner.build()));
  }

  @FunctionalInterface
  private interface Bits {
    void accept(long bits);
  }

  /** Repeated fixed-size numbers come packed or one by one. */
  private void fixed(int tag, Bits take) {
    if ((tag & 7) == Wire.FIXED64) {
      take.accept(wire.fixed64());
      return;
    }
    long outer = wire.open(wire.slice());
    while (wire.hasMore()) {
      take.accept(wire.fixed64());
    }
    wire.close(outer);
  }

  private <T> void bucket(List<T> buckets, T next) {
    if (buckets.size() == limits.buckets()) {
      fault = "the point has more than " + limits.buckets() + " buckets or quantiles";
      return;
    }
    buckets.add(next);
  }
}
