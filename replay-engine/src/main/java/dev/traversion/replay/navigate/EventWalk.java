package dev.traversion.replay.navigate;

import dev.traversion.model.mirror.ServiceId;
import dev.traversion.replay.EventQuery;
import dev.traversion.replay.History;
import dev.traversion.replay.RecordedEvent;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** Looks outward from a place for the nearest event of services whose clocks go together. */
final class EventWalk {
  private static final long FIRST_WINDOW_NANOS = Duration.ofMinutes(1).toNanos();
  private static final long GROWTH = 32;
  private static final int FIRST_PAGE = 4;
  private static final int LARGEST_PAGE = 256;

  private final History history;
  private final EventQuery wanted;
  private final Set<ServiceId> services;
  private final Bearings bearings;
  private final Direction direction;
  private final Lacking lacking;
  private final TimeBudget budget;

  /**
   * @param services all with right clocks (empty: all that there are), or one alone
   */
  EventWalk(
      History history,
      EventQuery wanted,
      Set<ServiceId> services,
      Bearings bearings,
      Lacking lacking,
      TimeBudget budget) {
    this.history = history;
    this.wanted = wanted;
    this.services = services;
    this.bearings = bearings;
    this.direction = bearings.direction();
    this.lacking = lacking;
    this.budget = budget;
  }

  /**
   * The nearest event, with the instant of the common time line where time was up if it was.
   *
   * @param other one that is known; empty is answered if none is nearer
   */
  Found nearest(Optional<RecordedEvent> other) {
    long length = FIRST_WINDOW_NANOS;
    var window = Window.from(bearings.startFor(services), length, direction);
    while (true) {
      var found = search(window);
      if (found.event().isPresent() || found.searchedToNanos().isPresent()) {
        boolean farther =
            other.isPresent()
                && found.event().map(event -> !bearings.isNearer(event, other.get())).orElse(false);
        return farther ? Found.nothing() : found;
      }
      if (window.isLast(direction) || isPast(window, other)) {
        return Found.nothing();
      }
      length = length > Long.MAX_VALUE / GROWTH ? Long.MAX_VALUE : length * GROWTH;
      window = window.beyond(length, direction);
      if (budget.isSpent()) {
        return Found.unfinished(common(window));
      }
    }
  }

  /**
   * @param event empty where there is none
   * @param searchedToNanos where time was up; then there is no event
   */
  record Found(Optional<RecordedEvent> event, OptionalLong searchedToNanos) {
    static Found nothing() {
      return new Found(Optional.empty(), OptionalLong.empty());
    }

    static Found unfinished(long commonNanos) {
      return new Found(Optional.empty(), OptionalLong.of(commonNanos));
    }
  }

  /** Whether all beyond a window lies beyond an event that is known. */
  private boolean isPast(Window window, Optional<RecordedEvent> event) {
    if (event.isEmpty()) {
      return false;
    }
    long common = bearings.common(event.get());
    return switch (direction) {
      case NEXT -> window.toNanos() > bearings.localBy(services, common);
      case PREVIOUS ->
          common != Long.MIN_VALUE && window.fromNanos() <= bearings.localBy(services, common - 1);
    };
  }

  /** The first event of a window beyond the place. */
  private Found search(Window window) {
    var query = within(window);
    Optional<String> cursor = Optional.empty();
    int page = FIRST_PAGE;
    do {
      var answer = history.events(query, cursor, page);
      for (var recorded : lacking.of(answer).items()) {
        if (bearings.isBeyond(recorded)) {
          return new Found(Optional.of(recorded), OptionalLong.empty());
        }
      }
      cursor = answer.value().next();
      if (cursor.isPresent() && (budget.isSpent() || answer.completeness().timeBudgetSpent())) {
        return Found.unfinished(common(window));
      }
      page = Math.min(LARGEST_PAGE, page * 4);
    } while (cursor.isPresent());
    return Found.nothing();
  }

  /** The instant from which a search goes on that did not come to the end of a window. */
  private long common(Window window) {
    long near = window.near(direction);
    return services.size() == 1 ? history.common(services.iterator().next(), near) : near;
  }

  private EventQuery within(Window window) {
    return new EventQuery(
        wanted.tenant(),
        services,
        window.fromNanos(),
        window.toNanos(),
        wanted.kinds(),
        wanted.errorsOnly(),
        wanted.operation(),
        wanted.trace(),
        wanted.entity(),
        wanted.condition(),
        direction == Direction.PREVIOUS);
  }
}
