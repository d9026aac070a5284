package dev.traversion.replay;

import java.util.List;
import java.util.Optional;

/**
 * A bounded part of a list.
 *
 * @param next an opaque cursor to the following part; empty at the end
 */
public record Page<T>(List<T> items, Optional<String> next) {
  /** The most items that one page may hold. */
  public static final int MAX_LIMIT = 1_000;
}
