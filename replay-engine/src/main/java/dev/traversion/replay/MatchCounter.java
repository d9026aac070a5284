package dev.traversion.replay;

import dev.traversion.journal.FrameEntry;
import dev.traversion.model.event.Event;
import dev.traversion.replay.timeline.MatchCounts;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BiFunction;
import java.util.function.LongSupplier;

/**
 * Counts the events of a search along a window. Tiles know nothing of conditions, so the frames
 * that may hold such events are read, the earliest first, for as long as a search may take.
 */
final class MatchCounter {
  /** Frames read between two looks at the clock; so many are read in any case. */
  private static final int WAVE = 32;

  /** Frames whose filters are looked at together. */
  private static final int SLICE = 256;

  private final FrameReader frames;
  private final FrameSieve sieve;
  private final FilterCache filters;
  private final BiFunction<View, Missing, List<Event>> unsealed;
  private final long budgetNanos;
  private final LongSupplier nanoClock;

  /**
   * @param unsealed the open events of a view that no listed frame holds
   */
  MatchCounter(
      FrameReader frames,
      FrameSieve sieve,
      FilterCache filters,
      BiFunction<View, Missing, List<Event>> unsealed,
      ReplaySettings settings,
      LongSupplier nanoClock) {
    this.frames = frames;
    this.sieve = sieve;
    this.filters = filters;
    this.unsealed = unsealed;
    this.budgetNanos = settings.searchBudget().toNanos();
    this.nanoClock = nanoClock;
  }

  MatchingTimeline count(EventQuery query, int buckets, List<View> views, Missing missing) {
    var filter = EventFilter.of(query, Optional.empty());
    var counts = new MatchCounts(query.fromNanos(), query.toNanos(), buckets);
    long deadline = nanoClock.getAsLong() + budgetNanos;
    var inWindow = new ArrayList<List<FrameEntry>>();
    for (var view : views) {
      view.noteUnlistedGaps(missing, filter::mayMatch);
      if (!filter.isEmpty()) {
        inWindow.add(
            view.frames().occurringIn(filter.fromNanos(), filter.lastNanos(), filter::mayMatch));
      }
      for (var event : unsealed.apply(view, missing)) {
        if (filter.matches(EventKey.of(view.mirror().service(), event), event)) {
          counts.add(event);
        }
      }
    }
    var sifted = sieve.sift(inWindow, query.requirement());
    var candidates = new ArrayList<>(sifted.left());
    candidates.sort(Comparator.comparingLong(MatchCounter::begin));
    var judge = new FrameJudge(filters, query.requirement(), sifted.unjudged());
    var countedTo = countedTo(candidates, judge, filter, counts, deadline, missing);
    return new MatchingTimeline(counts.toTimeline(), countedTo);
  }

  private OptionalLong countedTo(
      List<FrameEntry> candidates,
      FrameJudge judge,
      EventFilter filter,
      MatchCounts counts,
      long deadline,
      Missing missing) {
    for (int slice = 0; slice < candidates.size(); slice += SLICE) {
      int end = Math.min(candidates.size(), slice + SLICE);
      var passing = judge.passing(candidates.subList(slice, end));
      for (int read = 0; read < passing.size(); read += WAVE) {
        int readTo = Math.min(passing.size(), read + WAVE);
        frames.each(
            passing.subList(read, readTo),
            missing,
            frame -> counts.add(frame, filter.matchingRows(frame, missing)));
        var unread =
            readTo < passing.size()
                ? Optional.of(passing.get(readTo))
                : end < candidates.size()
                    ? Optional.of(candidates.get(end))
                    : Optional.<FrameEntry>empty();
        if (unread.isPresent() && nanoClock.getAsLong() - deadline >= 0) {
          missing.timeBudgetSpent();
          return OptionalLong.of(Math.max(filter.fromNanos(), begin(unread.get())));
        }
      }
    }
    return OptionalLong.empty();
  }

  private static long begin(FrameEntry entry) {
    return entry.summary().minOccurredNanos();
  }
}
