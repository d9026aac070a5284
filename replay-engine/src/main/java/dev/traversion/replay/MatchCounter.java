package dev.traversion.replay;

import dev.traversion.journal.FrameEntry;
import dev.traversion.model.event.Event;
import dev.traversion.replay.timeline.MatchCounts;
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

  private final FrameReader frames;
  private final Candidates.Finder finder;
  private final BiFunction<View, Missing, List<Event>> unsealed;
  private final long budgetNanos;
  private final LongSupplier nanoClock;

  /**
   * @param unsealed the open events of a view that no listed frame holds
   */
  MatchCounter(
      FrameReader frames,
      Candidates.Finder finder,
      BiFunction<View, Missing, List<Event>> unsealed,
      ReplaySettings settings,
      LongSupplier nanoClock) {
    this.frames = frames;
    this.finder = finder;
    this.unsealed = unsealed;
    this.budgetNanos = settings.searchBudget().toNanos();
    this.nanoClock = nanoClock;
  }

  MatchingTimeline count(EventQuery query, int buckets, List<View> views, Missing missing) {
    var filter = EventFilter.of(query, Optional.empty());
    var counts = new MatchCounts(query.fromNanos(), query.toNanos(), buckets);
    long deadline = nanoClock.getAsLong() + budgetNanos;
    var candidates =
        finder.find(filter, views, Comparator.comparingLong(MatchCounter::begin), missing);
    for (var view : views) {
      for (var event : unsealed.apply(view, missing)) {
        if (filter.matches(EventKey.of(view.mirror().service(), event), event)) {
          counts.add(event);
        }
      }
    }
    var countedTo = countedTo(candidates, filter, counts, deadline, missing);
    return new MatchingTimeline(counts.toTimeline(), countedTo);
  }

  private OptionalLong countedTo(
      Candidates candidates,
      EventFilter filter,
      MatchCounts counts,
      long deadline,
      Missing missing) {
    for (int number = 0; number < candidates.slices(); number++) {
      var slice = candidates.slice(number);
      var passing = slice.passing();
      for (int read = 0; read < passing.size(); read += WAVE) {
        int readTo = Math.min(passing.size(), read + WAVE);
        frames.each(
            passing.subList(read, readTo),
            missing,
            frame -> counts.add(frame, filter.matchingRows(frame, missing)));
        var unread = slice.after(readTo);
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
