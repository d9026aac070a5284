package dev.traversion.replay.keyframe;

import java.util.Arrays;
import java.util.Comparator;

/**
 * One thing that a keyframe holds: a write of a setting, a version or an entity, or an interval in
 * which calls were in flight. Arrays are shared, not to be changed.
 *
 * @param key see {@link EntryKey}; entries are in the order of its bytes, unsigned
 * @param value see {@link EntryValue}
 */
public record Entry(byte[] key, byte[] value) {
  public static final Comparator<Entry> BY_KEY =
      (one, other) -> Arrays.compareUnsigned(one.key, other.key);

  int bytes() {
    return key.length + value.length;
  }
}
