package dev.traversion.replay;

import dev.traversion.model.event.EntityRef;
import java.util.Locale;
import java.util.Optional;

/**
 * Which entities are listed.
 *
 * @param type only those of this type, when given
 * @param search only those whose id, {@code type/key}, holds this text in upper or lower case
 */
public record EntityFilter(Optional<String> type, Optional<String> search) {
  public EntityFilter {
    search = search.map(EntityFilter::withoutCase);
  }

  public static EntityFilter all() {
    return new EntityFilter(Optional.empty(), Optional.empty());
  }

  public boolean matches(EntityRef entity) {
    return (type.isEmpty() || type.get().equals(entity.type()))
        && (search.isEmpty() || withoutCase(entity.toString()).contains(search.get()));
  }

  private static String withoutCase(String text) {
    return text.toLowerCase(Locale.ROOT);
  }
}
