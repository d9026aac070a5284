package dev.traversion.benchmarks;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.LinkedHashMap;
import java.util.Map;

/** Named figures, nested by dots of their own kind: a figure is a number, a text or a report. */
public final class Report {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Map<String, Object> figures = new LinkedHashMap<>();

  public Report put(String name, long value) {
    figures.put(name, value);
    return this;
  }

  /** A figure with three significant decimals. */
  public Report put(String name, double value) {
    figures.put(name, Math.round(value * 1000) / 1000.0);
    return this;
  }

  public Report put(String name, String value) {
    figures.put(name, value);
    return this;
  }

  public Report put(String name, Report value) {
    figures.put(name, value.figures);
    return this;
  }

  String toJson() throws JsonProcessingException {
    return JSON.writeValueAsString(figures);
  }

  String toText() {
    var text = new StringBuilder();
    append(text, figures, "");
    return text.toString().stripTrailing();
  }

  private static void append(StringBuilder text, Map<?, ?> figures, String indent) {
    figures.forEach(
        (name, value) -> {
          text.append(indent).append(name);
          if (value instanceof Map<?, ?> nested) {
            text.append('\n');
            append(text, nested, indent + "  ");
          } else {
            text.append(" = ").append(value).append('\n');
          }
        });
  }
}
