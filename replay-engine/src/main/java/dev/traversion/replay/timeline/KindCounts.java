package dev.traversion.replay.timeline;

import dev.traversion.model.event.EventKind;
import java.util.Arrays;

/** How many events of each kind. Immutable. */
public final class KindCounts {
  private static final int KINDS = EventKind.values().length;
  private static final KindCounts NONE = new KindCounts(new long[KINDS]);

  private final long[] byKind;

  private KindCounts(long[] byKind) {
    this.byKind = byKind;
  }

  public static KindCounts none() {
    return NONE;
  }

  /**
   * @param byKind indexed by {@link EventKind#ordinal()}; copied
   */
  public static KindCounts of(long[] byKind) {
    if (byKind.length != KINDS) {
      throw new IllegalArgumentException("one number for each kind");
    }
    return new KindCounts(byKind.clone());
  }

  public long of(EventKind kind) {
    return byKind[kind.ordinal()];
  }

  public long total() {
    return Arrays.stream(byKind).sum();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof KindCounts that && Arrays.equals(byKind, that.byKind);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(byKind);
  }

  @Override
  public String toString() {
    return Arrays.toString(byKind);
  }
}
