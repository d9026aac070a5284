package dev.traversion.cli.otlp;

import java.util.List;
import java.util.Set;

/** What OTLP carries, each in requests of its own. */
public enum Signal {
  TRACES("span", "spans"),
  LOGS("log record", "log records"),
  METRICS("data point", "data points");

  private final String item;
  private final String items;

  Signal(String item, String items) {
    this.item = item;
    this.items = items;
  }

  /** What a request holds one of: {@code span}. */
  public String item() {
    return item;
  }

  public String items() {
    return items;
  }

  /** The only member that OTLP gives a request. */
  String member() {
    return switch (this) {
      case TRACES -> "resourceSpans";
      case LOGS -> "resourceLogs";
      case METRICS -> "resourceMetrics";
    };
  }

  /** The members that lead from that one to the items. */
  List<Set<String>> path() {
    return switch (this) {
      case TRACES -> List.of(Set.of("scopeSpans"), Set.of("spans"));
      case LOGS -> List.of(Set.of("scopeLogs"), Set.of("logRecords"));
      case METRICS ->
          List.of(
              Set.of("scopeMetrics"),
              Set.of("metrics"),
              Set.of("gauge", "sum", "histogram", "exponentialHistogram", "summary"),
              Set.of("dataPoints"));
    };
  }
}
