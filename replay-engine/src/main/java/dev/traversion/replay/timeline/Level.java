package dev.traversion.replay.timeline;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The ladder of bucket widths, from milliseconds up to days. A tile is {@link #TILE_BUCKETS}
 * neighbouring buckets of one level, counted from 1970 on (UTC), so each instant lies in exactly
 * one bucket and one tile of each level, and each tile is a whole number of the next finer ones.
 *
 * <p>Tiles from {@link #FINEST_STORED} up are stored; finer ones are counted from frames when asked
 * for. Numbers are stored and names are in URLs: append only.
 */
public enum Level {
  MILLISECOND("1ms", 1_000_000L),
  MILLISECONDS_10("10ms", 10_000_000L),
  MILLISECONDS_100("100ms", 100_000_000L),
  SECOND("1s", 1_000_000_000L),
  SECONDS_10("10s", 10_000_000_000L),
  MINUTE("1m", 60_000_000_000L),
  MINUTES_10("10m", 600_000_000_000L),
  HOUR("1h", 3_600_000_000_000L),
  DAY("1d", 86_400_000_000_000L);

  /** Divisible by every step of the ladder, so that tiles nest. */
  public static final int TILE_BUCKETS = 240;

  static final Level FINEST_STORED = SECOND;
  static final Level COARSEST = DAY;

  private static final Level[] LADDER = values();

  private final String text;
  private final long widthNanos;

  Level(String text, long widthNanos) {
    this.text = text;
    this.widthNanos = widthNanos;
  }

  /** The name in URLs, e.g. {@code 10m}. */
  public String text() {
    return text;
  }

  /**
   * Reads {@link #text()} back.
   *
   * @throws IllegalArgumentException naming the known levels
   */
  public static Level parse(String text) {
    return Arrays.stream(LADDER)
        .filter(level -> level.text.equals(text))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "is no level; there are "
                        + Arrays.stream(LADDER)
                            .map(Level::text)
                            .collect(Collectors.joining(", "))));
  }

  /** Length of one bucket. */
  public long widthNanos() {
    return widthNanos;
  }

  /** Length of one tile. */
  public long tileNanos() {
    return widthNanos * TILE_BUCKETS;
  }

  /** Which tile holds an instant. */
  public long tileOf(long nanos) {
    return Math.floorDiv(nanos, tileNanos());
  }

  /** Which bucket of its tile holds an instant, from 0. */
  int bucketOf(long nanos) {
    return (int) (Math.floorMod(nanos, tileNanos()) / widthNanos);
  }

  /** The coarsest level whose buckets are no wider; the finest where there is none. */
  static Level atMost(long widthNanos) {
    var found = LADDER[0];
    for (var level : LADDER) {
      found = level.widthNanos <= widthNanos ? level : found;
    }
    return found;
  }

  boolean isStored() {
    return ordinal() >= FINEST_STORED.ordinal();
  }

  /** The next finer stored level. */
  Optional<Level> finerStored() {
    return this == FINEST_STORED ? Optional.empty() : Optional.of(LADDER[ordinal() - 1]);
  }

  Optional<Level> coarser() {
    return this == COARSEST ? Optional.empty() : Optional.of(LADDER[ordinal() + 1]);
  }

  /** The stored levels, coarsest first. */
  static Level[] storedFromTheTop() {
    var stored = new Level[COARSEST.ordinal() - FINEST_STORED.ordinal() + 1];
    for (int i = 0; i < stored.length; i++) {
      stored[i] = LADDER[COARSEST.ordinal() - i];
    }
    return stored;
  }
}
