package dev.traversion.http;

import java.util.Optional;
import java.util.function.Supplier;

/** Tells a cursor that history refuses from a fault of ours. */
final class BadCursor {
  private BadCursor() {}

  /**
   * Limits are checked before; so what history still finds wrong is the cursor, if there is one.
   */
  static <T> T guard(Optional<String> cursor, Supplier<T> question) {
    try {
      return question.get();
    } catch (IllegalArgumentException e) {
      if (cursor.isPresent()) {
        throw Parameters.invalid("cursor", "is not one that this API gave for this question");
      }
      throw e;
    }
  }
}
