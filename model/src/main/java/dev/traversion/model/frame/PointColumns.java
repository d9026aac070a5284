package dev.traversion.model.frame;

import dev.traversion.model.event.Measurement.Buckets;
import dev.traversion.model.event.Measurement.OptionalReal;
import dev.traversion.model.event.Measurement.Point;
import dev.traversion.model.event.Measurement.Quantile;
import dev.traversion.model.event.Measurement.Reading;
import java.util.ArrayList;
import java.util.List;

/** What was measured: the points of all measurements, sorted out by their type. */
final class PointColumns {
  private static final int GAUGE = 0;
  private static final int SUM = 1;
  private static final int HISTOGRAM = 2;
  private static final int EXPONENTIAL = 3;
  private static final int SUMMARY = 4;
  private static final int TYPES = 5;

  private PointColumns() {}

  static void write(ColumnSink out, Point[] points, int n) {
    var types = new long[n];
    var readings = new Reading[n];
    var sums = new ArrayList<Point.Sum>();
    var histograms = new ArrayList<Point.Histogram>();
    var exponentials = new ArrayList<Point.ExponentialHistogram>();
    var summaries = new ArrayList<Point.Summary>();
    int read = 0;
    for (int i = 0; i < n; i++) {
      switch (points[i]) {
        case Point.Gauge(var reading) -> {
          types[i] = GAUGE;
          readings[read++] = reading;
        }
        case Point.Sum sum -> {
          types[i] = SUM;
          readings[read++] = sum.value();
          sums.add(sum);
        }
        case Point.Histogram histogram -> {
          types[i] = HISTOGRAM;
          histograms.add(histogram);
        }
        case Point.ExponentialHistogram histogram -> {
          types[i] = EXPONENTIAL;
          exponentials.add(histogram);
        }
        case Point.Summary summary -> {
          types[i] = SUMMARY;
          summaries.add(summary);
        }
      }
    }
    IntColumn.write(out, types, n);
    ReadingColumn.write(out, readings, read);
    IntColumn.write(out, longs(sums, Point.Sum::temporality), sums.size());
    IntColumn.write(out, longs(sums, sum -> sum.monotonic() ? 1 : 0), sums.size());
    writeHistograms(out, histograms);
    writeExponentials(out, exponentials);
    writeSummaries(out, summaries);
  }

  private static void writeHistograms(ColumnSink out, List<Point.Histogram> points) {
    int n = points.size();
    IntColumn.write(out, longs(points, Point.Histogram::temporality), n);
    IntColumn.write(out, longs(points, Point.Histogram::count), n);
    ReadingColumn.writeOptional(out, optionals(points, Point.Histogram::sum), n);
    ReadingColumn.writeOptional(out, optionals(points, Point.Histogram::min), n);
    ReadingColumn.writeOptional(out, optionals(points, Point.Histogram::max), n);
    ListColumn.writeDoubles(out, points.stream().map(Point.Histogram::bounds).toList());
    ListColumn.writeLongs(out, points.stream().map(Point.Histogram::counts).toList());
  }

  private static void writeExponentials(ColumnSink out, List<Point.ExponentialHistogram> points) {
    int n = points.size();
    IntColumn.write(out, longs(points, Point.ExponentialHistogram::temporality), n);
    IntColumn.write(out, longs(points, Point.ExponentialHistogram::count), n);
    ReadingColumn.writeOptional(out, optionals(points, Point.ExponentialHistogram::sum), n);
    ReadingColumn.writeOptional(out, optionals(points, Point.ExponentialHistogram::min), n);
    ReadingColumn.writeOptional(out, optionals(points, Point.ExponentialHistogram::max), n);
    IntColumn.write(out, longs(points, Point.ExponentialHistogram::scale), n);
    IntColumn.write(out, longs(points, Point.ExponentialHistogram::zeroCount), n);
    var thresholds = new double[n];
    for (int i = 0; i < n; i++) {
      thresholds[i] = points.get(i).zeroThreshold();
    }
    RealColumn.write(out, thresholds, n);
    writeBuckets(out, points.stream().map(Point.ExponentialHistogram::positive).toList());
    writeBuckets(out, points.stream().map(Point.ExponentialHistogram::negative).toList());
  }

  private static void writeBuckets(ColumnSink out, List<Buckets> buckets) {
    IntColumn.write(out, longs(buckets, Buckets::offset), buckets.size());
    ListColumn.writeLongs(out, buckets.stream().map(Buckets::counts).toList());
  }

  private static void writeSummaries(ColumnSink out, List<Point.Summary> points) {
    int n = points.size();
    IntColumn.write(out, longs(points, Point.Summary::count), n);
    var sums = new double[n];
    var quantiles = new ArrayList<List<Double>>();
    var values = new ArrayList<List<Double>>();
    for (int i = 0; i < n; i++) {
      sums[i] = points.get(i).sum();
      quantiles.add(points.get(i).quantiles().stream().map(Quantile::quantile).toList());
      values.add(points.get(i).quantiles().stream().map(Quantile::value).toList());
    }
    RealColumn.write(out, sums, n);
    ListColumn.writeDoubles(out, quantiles);
    ListColumn.writeDoubles(out, values);
  }

  private interface LongOf<T> {
    long of(T item);
  }

  private interface OptionalOf<T> {
    OptionalReal of(T item);
  }

  private static <T> long[] longs(List<T> items, LongOf<T> field) {
    var values = new long[items.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = field.of(items.get(i));
    }
    return values;
  }

  private static <T> OptionalReal[] optionals(List<T> items, OptionalOf<T> field) {
    var values = new OptionalReal[items.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = field.of(items.get(i));
    }
    return values;
  }

  static Point[] read(ColumnSource in, int n) {
    var types = IntColumn.read(in, n);
    var counts = new int[TYPES];
    for (long type : types) {
      counts[ColumnSource.checkedIndex(type, TYPES)]++;
    }
    var readings = ReadingColumn.read(in, counts[GAUGE] + counts[SUM]);
    var temporalities = IntColumn.read(in, counts[SUM]);
    var monotonic = IntColumn.read(in, counts[SUM]);
    var histograms = readHistograms(in, counts[HISTOGRAM]);
    var exponentials = readExponentials(in, counts[EXPONENTIAL]);
    var summaries = readSummaries(in, counts[SUMMARY]);
    var points = new Point[n];
    int reading = 0;
    int sum = 0;
    var next = new int[TYPES];
    for (int i = 0; i < n; i++) {
      int type = (int) types[i];
      points[i] =
          switch (type) {
            case GAUGE -> new Point.Gauge(readings[reading++]);
            case SUM ->
                new Point.Sum(
                    readings[reading++],
                    ColumnSource.checkedInt(temporalities[sum]),
                    ColumnSource.checkedIndex(monotonic[sum++], 2) == 1);
            case HISTOGRAM -> histograms[next[type]++];
            case EXPONENTIAL -> exponentials[next[type]++];
            default -> summaries[next[type]++];
          };
    }
    return points;
  }

  private static Point[] readHistograms(ColumnSource in, int n) {
    var temporalities = IntColumn.read(in, n);
    var counts = IntColumn.read(in, n);
    var sums = ReadingColumn.readOptional(in, n);
    var mins = ReadingColumn.readOptional(in, n);
    var maxs = ReadingColumn.readOptional(in, n);
    var bounds = ListColumn.readDoubles(in, n);
    var buckets = ListColumn.readLongs(in, n);
    var points = new Point[n];
    for (int i = 0; i < n; i++) {
      points[i] =
          new Point.Histogram(
              ColumnSource.checkedInt(temporalities[i]),
              counts[i],
              sums[i],
              mins[i],
              maxs[i],
              bounds.get(i),
              buckets.get(i));
    }
    return points;
  }

  private static Point[] readExponentials(ColumnSource in, int n) {
    var temporalities = IntColumn.read(in, n);
    var counts = IntColumn.read(in, n);
    var sums = ReadingColumn.readOptional(in, n);
    var mins = ReadingColumn.readOptional(in, n);
    var maxs = ReadingColumn.readOptional(in, n);
    var scales = IntColumn.read(in, n);
    var zeroCounts = IntColumn.read(in, n);
    var thresholds = RealColumn.read(in, n);
    var positive = readBuckets(in, n);
    var negative = readBuckets(in, n);
    var points = new Point[n];
    for (int i = 0; i < n; i++) {
      points[i] =
          new Point.ExponentialHistogram(
              ColumnSource.checkedInt(temporalities[i]),
              counts[i],
              sums[i],
              mins[i],
              maxs[i],
              ColumnSource.checkedInt(scales[i]),
              zeroCounts[i],
              thresholds[i],
              positive[i],
              negative[i]);
    }
    return points;
  }

  private static Buckets[] readBuckets(ColumnSource in, int n) {
    var offsets = IntColumn.read(in, n);
    var counts = ListColumn.readLongs(in, n);
    var buckets = new Buckets[n];
    for (int i = 0; i < n; i++) {
      buckets[i] = new Buckets(ColumnSource.checkedInt(offsets[i]), counts.get(i));
    }
    return buckets;
  }

  private static Point[] readSummaries(ColumnSource in, int n) {
    var counts = IntColumn.read(in, n);
    var sums = RealColumn.read(in, n);
    var quantiles = ListColumn.readDoubles(in, n);
    var values = ListColumn.readDoubles(in, n);
    var points = new Point[n];
    for (int i = 0; i < n; i++) {
      if (quantiles.get(i).size() != values.get(i).size()) {
        throw new MalformedColumnException("quantiles without values");
      }
      var pairs = new ArrayList<Quantile>();
      for (int q = 0; q < values.get(i).size(); q++) {
        pairs.add(new Quantile(quantiles.get(i).get(q), values.get(i).get(q)));
      }
      points[i] = new Point.Summary(counts[i], sums[i], pairs);
    }
    return points;
  }
}
