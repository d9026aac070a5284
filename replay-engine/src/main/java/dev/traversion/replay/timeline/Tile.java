package dev.traversion.replay.timeline;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A run of {@link Level#TILE_BUCKETS} buckets of one level of one mirror. Immutable.
 *
 * @param coverage which of the mirror's frames it counts
 * @param cells the buckets in which something happened, in order
 */
record Tile(Place place, Coverage coverage, List<Cell> cells) {

  /**
   * Which tile: it begins at {@code index} times the length of the level's tiles, counted from
   * 1970.
   */
  record Place(Level level, long index) {
    static Place holding(Level level, long nanos) {
      return new Place(level, level.tileOf(nanos));
    }

    /** The tile above, which tells where the tiles below hold something. */
    @Nullable Place above() {
      return level
          .coarser()
          .map(coarser -> new Place(coarser, Math.floorDiv(index, steps(coarser))))
          .orElse(null);
    }

    /** How many of its level's tiles one of the coarser level's holds. */
    private long steps(Level coarser) {
      return coarser.tileNanos() / level.tileNanos();
    }

    /** The first of the buckets of the tile above that this tile's span covers. */
    int firstBucketAbove(Level coarser) {
      return (int) (Math.floorMod(index, steps(coarser)) * bucketsAbove(coarser));
    }

    /** How many of them. */
    int bucketsAbove(Level coarser) {
      return (int) (level.tileNanos() / coarser.widthNanos());
    }

    /** Whether something that occurred from {@code min} to {@code max} may lie in it. */
    boolean mayHold(long min, long max) {
      return level.tileOf(min) <= index && level.tileOf(max) >= index;
    }
  }

  Tile {
    cells = List.copyOf(cells);
  }

  static Tile empty(Place place, Coverage coverage) {
    return new Tile(place, coverage, List.of());
  }

  Tile with(Coverage other) {
    return new Tile(place, other, cells);
  }

  /** Whether something happened in the span of a tile of the next finer level. */
  boolean holdsSomethingBelow(Place finer) {
    int first = finer.firstBucketAbove(place.level());
    int end = first + finer.bucketsAbove(place.level());
    int at = indexOf(first);
    return at < cells.size() && cells.get(at).bucket() < end;
  }

  /** The cells of the buckets {@code from} (inclusive) to {@code to} (exclusive). */
  List<Cell> cells(int from, int to) {
    return cells.subList(indexOf(from), indexOf(to));
  }

  /** Bytes held, roughly. */
  int weight() {
    int bytes = 128;
    for (var cell : cells) {
      bytes += cell.weight();
    }
    return bytes;
  }

  /** Where the first cell at or after a bucket stands. */
  private int indexOf(int bucket) {
    int low = 0;
    int high = cells.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (cells.get(middle).bucket() < bucket) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
