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
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
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
    var bearings = new Bearings(history, from, direction);
    var budget = new TimeBudget(nanoClock, budgetNanos);
    var lacking = new Lacking();
    Optional<RecordedEvent> nearest = Optional.empty();
    var unfinished = OptionalLong.empty();
    for (var group : groups(wanted)) {
      var found = new EventWalk(history, wanted, group, bearings, lacking, budget).nearest(nearest);
      if (found.event().isPresent()) {
        nearest = found.event();
      }
      unfinished = nearer(unfinished, found.searchedToNanos(), direction);
    }
    if (unfinished.isPresent()) {
      lacking.timeBudgetSpent();
      long reached =
          direction == Direction.NEXT
              ? Math.max(bearings.commonNanos(), unfinished.getAsLong())
              : Math.min(bearings.commonNanos(), unfinished.getAsLong());
      return lacking.answer(Step.unfinished(reached));
    }
    return lacking.answer(
        nearest.map(event -> Step.to(event, bearings.common(event))).orElse(Step.nowhere()));
  }

  /** Services that can be searched together: those with right clocks; each of the others alone. */
  private List<Set<ServiceId>> groups(EventQuery wanted) {
    var clocking = history.clocking(wanted.tenant());
    var corrected = new TreeSet<>(clocking.corrected());
    if (!wanted.services().isEmpty()) {
      corrected.retainAll(wanted.services());
    }
    if (corrected.isEmpty()) {
      return List.of(wanted.services());
    }
    var right = new HashSet<>(wanted.services().isEmpty() ? clocking.right() : wanted.services());
    right.removeAll(corrected);
    var groups = new ArrayList<Set<ServiceId>>();
    if (!right.isEmpty()) {
      groups.add(right);
    }
    corrected.forEach(service -> groups.add(Set.of(service)));
    return groups;
  }

  private static OptionalLong nearer(OptionalLong one, OptionalLong other, Direction direction) {
    if (one.isEmpty() || other.isEmpty()) {
      return one.isEmpty() ? other : one;
    }
    return OptionalLong.of(
        direction == Direction.NEXT
            ? Math.min(one.getAsLong(), other.getAsLong())
            : Math.max(one.getAsLong(), other.getAsLong()));
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
    var local = new Bearings(history, from, direction).local(service);
    return lacking.answer(
        switch (direction) {
          case NEXT -> nextChange(service, entity, path, local, lacking, budget);
          case PREVIOUS -> previousChange(service, entity, path, local, lacking, budget);
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
      return Step.unfinished(common(service, from.instantNanos()));
    }
    var later = new Writes(history, service, entity, from, false, Direction.NEXT, lacking);
    long reached = from.instantNanos();
    for (var write = later.next(); write.isPresent(); write = later.next()) {
      var after = value(write.get());
      if (!after.isSame(path, before)) {
        return Step.to(
            new RecordedEvent(service, write.get()),
            common(service, write.get().occurredAtNanos()),
            EntityValue.change(path, before, after));
      }
      before = after;
      reached = write.get().occurredAtNanos();
      if (budget.isSpent()) {
        lacking.timeBudgetSpent();
        return Step.unfinished(common(service, reached));
      }
    }
    return later.ranOut() ? Step.unfinished(common(service, reached)) : Step.nowhere();
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
        return Step.unfinished(common(service, justAfter(write.get().occurredAtNanos())));
      }
      var before = earlier.next();
      if (before.isEmpty() && earlier.ranOut()) {
        return Step.unfinished(common(service, justAfter(write.get().occurredAtNanos())));
      }
      var old = before.map(Navigator::value).orElse(EntityValue.none());
      var after = value(write.get());
      if (!after.isSame(path, old)) {
        return Step.to(
            new RecordedEvent(service, write.get()),
            common(service, write.get().occurredAtNanos()),
            EntityValue.change(path, old, after));
      }
      write = before;
    }
    return earlier.ranOut()
        ? Step.unfinished(common(service, from.instantNanos()))
        : Step.nowhere();
  }

  private long common(ServiceId service, long localNanos) {
    return history.common(service, localNanos);
  }

  private static EntityValue value(EntityChange change) {
    return EntityValue.of(change.value());
  }

  private static long justAfter(long nanos) {
    return nanos == Long.MAX_VALUE ? nanos : nanos + 1;
  }
}
