package dev.traversion.cli.text;

import com.fasterxml.jackson.databind.JsonNode;

/** In what a stretch of time was unlike those before it. */
public final class DeviationText {
  private DeviationText() {}

  /** {@code errors 20 % of events, usually 0 %}. */
  public static String of(JsonNode deviation) {
    double value = deviation.path("value").asDouble();
    double expected = deviation.path("expected").asDouble();
    String measure = deviation.path("measure").asText();
    return switch (measure) {
      case "error-share" ->
          "errors "
              + Quantities.percent(value)
              + " of events, usually "
              + Quantities.percent(expected);
      case "rate" ->
          Quantities.digits(value) + " events a second, usually " + Quantities.digits(expected);
      case "p95-nanos" ->
          "95th percentile of calls "
              + Quantities.duration((long) value)
              + ", usually "
              + Quantities.duration((long) expected);
      default -> Ink.oneLine(measure) + " " + value + ", usually " + expected;
    };
  }
}
