package dev.traversion.replay.timeline;

import dev.traversion.replay.timeline.Tile.Place;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * How a window of buckets is put together from whole buckets of the ladder: coarse ones inside,
 * finer ones towards the borders, and at the borders what is less than a bucket of the finest
 * stored level. The same for every mirror. Immutable.
 *
 * <p>A window whose buckets begin at whole buckets of the ladder has no such borders, and takes as
 * many reads as it has buckets; any other is as exact, but reads frames at its borders.
 */
public final class Plan {
  private final long fromNanos;
  private final long toNanos;
  private final long bucketNanos;
  private final List<Stretch> stretches = new ArrayList<>();
  private final Map<Level, SortedSet<Long>> tiles = new EnumMap<>(Level.class);

  /**
   * A run of time within one bucket of the window.
   *
   * @param level made of whole buckets of this level; null for a sliver of one bucket of the finest
   *     stored level
   */
  record Stretch(int bucket, long fromNanos, long toNanos, @Nullable Level level) {}

  private Plan(long fromNanos, long toNanos, long bucketNanos) {
    this.fromNanos = fromNanos;
    this.toNanos = toNanos;
    this.bucketNanos = bucketNanos;
  }

  /**
   * Plans a window cut into as many buckets.
   *
   * @param toNanos after {@code fromNanos}, by no more than a long can say
   * @param buckets at least one; fewer where they would be shorter than a nanosecond
   */
  public static Plan of(long fromNanos, long toNanos, int buckets) {
    long width = Math.max(1, Math.ceilDiv(toNanos - fromNanos, buckets));
    var plan = new Plan(fromNanos, toNanos, width);
    var level = Level.atMost(width);
    for (int bucket = 0; bucket < plan.buckets(); bucket++) {
      plan.cover(
          bucket,
          level.isStored() ? level : Level.FINEST_STORED,
          plan.startOf(bucket),
          bucket == plan.buckets() - 1 ? toNanos : plan.startOf(bucket + 1));
    }
    return plan;
  }

  private void cover(int bucket, Level level, long from, long to) {
    if (from >= to) {
      return;
    }
    long first = up(from, level.widthNanos());
    long last = down(to, level.widthNanos());
    var finer = level.finerStored();
    if (first < last) {
      finer.ifPresentOrElse(
          below -> cover(bucket, below, from, first), () -> sliver(bucket, from, first));
      add(new Stretch(bucket, first, last, level), level);
      finer.ifPresentOrElse(
          below -> cover(bucket, below, last, to), () -> sliver(bucket, last, to));
    } else if (finer.isPresent()) {
      cover(bucket, finer.get(), from, to);
    } else if (from < first && first < to) {
      sliver(bucket, from, first);
      sliver(bucket, first, to);
    } else {
      sliver(bucket, from, to);
    }
  }

  private void sliver(int bucket, long from, long to) {
    if (from < to) {
      add(new Stretch(bucket, from, to, null), Level.FINEST_STORED);
    }
  }

  private void add(Stretch stretch, Level level) {
    stretches.add(stretch);
    long last = level.tileOf(stretch.toNanos - 1);
    for (long index = level.tileOf(stretch.fromNanos); index <= last; index++) {
      Place place = new Place(level, index);
      while (place != null
          && tiles.computeIfAbsent(place.level(), _ -> new TreeSet<>()).add(place.index())) {
        place = place.above();
      }
    }
  }

  /** The least multiple at or above; {@link Long#MAX_VALUE} where there is none. */
  private static long up(long nanos, long width) {
    long past = Math.floorMod(nanos, width);
    return past == 0
        ? nanos
        : nanos > Long.MAX_VALUE - (width - past) ? Long.MAX_VALUE : nanos + (width - past);
  }

  /** The greatest multiple at or below; {@link Long#MIN_VALUE} where there is none. */
  private static long down(long nanos, long width) {
    long past = Math.floorMod(nanos, width);
    return nanos < Long.MIN_VALUE + past ? Long.MIN_VALUE : nanos - past;
  }

  long fromNanos() {
    return fromNanos;
  }

  long toNanos() {
    return toNanos;
  }

  long bucketNanos() {
    return bucketNanos;
  }

  int buckets() {
    return (int) Math.ceilDiv(toNanos - fromNanos, bucketNanos);
  }

  long startOf(int bucket) {
    return fromNanos + bucket * bucketNanos;
  }

  boolean holds(long nanos) {
    return nanos >= fromNanos && nanos < toNanos;
  }

  int bucketOf(long nanos) {
    return (int) ((nanos - fromNanos) / bucketNanos);
  }

  /** In order of time, without a break. */
  List<Stretch> stretches() {
    return stretches;
  }

  /** The tiles of a level that are needed, ascending; those above them included. */
  List<Long> tiles(Level level) {
    return List.copyOf(tiles.getOrDefault(level, new TreeSet<>()));
  }
}
