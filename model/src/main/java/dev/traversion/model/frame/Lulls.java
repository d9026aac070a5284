package dev.traversion.model.frame;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * Stretches of a frame's time in which nothing in it occurred. One event that was recorded hours
 * late has a frame of seconds span these hours; its lulls still tell that it holds nothing of them.
 * Immutable.
 */
public final class Lulls {
  /** Shorter ones tell nothing that is worth its bytes. */
  static final long LEAST_NANOS = 1_000_000_000L;

  /** Of more the longest are kept. */
  static final int MOST = 15;

  private static final Lulls NONE = new Lulls(new long[0]);

  /**
   * Ascending: the last occurrence before a lull and the first after it, of each lull in turn. An
   * occurrence may be both.
   */
  private final long[] edges;

  private record Lull(long after, long before) {
    long nanos() {
      long nanos = before - after;
      return nanos < 0 ? Long.MAX_VALUE : nanos; // further apart than a number can tell
    }
  }

  private Lulls(long[] edges) {
    this.edges = edges;
  }

  public static Lulls none() {
    return NONE;
  }

  /**
   * Of some events.
   *
   * @param occurredAtNanos of each, in any order; is sorted
   */
  static Lulls between(long[] occurredAtNanos) {
    Arrays.sort(occurredAtNanos);
    List<Lull> lulls = new ArrayList<>();
    for (int i = 1; i < occurredAtNanos.length; i++) {
      var lull = new Lull(occurredAtNanos[i - 1], occurredAtNanos[i]);
      if (lull.nanos() >= LEAST_NANOS) {
        lulls.add(lull);
      }
    }
    if (lulls.size() > MOST) {
      lulls.sort(Comparator.comparingLong(Lull::nanos).reversed());
      lulls = lulls.subList(0, MOST);
      lulls.sort(Comparator.comparingLong(Lull::after));
    }
    return ofEdges(
        lulls.stream().flatMapToLong(lull -> LongStream.of(lull.after, lull.before)).toArray());
  }

  private static Lulls ofEdges(long[] edges) {
    return edges.length == 0 ? NONE : new Lulls(edges);
  }

  /**
   * As {@link #edges} told them.
   *
   * @param edges null where none were kept, as by an earlier release: then readers open frames that
   *     they need not
   * @throws IllegalArgumentException if they are no pairs in ascending order
   */
  public static Lulls of(@Nullable List<Long> edges) {
    if (edges == null) {
      return NONE;
    }
    if (edges.size() % 2 != 0) {
      throw new IllegalArgumentException("a lull has two ends: " + edges);
    }
    for (int i = 1; i < edges.size(); i++) {
      boolean within = i % 2 == 1;
      int order = Long.compare(edges.get(i - 1), edges.get(i));
      if (order > 0 || (within && order == 0)) {
        throw new IllegalArgumentException("lulls follow one another: " + edges);
      }
    }
    return ofEdges(edges.stream().mapToLong(Long::longValue).toArray());
  }

  /** Those of them that last so long at least: mostly all, since they were asked before. */
  Lulls atLeast(long nanos) {
    for (int i = 0; i < edges.length; i += 2) {
      if (lull(i).nanos() < nanos) {
        return without(nanos);
      }
    }
    return this;
  }

  private Lulls without(long shorterThanNanos) {
    var kept = LongStream.builder();
    for (int i = 0; i < edges.length; i += 2) {
      if (lull(i).nanos() >= shorterThanNanos) {
        kept.add(edges[i]).add(edges[i + 1]);
      }
    }
    return ofEdges(kept.build().toArray());
  }

  private Lull lull(int edge) {
    return new Lull(edges[edge], edges[edge + 1]);
  }

  /** The occurrence before a lull and the one after it, of each in turn; nanoseconds. */
  public List<Long> edges() {
    return Arrays.stream(edges).boxed().toList();
  }

  /** Whether nothing occurred in {@code first..last} (both inclusive) since one of these lasted. */
  public boolean cover(long firstNanos, long lastNanos) {
    // An even number of edges before the window: it begins at an occurrence or outside of a lull.
    int before = 0;
    while (before < edges.length && edges[before] < firstNanos) {
      before++;
    }
    return before % 2 == 1 && lastNanos < edges[before];
  }

  /** Bytes held, roughly. */
  public int weight() {
    return edges.length == 0 ? 0 : 32 + edges.length * Long.BYTES;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Lulls that && Arrays.equals(edges, that.edges);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(edges);
  }

  @Override
  public String toString() {
    return "Lulls" + Arrays.toString(edges);
  }
}
