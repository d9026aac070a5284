package dev.traversion.http;

import dev.traversion.http.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Pages a list that is whole in memory and ordered by a unique key: the cursor is the last key
 * shown, so that a list that grows meanwhile is continued, not shifted.
 */
final class Cursor {
  private Cursor() {}

  /** A page and the cursor to the next. */
  record Cut<T>(List<T> items, Optional<String> next) {

    /** The member {@code next}; left out at the end. */
    void writeNext(Json json) {
      Cursor.writeNext(json, next);
    }
  }

  /**
   * @param ascending ordered by {@code key}
   * @param cursor empty for the first page
   */
  static <T, K extends Comparable<K>> Cut<T> cut(
      List<T> ascending,
      Function<T, K> key,
      Function<K, String> write,
      Function<String, K> read,
      Optional<String> cursor,
      int limit) {
    var rest = ascending.stream();
    if (cursor.isPresent()) {
      var after = Parameters.parsed("cursor", cursor.get(), text -> read.apply(decoded(text)));
      rest = rest.filter(item -> key.apply(item).compareTo(after) > 0);
    }
    var items = rest.limit(limit + 1L).toList();
    if (items.size() <= limit) {
      return new Cut<>(items, Optional.empty());
    }
    var page = items.subList(0, limit);
    return new Cut<>(page, Optional.of(encoded(write.apply(key.apply(page.getLast())))));
  }

  static void writeNext(Json json, Optional<String> next) {
    next.ifPresent(cursor -> json.text("next", cursor));
  }

  private static String encoded(String key) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(key.getBytes(StandardCharsets.UTF_8));
  }

  private static String decoded(String cursor) {
    try {
      return new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("is not one that this API gave", e);
    }
  }
}
