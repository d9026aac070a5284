package dev.traversion.replay.navigate;

import com.fasterxml.jackson.core.JsonPointer;
import dev.traversion.model.event.EntityChange;
import dev.traversion.model.event.EntityRef;
import dev.traversion.model.mirror.ServiceId;
import dev.traversion.replay.Answer;
import dev.traversion.replay.EventQuery;
import dev.traversion.replay.History;
import dev.traversion.replay.RecordedEvent;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Steps along the time line: from a place to the next or previous event that is wanted, or change
 * of a field.
 *
 * <p>A search looks outward from the place in windows that grow, so that what is near is found
 * without a look at what is far; and it stops when its time is up, saying how far it came.
 * Thread-safe; calls block.
 */
public final class Navigator {
  /** How long one step may take, where nobody says. */
  public static final Duration DEFAULT_BUDGET = Duration.ofSeconds(5);

  private static final long FIRST_WINDOW_NANOS = Duration.ofMinutes(1).toNanos();
  private static final long GROWTH = 32;
  private static final int FIRST_PAGE = 4;
  private static final int LARGEST_PAGE = 256;

  private final History history;
  private final LongSupplier nanoClock;
  private final long budgetNanos;

  public Navigator(History history) {
    this(history, System::nanoTime, DEFAULT_BUDGET);
  }

  /**
   * @param nanoClock measures how long a step takes
   */
  public Navigator(History history, LongSupplier nanoClock, Duration budget) {
    this.history = history;
    this.nanoClock = nanoClock;
    this.budgetNanos = budget.toNanos();
  }

  /**
   * The next or previous event of those that a query wants; its window and its order do not matter.
   *
   * @throws dev.traversion.replay.UnknownServiceException if the query names a service that is not
   *     recorded
   */
  public Answer<Step> event(EventQuery wanted, Place from, Direction direction) {
    var budget = new TimeBudget(nanoClock, budgetNanos);
    var lacking = new Lacking();
    long length = FIRST_WINDOW_NANOS;
    var window = Window.from(from.instantNanos(), length, direction);
    while (true) {
      var found = search(wanted, window, from, direction, lacking, budget);
      if (found.isPresent()) {
        return lacking.answer(found.get());
      }
      if (window.isLast(direction)) {
        return lacking.answer(Step.nowhere());
      }
      length = length > Long.MAX_VALUE / GROWTH ? Long.MAX_VALUE : length * GROWTH;
      window = window.beyond(length, direction);
      if (budget.isSpent()) {
        lacking.timeBudgetSpent();
        return lacking.answer(Step.unfinished(window.near(from, direction)));
      }
    }
  }

  /**
   * The next or previous write that gave a field of an entity another value than it had: one that
   * wrote the same again is none. Where a value was recorded in part, it counts as another.
   *
   * @param path the field; empty for the whole value
   */
  public Answer<Step> fieldChange(
      ServiceId service, EntityRef entity, JsonPointer path, Place from, Direction direction) {
    var lacking = new Lacking();
    var budget = new TimeBudget(nanoClock, budgetNanos);
    return lacking.answer(
        switch (direction) {
          case NEXT -> nextChange(service, entity, path, from, lacking, budget);
          case PREVIOUS -> previousChange(service, entity, path, from, lacking, budget);
        });
  }

  private Step nextChange(
      ServiceId service,
      EntityRef entity,
      JsonPointer path,
      Place from,
      Lacking lacking,
      TimeBudget budget) {
    var earlier = new Writes(history, service, entity, from, true, Direction.PREVIOUS, lacking);
    var before = earlier.next().map(Navigator::value).orElse(EntityValue.none());
    if (earlier.ranOut()) {
      return Step.unfinished(from.instantNanos());
    }
    var later = new Writes(history, service, entity, from, false, Direction.NEXT, lacking);
    long reached = from.instantNanos();
    for (var write = later.next(); write.isPresent(); write = later.next()) {
      var after = value(write.get());
      if (!after.isSame(path, before)) {
        return Step.to(
            new RecordedEvent(service, write.get()), EntityValue.change(path, before, after));
      }
      before = after;
      reached = write.get().occurredAtNanos();
      if (budget.isSpent()) {
        lacking.timeBudgetSpent();
        return Step.unfinished(reached);
      }
    }
    return later.ranOut() ? Step.unfinished(reached) : Step.nowhere();
  }

  private Step previousChange(
      ServiceId service,
      EntityRef entity,
      JsonPointer path,
      Place from,
      Lacking lacking,
      TimeBudget budget) {
    var earlier = new Writes(history, service, entity, from, false, Direction.PREVIOUS, lacking);
    var write = earlier.next();
    while (write.isPresent()) {
      if (budget.isSpent()) {
        lacking.timeBudgetSpent();
        return Step.unfinished(justAfter(write.get().occurredAtNanos()));
      }
      var before = earlier.next();
      if (before.isEmpty() && earlier.ranOut()) {
        return Step.unfinished(justAfter(write.get().occurredAtNanos()));
      }
      var old = before.map(Navigator::value).orElse(EntityValue.none());
      var after = value(write.get());
      if (!after.isSame(path, old)) {
        return Step.to(
            new RecordedEvent(service, write.get()), EntityValue.change(path, old, after));
      }
      write = before;
    }
    return earlier.ranOut() ? Step.unfinished(from.instantNanos()) : Step.nowhere();
  }

  /** The first event of a window beyond the place; empty when the window holds none. */
  private Optional<Step> search(
      EventQuery wanted,
      Window window,
      Place from,
      Direction direction,
      Lacking lacking,
      TimeBudget budget) {
    var query = within(wanted, window, direction);
    Optional<String> cursor = Optional.empty();
    int page = FIRST_PAGE;
    do {
      var answer = history.events(query, cursor, page);
      for (var recorded : lacking.of(answer).items()) {
        if (from.isBefore(recorded, direction)) {
          return Optional.of(Step.to(recorded));
        }
      }
      cursor = answer.value().next();
      if (cursor.isPresent() && (budget.isSpent() || answer.completeness().timeBudgetSpent())) {
        lacking.timeBudgetSpent();
        return Optional.of(Step.unfinished(window.near(from, direction)));
      }
      page = Math.min(LARGEST_PAGE, page * 4);
    } while (cursor.isPresent());
    return Optional.empty();
  }

  private static EventQuery within(EventQuery wanted, Window window, Direction direction) {
    return new EventQuery(
        wanted.tenant(),
        wanted.services(),
        window.fromNanos(),
        window.toNanos(),
        wanted.kinds(),
        wanted.errorsOnly(),
        wanted.operation(),
        wanted.trace(),
        wanted.entity(),
        direction == Direction.PREVIOUS);
  }

  private static EntityValue value(EntityChange change) {
    return EntityValue.of(change.value());
  }

  private static long justAfter(long nanos) {
    return nanos == Long.MAX_VALUE ? nanos : nanos + 1;
  }
}
