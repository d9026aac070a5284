package dev.traversion.recorder.otlp;

import dev.traversion.model.attribute.Attributes;
import dev.traversion.model.event.Measurement;
import dev.traversion.model.event.Origin;
import dev.traversion.recorder.delivery.Delivery;
import dev.traversion.recorder.delivery.Limits;
import io.opentelemetry.proto.metrics.v1.Gauge;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.Sum;

/** Reads metrics: every data point becomes a measurement. */
final class MetricReader implements Envelope.Items {
  private static final int NAME = (Metric.NAME_FIELD_NUMBER << 3) | Wire.LEN;
  private static final int DESCRIPTION = (Metric.DESCRIPTION_FIELD_NUMBER << 3) | Wire.LEN;
  private static final int UNIT = (Metric.UNIT_FIELD_NUMBER << 3) | Wire.LEN;
  private static final int METADATA = (Metric.METADATA_FIELD_NUMBER << 3) | Wire.LEN;
  private static final int GAUGE = (Metric.GAUGE_FIELD_NUMBER << 3) | Wire.LEN;
  private static final int SUM = (Metric.SUM_FIELD_NUMBER << 3) | Wire.LEN;
  private static final int HISTOGRAM = (Metric.HISTOGRAM_FIELD_NUMBER << 3) | Wire.LEN;
  private static final int EXPONENTIAL =
      (Metric.EXPONENTIAL_HISTOGRAM_FIELD_NUMBER << 3) | Wire.LEN;
  private static final int SUMMARY = (Metric.SUMMARY_FIELD_NUMBER << 3) | Wire.LEN;

  // the same numbers in every kind of metric that has the field
  private static final int POINT = (Gauge.DATA_POINTS_FIELD_NUMBER << 3) | Wire.LEN;
  private static final int TEMPORALITY =
      (Sum.AGGREGATION_TEMPORALITY_FIELD_NUMBER << 3) | Wire.VARINT;
  private static final int MONOTONIC = (Sum.IS_MONOTONIC_FIELD_NUMBER << 3) | Wire.VARINT;

  private final Wire wire;
  private final AttributeReader metadata;
  private final Limits limits;
  private final Delivery delivery;
  private final long recordedAtNanos;
  private final PointReader points;

  MetricReader(Wire wire, Texts texts, Limits limits, Delivery delivery, long recordedAtNanos) {
    this.wire = wire;
    this.metadata = new AttributeReader(wire, texts, limits);
    this.limits = limits;
    this.delivery = delivery;
    this.recordedAtNanos = recordedAtNanos;
    this.points = new PointReader(wire, texts, limits);
  }

  @Override
  public void read(long slice, Origin origin, Delivery.Place place) {
    long name = 0;
    long description = 0;
    long unit = 0;
    int kind = 0;
    long data = 0;
    metadata.clear();
    long outer = wire.open(slice);
    while (wire.hasMore()) {
      int tag = wire.tag();
      switch (tag) {
        case NAME -> name = wire.slice();
        case DESCRIPTION -> description = wire.slice();
        case UNIT -> unit = wire.slice();
        case METADATA -> metadata.add(wire.slice());
        case GAUGE, SUM, HISTOGRAM, EXPONENTIAL, SUMMARY -> {
          kind = tag;
          data = wire.slice();
        }
        default -> wire.skip(tag);
      }
    }
    wire.close(outer);
    var fault = "";
    if (Wire.length(name) == 0) {
      fault = "the metric has no name";
    } else if (Wire.length(name) > limits.keyBytes()) {
      fault = "the metric's name is longer than " + limits.keyBytes() + " bytes";
    }
    var descriptionText = metadata.text(description, "description");
    var unitText = metadata.text(unit, "unit");
    var nameText = fault.isEmpty() ? metadata.text(name, "name") : "";
    var metric = new Measurement.Metric(nameText, descriptionText, unitText, metadata.build());
    data(data, kind, origin, metric, fault, place);
  }

  private void data(
      long slice,
      int kind,
      Origin origin,
      Measurement.Metric metric,
      String fault,
      Delivery.Place place) {
    int temporality = 0;
    boolean monotonic = false;
    long outer = wire.open(slice);
    while (wire.hasMore()) {
      int tag = wire.tag();
      switch (tag) {
        case TEMPORALITY -> temporality = wire.varint32();
        case MONOTONIC -> monotonic = wire.varint64() != 0;
        default -> wire.skip(tag);
      }
    }
    wire.close(outer);

    int index = -1;
    outer = wire.open(slice);
    while (wire.hasMore()) {
      int tag = wire.tag();
      if (tag != POINT) {
        wire.skip(tag);
        continue;
      }
      index++;
      int pointIndex = index;
      Delivery.Place pointPlace =
          () -> "%s '%s' dataPoints[%d]".formatted(place.describe(), metric.name(), pointIndex);
      long point = wire.slice();
      if (!fault.isEmpty()) {
        delivery.reject(pointPlace, fault);
      } else {
        point(point, kind, temporality, monotonic, origin, metric, pointPlace);
      }
    }
    wire.close(outer);
  }

  private void point(
      long slice,
      int kind,
      int temporality,
      boolean monotonic,
      Origin origin,
      Measurement.Metric metric,
      Delivery.Place place) {
    points.clear();
    var point =
        switch (kind) {
          case GAUGE -> new Measurement.Point.Gauge(points.number(slice));
          case SUM -> new Measurement.Point.Sum(points.number(slice), temporality, monotonic);
          case HISTOGRAM -> points.histogram(slice, temporality);
          case EXPONENTIAL -> points.exponential(slice, temporality);
          default -> points.summary(slice);
        };
    var fault = points.fault();
    if (!fault.isEmpty()) {
      delivery.reject(place, fault);
      return;
    }
    Attributes attributes = points.attributes();
    delivery.accept(
        new Measurement(
            origin,
            metric,
            points.startNanos(),
            points.timeNanos(),
            recordedAtNanos,
            attributes,
            point,
            points.flags(),
            points.exemplars(),
            0),
        place);
  }
}
