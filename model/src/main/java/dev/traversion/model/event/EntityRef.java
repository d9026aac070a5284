package dev.traversion.model.event;

/**
 * Names a thing with state that a service owns, e.g. {@code order/42}.
 *
 * @param type never empty, e.g. {@code order}
 * @param key never empty, e.g. {@code 42}
 */
public record EntityRef(String type, String key) implements Comparable<EntityRef> {
  public EntityRef {
    if (type.isEmpty() || key.isEmpty()) {
      throw new IllegalArgumentException("an entity has a type and a key, neither empty");
    }
  }

  @Override
  public int compareTo(EntityRef that) {
    int byType = type.compareTo(that.type);
    return byType != 0 ? byType : key.compareTo(that.key);
  }

  /** {@code type/key}, for people. */
  @Override
  public String toString() {
    return type + "/" + key;
  }
}
