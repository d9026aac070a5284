package dev.traversion.model.attribute;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * An immutable list of key-value pairs in the order in which they came.
 *
 * <p>OTLP asks for unique keys but senders break the rule, so duplicates are kept as they are and
 * {@link #get} answers the first. Look-up is a linear scan: attribute lists are short.
 */
public final class Attributes {
  private static final Attributes NONE = new Attributes(new String[0], new Value[0]);

  private final String[] keys;
  private final Value[] values;

  private Attributes(String[] keys, Value[] values) {
    this.keys = keys;
    this.values = values;
  }

  public static Attributes none() {
    return NONE;
  }

  public static Builder builder() {
    return new Builder();
  }

  public static Builder builder(int expectedSize) {
    return new Builder(expectedSize);
  }

  /** Attributes of one text pair. */
  public static Attributes of(String key, String value) {
    return builder(1).put(key, value).build();
  }

  public int size() {
    return keys.length;
  }

  public boolean isEmpty() {
    return keys.length == 0;
  }

  public String key(int index) {
    return keys[index];
  }

  public Value value(int index) {
    return values[index];
  }

  /** The value under {@code key}, or null when there is none. */
  public @Nullable Value get(String key) {
    for (int i = 0; i < keys.length; i++) {
      if (keys[i].equals(key)) {
        return values[i];
      }
    }
    return null;
  }

  /** The text under {@code key}, or null when there is none or it has another type. */
  public @Nullable String text(String key) {
    return get(key) instanceof Value.Text(var text) ? text : null;
  }

  public void forEach(BiConsumer<? super String, ? super Value> action) {
    for (int i = 0; i < keys.length; i++) {
      action.accept(keys[i], values[i]);
    }
  }

  /** The keys in order. */
  public List<String> keys() {
    return List.of(keys);
  }

  @Override
  public boolean equals(Object other) {
    return this == other
        || (other instanceof Attributes that
            && Arrays.equals(keys, that.keys)
            && Arrays.equals(values, that.values));
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(keys) + Arrays.hashCode(values);
  }

  @Override
  public String toString() {
    var text = new StringBuilder("{");
    forEach(
        (key, value) ->
            text.append(text.length() > 1 ? ", " : "").append(key).append('=').append(value));
    return text.append('}').toString();
  }

  /** Collects pairs in order; usable once. */
  public static final class Builder {
    private final ArrayList<String> keys;
    private final ArrayList<Value> values;

    private Builder() {
      this(8);
    }

    private Builder(int expectedSize) {
      keys = new ArrayList<>(expectedSize);
      values = new ArrayList<>(expectedSize);
    }

    public Builder put(String key, Value value) {
      keys.add(key);
      values.add(value);
      return this;
    }

    public Builder put(String key, String value) {
      return put(key, Value.of(value));
    }

    public Builder put(String key, long value) {
      return put(key, Value.of(value));
    }

    public Builder put(String key, double value) {
      return put(key, Value.of(value));
    }

    public Builder put(String key, boolean value) {
      return put(key, Value.of(value));
    }

    public Attributes build() {
      return keys.isEmpty()
          ? NONE
          : new Attributes(keys.toArray(String[]::new), values.toArray(Value[]::new));
    }
  }
}
