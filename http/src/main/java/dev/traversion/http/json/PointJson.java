package dev.traversion.http.json;

import dev.traversion.model.event.Measurement.Buckets;
import dev.traversion.model.event.Measurement.OptionalReal;
import dev.traversion.model.event.Measurement.Point;
import dev.traversion.model.event.Measurement.Reading;

/** What a metric point measured. */
final class PointJson {
  private PointJson() {}

  static void write(Json json, Point point) {
    switch (point) {
      case Point.Gauge(var value) -> reading(json.text("type", "gauge"), "value", value);
      case Point.Sum sum -> {
        reading(json.text("type", "sum"), "value", sum.value());
        json.text("temporality", temporality(sum.temporality())).flag("monotonic", sum.monotonic());
      }
      case Point.Histogram histogram -> {
        json.text("type", "histogram")
            .text("temporality", temporality(histogram.temporality()))
            .number("count", histogram.count());
        summary(json, histogram.sum(), histogram.min(), histogram.max());
        json.reals("bounds", histogram.bounds()).numbers("counts", histogram.counts());
      }
      case Point.ExponentialHistogram histogram -> {
        json.text("type", "exponential-histogram")
            .text("temporality", temporality(histogram.temporality()))
            .number("count", histogram.count());
        summary(json, histogram.sum(), histogram.min(), histogram.max());
        json.number("scale", histogram.scale())
            .number("zeroCount", histogram.zeroCount())
            .real("zeroThreshold", histogram.zeroThreshold());
        buckets(json, "positive", histogram.positive());
        buckets(json, "negative", histogram.negative());
      }
      case Point.Summary summary ->
          json.text("type", "summary")
              .number("count", summary.count())
              .real("sum", summary.sum())
              .objects(
                  "quantiles",
                  summary.quantiles(),
                  (quantile, at) ->
                      quantile.real("quantile", at.quantile()).real("value", at.value()));
    }
  }

  static void reading(Json json, String name, Reading reading) {
    json.object(
        name,
        value -> {
          switch (reading) {
            case Reading.Whole(var number) -> value.text("asInt", Long.toString(number));
            case Reading.Real(var number) -> value.real("asDouble", number);
            case Reading.Absent() -> {}
          }
        });
  }

  private static void summary(Json json, OptionalReal sum, OptionalReal min, OptionalReal max) {
    optional(json, "sum", sum);
    optional(json, "min", min);
    optional(json, "max", max);
  }

  private static void optional(Json json, String name, OptionalReal real) {
    if (real.present()) {
      json.real(name, real.value());
    }
  }

  private static void buckets(Json json, String name, Buckets buckets) {
    json.object(
        name,
        object -> object.number("offset", buckets.offset()).numbers("counts", buckets.counts()));
  }

  private static String temporality(int number) {
    return switch (number) {
      case 0 -> "unspecified";
      case 1 -> "delta";
      case 2 -> "cumulative";
      default -> Integer.toString(number);
    };
  }
}
