package dev.traversion.model.search;

import java.util.Locale;
import java.util.Optional;

/** The fields that are no attributes. An attribute of the same name is written {@code .kind}. */
enum FieldName {
  SERVICE,
  KIND,
  STATUS,
  SEVERITY,
  OPERATION,
  ENTITY,
  TRACE,
  SPAN,
  VERSION,
  DURATION;

  String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Optional<FieldName> of(String text) {
    return switch (text) {
      case "latency" -> Optional.of(DURATION);
      case "level" -> Optional.of(SEVERITY);
      default -> {
        for (var field : values()) {
          if (field.text().equals(text)) {
            yield Optional.of(field);
          }
        }
        yield Optional.empty();
      }
    };
  }
}
