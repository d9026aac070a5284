package dev.traversion.replay;

import dev.traversion.journal.FrameEntry;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The frames that may hold what a search is for, in the order in which it goes through them. By
 * their own filters they are judged a slice at a time, as the search gets there.
 */
final class Candidates {
  /** Frames whose filters are looked at together. */
  private static final int SLICE = 256;

  private final List<FrameEntry> inOrder;
  private final FrameJudge judge;

  private Candidates(List<FrameEntry> inOrder, FrameJudge judge) {
    this.inOrder = inOrder;
    this.judge = judge;
  }

  /** Finds candidates by the index and by the terms of frames. */
  record Finder(FrameSieve sieve, FilterCache filters) {
    /** Those of some mirrors. Of a hole it notes that a candidate may be lost in it. */
    Candidates find(
        EventFilter filter, List<View> views, Comparator<FrameEntry> order, Missing missing) {
      views.forEach(view -> view.noteUnlistedGaps(missing, filter::mayMatch));
      var sifted = sieve.sift(views.stream().map(View::frames).toList(), filter);
      var inOrder = new ArrayList<>(sifted.left());
      inOrder.sort(order);
      return new Candidates(
          inOrder, new FrameJudge(filters, filter.query().requirement(), sifted.unjudged()));
    }
  }

  /**
   * Neighbours among the candidates.
   *
   * @param passing those of them that their filters do not rule out
   * @param next the first candidate after them
   */
  record Slice(List<FrameEntry> passing, Optional<FrameEntry> next) {
    /** The first frame that is left when so many of those that pass are read. */
    Optional<FrameEntry> after(int read) {
      return read < passing.size() ? Optional.of(passing.get(read)) : next;
    }
  }

  int slices() {
    return (inOrder.size() + SLICE - 1) / SLICE;
  }

  Slice slice(int number) {
    int end = Math.min(inOrder.size(), (number + 1) * SLICE);
    return new Slice(
        judge.passing(inOrder.subList(number * SLICE, end)),
        end < inOrder.size() ? Optional.of(inOrder.get(end)) : Optional.empty());
  }
}
