package dev.traversion.model.frame;

import dev.traversion.model.attribute.Attributes;
import dev.traversion.model.event.Measurement;
import dev.traversion.model.event.Measurement.Exemplar;
import dev.traversion.model.event.Measurement.Metric;
import dev.traversion.model.event.Measurement.Point;
import dev.traversion.model.event.Measurement.Reading;
import dev.traversion.model.event.SpanContext;
import dev.traversion.model.event.SpanId;
import dev.traversion.model.event.TraceId;
import java.util.Arrays;
import java.util.List;

/** Measurements: each metric once, and what their points have besides occurredAt. */
final class MeasurementColumns {
  final Metric[] metrics;
  final long[] starts;
  final long[] times;
  final long[] flags;
  final long[] ordinals;
  final Attributes[] attributes;
  final Point[] points;
  private final Exemplar[] exemplars;
  private final int[] exemplarFrom;

  static void write(ColumnSink out, List<Measurement> measurements) {
    int n = measurements.size();
    var metrics = new OriginColumns.Distinct<Metric>();
    var metricOf = new long[n];
    var starts = new long[n];
    var timed = new long[n];
    var flags = new long[n];
    var ordinals = new long[n];
    var attributes = new Attributes[n];
    var points = new Point[n];
    var exemplarCounts = new long[n];
    int exemplars = 0;
    for (int i = 0; i < n; i++) {
      var measurement = measurements.get(i);
      metricOf[i] = metrics.indexOf(measurement.metric());
      starts[i] = measurement.startNanos();
      timed[i] = measurement.timeNanos() != 0 ? 1 : 0;
      flags[i] = measurement.flags();
      ordinals[i] = measurement.ordinal();
      attributes[i] = measurement.attributes();
      points[i] = measurement.point();
      exemplarCounts[i] = measurement.exemplars().size();
      exemplars += measurement.exemplars().size();
    }
    out.numbers.putVarint(metrics.items.size());
    writeMetrics(out, metrics.items);
    IntColumn.write(out, metricOf, n);
    IntColumn.write(out, starts, n);
    IntColumn.write(out, timed, n);
    IntColumn.write(out, flags, n);
    IntColumn.write(out, ordinals, n);
    AttributesColumn.write(out, attributes, n, 0);
    PointColumns.write(out, points, n);
    IntColumn.write(out, exemplarCounts, n);
    writeExemplars(out, measurements, exemplars);
  }

  private static void writeMetrics(ColumnSink out, List<Metric> metrics) {
    int n = metrics.size();
    var texts = new String[3][n];
    var metadata = new Attributes[n];
    for (int i = 0; i < n; i++) {
      texts[0][i] = metrics.get(i).name();
      texts[1][i] = metrics.get(i).description();
      texts[2][i] = metrics.get(i).unit();
      metadata[i] = metrics.get(i).metadata();
    }
    for (var column : texts) {
      TextColumn.write(out, column, n);
    }
    AttributesColumn.write(out, metadata, n, 0);
  }

  private static void writeExemplars(ColumnSink out, List<Measurement> measurements, int n) {
    var numbers = new long[4][n];
    var readings = new Reading[n];
    var attributes = new Attributes[n];
    int at = 0;
    for (var measurement : measurements) {
      for (var exemplar : measurement.exemplars()) {
        // without a wrap-around this is the small lag behind the point
        numbers[0][at] = exemplar.timeNanos() - measurement.occurredAtNanos();
        numbers[1][at] = exemplar.context().traceId().high();
        numbers[2][at] = exemplar.context().traceId().low();
        numbers[3][at] = exemplar.context().spanId().value();
        readings[at] = exemplar.value();
        attributes[at++] = exemplar.filteredAttributes();
      }
    }
    IntColumn.write(out, numbers[0], n);
    for (int column = 1; column < numbers.length; column++) {
      RawColumn.write(out, numbers[column], n);
    }
    ReadingColumn.write(out, readings, n);
    AttributesColumn.write(out, attributes, n, 0);
  }

  MeasurementColumns(ColumnSource in, long[] occurred) {
    int n = occurred.length;
    int distinct = in.numbers().getCount(n);
    var known = readMetrics(in, distinct);
    var metricOf = IntColumn.read(in, n);
    metrics = new Metric[n];
    for (int i = 0; i < n; i++) {
      metrics[i] = known[ColumnSource.checkedIndex(metricOf[i], distinct)];
    }
    starts = IntColumn.read(in, n);
    var timed = IntColumn.read(in, n);
    times = new long[n];
    for (int i = 0; i < n; i++) {
      times[i] = ColumnSource.checkedIndex(timed[i], 2) == 1 ? occurred[i] : 0;
    }
    flags = IntColumn.read(in, n);
    ordinals = IntColumn.read(in, n);
    attributes = AttributesColumn.read(in, n, 0);
    points = PointColumns.read(in, n);
    var counts = IntColumn.read(in, n);
    exemplars = new Exemplar[ColumnSource.checkedTotal(counts, n)];
    exemplarFrom = new int[n + 1];
    for (int i = 0; i < n; i++) {
      exemplarFrom[i + 1] = exemplarFrom[i] + (int) counts[i];
    }
    readExemplars(in, occurred);
  }

  private static Metric[] readMetrics(ColumnSource in, int n) {
    var names = TextColumn.read(in, n);
    var descriptions = TextColumn.read(in, n);
    var units = TextColumn.read(in, n);
    var metadata = AttributesColumn.read(in, n, 0);
    var metrics = new Metric[n];
    for (int i = 0; i < n; i++) {
      metrics[i] = new Metric(names[i], descriptions[i], units[i], metadata[i]);
    }
    return metrics;
  }

  private void readExemplars(ColumnSource in, long[] occurred) {
    int n = exemplars.length;
    var lags = IntColumn.read(in, n);
    var highs = RawColumn.read(in, n);
    var lows = RawColumn.read(in, n);
    var spans = RawColumn.read(in, n);
    var readings = ReadingColumn.read(in, n);
    var filtered = AttributesColumn.read(in, n, 0);
    for (int i = 0; i < occurred.length; i++) {
      for (int e = exemplarFrom[i]; e < exemplarFrom[i + 1]; e++) {
        exemplars[e] =
            new Exemplar(
                occurred[i] + lags[e],
                readings[e],
                new SpanContext(new TraceId(highs[e], lows[e]), new SpanId(spans[e])),
                filtered[e]);
      }
    }
  }

  List<Exemplar> exemplars(int i) {
    return List.of(Arrays.copyOfRange(exemplars, exemplarFrom[i], exemplarFrom[i + 1]));
  }
}
