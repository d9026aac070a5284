package dev.traversion.replay.keyframe;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The keyframes of one mirror, put in order: the full ones, and the chain of those without a
 * horizon that covers as many frames as can be with as few keyframes as can be. Immutable.
 */
final class Shelf {
  private final List<StoredKeyframe> all;
  private final List<StoredKeyframe> full;
  private final List<StoredKeyframe> chain;

  /** Numbers up to the end of the chain that no keyframe covers, in the order of the chain. */
  private final SequenceRanges holes;

  /** The holes, and what the keyframes of the chain say that they do not cover. */
  private final SequenceRanges unreadable;

  Shelf(List<StoredKeyframe> keyframes) {
    all = List.copyOf(keyframes);
    full =
        all.stream()
            .filter(StoredKeyframe::isFull)
            .sorted(
                Comparator.<StoredKeyframe>comparingLong(keyframe -> keyframe.id().upTo())
                    .thenComparingLong(keyframe -> keyframe.id().horizonNanos()))
            .toList();
    chain = new ArrayList<>();
    holes = link();
    var uncovered = new ArrayList<>(List.of(holes));
    chain.forEach(keyframe -> uncovered.add(keyframe.summary().uncovered()));
    unreadable = SequenceRanges.union(uncovered);
  }

  private SequenceRanges link() {
    var ascending =
        all.stream()
            .filter(keyframe -> !keyframe.isFull())
            .sorted(Comparator.comparingLong(keyframe -> keyframe.id().after()))
            .toList();
    var between = new SequenceRanges.Builder();
    long covered = 0;
    int next = 0;
    while (next < ascending.size()) {
      @Nullable StoredKeyframe best = null;
      while (next < ascending.size() && ascending.get(next).id().after() <= covered) {
        var candidate = ascending.get(next++);
        if (candidate.id().upTo() > covered
            && (best == null || candidate.id().upTo() > best.id().upTo())) {
          best = candidate;
        }
      }
      if (best != null) {
        chain.add(best);
        covered = best.id().upTo();
      } else if (next < ascending.size()) {
        between.add(covered + 1, ascending.get(next).id().after());
        covered = ascending.get(next).id().after();
      }
    }
    // What came before a full keyframe is needed for instants before its horizon.
    between.add(covered + 1, full.isEmpty() ? 0 : full.getLast().id().upTo());
    return between.build();
  }

  /** Every keyframe that is listed and sound. */
  List<StoredKeyframe> all() {
    return all;
  }

  List<StoredKeyframe> chain() {
    return chain;
  }

  SequenceRanges holes() {
    return holes;
  }

  /** The last full keyframe, if there is one. */
  @Nullable StoredKeyframe lastFull() {
    return full.isEmpty() ? null : full.getLast();
  }

  /** The last frame that a keyframe covers; 0 if there is none. */
  long covered() {
    long byChain = chain.isEmpty() ? 0 : chain.getLast().id().upTo();
    var last = lastFull();
    return last == null ? byChain : Math.max(byChain, last.id().upTo());
  }

  /**
   * What gives the state at an instant: the last full keyframe that can, and of the chain what
   * comes after it and holds something by then.
   */
  KeyframePlan plan(long atNanos, long windowNanos) {
    @Nullable StoredKeyframe base = null;
    long nextHorizon = Long.MAX_VALUE;
    for (int i = full.size() - 1; i >= 0 && base == null; i--) {
      var candidate = full.get(i);
      if (candidate.summary().windowNanos() >= windowNanos) {
        if (candidate.id().horizonNanos() <= atNanos) {
          base = candidate;
        } else {
          nextHorizon = Math.min(nextHorizon, candidate.id().horizonNanos());
        }
      }
    }
    long from = base == null ? 0 : base.id().upTo();
    var chosen = new ArrayList<StoredKeyframe>();
    var unread = unreadable.above(from);
    if (base != null) {
      chosen.add(base);
      unread = SequenceRanges.union(List.of(unread, base.summary().uncovered()));
    }
    var later = new ArrayList<StoredKeyframe>();
    for (var keyframe : chain.subList(firstEndingAfter(from), chain.size())) {
      long earliest = keyframe.summary().earliestNanos();
      if (earliest <= atNanos) {
        chosen.add(keyframe);
      } else if (earliest < nextHorizon) {
        later.add(keyframe);
      }
    }
    long chainEnd = chain.isEmpty() ? 0 : chain.getLast().id().upTo();
    return new KeyframePlan(
        List.copyOf(chosen), List.copyOf(later), Math.max(from, chainEnd), unread);
  }

  private int firstEndingAfter(long sequenceNr) {
    int low = 0;
    int high = chain.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (chain.get(middle).id().upTo() <= sequenceNr) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
