package dev.traversion.replay;

import dev.traversion.journal.FrameEntry;
import dev.traversion.model.frame.Frame;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Finds the events of a window, in order, a page at a time, in bounded memory.
 *
 * <p>Frames that may hold such events are gone through in the order of their nearest end of time, a
 * growing handful at once, and the best so many events are kept. As soon as the next frame begins
 * beyond the last event kept, the page is complete, and the frames that follow are not read.
 */
final class EventSearch {
  private static final int FIRST_WAVE = 2;
  private static final int LARGEST_WAVE = 32;

  private final FrameReader frames;
  private final Candidates.Finder finder;
  private final long budgetNanos;
  private final LongSupplier nanoClock;

  EventSearch(
      FrameReader frames,
      Candidates.Finder finder,
      ReplaySettings settings,
      LongSupplier nanoClock) {
    this.frames = frames;
    this.finder = finder;
    this.budgetNanos = settings.searchBudget().toNanos();
    this.nanoClock = nanoClock;
  }

  Page<RecordedEvent> find(
      EventQuery query, Optional<Cursor> after, int limit, List<View> views, Missing missing) {
    // One more than asked for tells whether there is a next page.
    var best = new BestEvents(EventFilter.of(query, after), limit + 1);
    long deadline = nanoClock.getAsLong() + budgetNanos;
    var candidates = finder.find(best.filter(), views, order(query.newestFirst()), missing);
    for (var view : views) {
      view.open().forEach(event -> best.offer(view.mirror().service(), event));
    }
    return page(best, limit, unreadFrom(candidates, deadline, best, missing));
  }

  /**
   * Reads candidates until no other can matter or time is up. However little time there is, the
   * search gets beyond the instant where the page begins, so that page by page it comes to an end.
   *
   * @return the first frame left unread because time was up
   */
  private Optional<FrameEntry> unreadFrom(
      Candidates candidates, long deadline, BestEvents best, Missing missing) {
    int wave = FIRST_WAVE;
    for (int number = 0; number < candidates.slices(); number++) {
      var slice = candidates.slice(number);
      var passing = slice.passing();
      int read = 0;
      while (read < passing.size()) {
        var next = new ArrayList<FrameEntry>();
        while (next.size() < wave && read < passing.size() && best.mayTake(passing.get(read))) {
          next.add(passing.get(read++));
        }
        if (next.isEmpty()) {
          return Optional.empty();
        }
        frames.each(next, missing, frame -> offerAll(frame, best, missing));
        wave = Math.min(LARGEST_WAVE, wave * 2);
        if (nanoClock.getAsLong() - deadline >= 0) {
          var unread = slice.after(read).filter(best::mayTake);
          if (unread.filter(best.filter()::liesAhead).isPresent()) {
            missing.timeBudgetSpent();
            return unread;
          }
        }
      }
      if (slice.next().filter(best::mayTake).isEmpty()) {
        return Optional.empty();
      }
    }
    return Optional.empty();
  }

  private static void offerAll(Frame frame, BestEvents best, Missing missing) {
    var filter = best.filter();
    var service = frame.address().mirror().service();
    var occurred = frame.occurredAtNanos();
    for (int row : filter.matchingRows(frame, missing)) {
      if (!best.mayTake(occurred[row])) {
        return; // rows come in order: the others lie further on
      }
      var event = Rows.event(frame, row, missing);
      if (event != null) {
        best.offer(service, event);
      }
    }
  }

  private Page<RecordedEvent> page(BestEvents best, int limit, Optional<FrameEntry> unread) {
    var found = best.inOrder();
    boolean newestFirst = best.filter().query().newestFirst();
    if (unread.isPresent()) {
      // What lies beyond the unread frame's near end may have unread events before it.
      long certainUntil = EventFilter.near(unread.get(), newestFirst);
      var certain =
          found.stream()
              .filter(
                  event ->
                      newestFirst
                          ? event.event().occurredAtNanos() > certainUntil
                          : event.event().occurredAtNanos() < certainUntil)
              .toList();
      if (certain.size() <= limit) {
        return new Page<>(
            certain, Optional.of(Cursor.text(new Cursor.From(certainUntil), newestFirst)));
      }
      found = certain;
    }
    if (found.size() <= limit) {
      return new Page<>(found, Optional.empty());
    }
    var items = List.copyOf(found.subList(0, limit));
    var last = items.getLast();
    return new Page<>(
        items,
        Optional.of(
            Cursor.text(new Cursor.After(EventKey.of(last.service(), last.event())), newestFirst)));
  }

  private static Comparator<FrameEntry> order(boolean newestFirst) {
    var byNearEnd =
        Comparator.<FrameEntry>comparingLong(entry -> EventFilter.near(entry, newestFirst));
    return newestFirst ? byNearEnd.reversed() : byNearEnd;
  }
}
