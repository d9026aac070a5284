package dev.traversion.model.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.traversion.model.event.Event;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What holds of the fold on any history. */
class FoldProperties {
  private static final int HISTORIES = 400;
  private static final long WINDOW = Fold.DEFAULT_WINDOW_NANOS;

  @Test
  void it_says_what_going_through_all_events_in_order_of_time_says() {
    forEachSeed(
        seed -> {
          var source = RandomEvents.seeded(seed);
          var events = source.arrivals(source.random().nextInt(1, 150));
          for (int i = 0; i < 4; i++) {
            long at = source.instant(events);
            NaiveState.of(events, at, WINDOW).assertSaidBy(Fold.upTo(at).addAll(events).finish());
          }
        });
  }

  @Test
  void neither_order_nor_repetition_nor_grouping_matters_even_when_events_contradict() {
    forEachSeed(
        seed -> {
          var source = RandomEvents.seeded(seed).contradicting();
          var events = source.arrivals(source.random().nextInt(1, 150));
          long at = source.instant(events);
          var expected = Fold.upTo(at).addAll(events).finish();
          assertThat(Fold.upTo(at).addAll(shuffled(events, source.random())).finish())
              .isEqualTo(expected);
          assertThat(merged(at, scattered(events, source.random()), source.random()).finish())
              .isEqualTo(expected);
        });
  }

  @Test
  void the_state_of_an_earlier_instant_stands_for_all_that_it_was_folded_from() {
    forEachSeed(
        seed -> {
          var source = RandomEvents.seeded(seed).contradicting();
          var events = source.arrivals(source.random().nextInt(1, 150));
          long one = source.instant(events);
          long other = source.instant(events);
          long earlier = Math.min(one, other);
          long later = Math.max(one, other);
          var before = Fold.upTo(earlier).addAll(events).finish();
          var between = events.stream().filter(event -> event.occurredAtNanos() > earlier).toList();
          assertThat(Fold.upTo(later).merge(before).addAll(between).finish())
              .isEqualTo(Fold.upTo(later).addAll(events).finish());
        });
  }

  @Test
  void stepping_event_by_event_leads_to_the_same_state() {
    forEachSeed(
        seed -> {
          var source = RandomEvents.seeded(seed);
          var events = new ArrayList<>(source.arrivals(60));
          events.sort((x, y) -> Long.compare(x.occurredAtNanos(), y.occurredAtNanos()));
          var state = Fold.upTo(events.getFirst().occurredAtNanos() - 1).finish();
          for (var event : events) {
            state = Fold.upTo(event.occurredAtNanos()).merge(state).add(event).finish();
          }
          assertThat(state)
              .isEqualTo(Fold.upTo(events.getLast().occurredAtNanos()).addAll(events).finish());
        });
  }

  private static List<Event> shuffled(List<Event> events, Random random) {
    var shuffled = new ArrayList<>(events);
    Collections.shuffle(shuffled, random);
    return shuffled;
  }

  /** Every event in one group or several. */
  private static List<List<Event>> scattered(List<Event> events, Random random) {
    var groups = new ArrayList<List<Event>>();
    for (int i = random.nextInt(1, 6); i > 0; i--) {
      groups.add(new ArrayList<>());
    }
    for (var event : shuffled(events, random)) {
      do {
        groups.get(random.nextInt(groups.size())).add(event);
      } while (random.nextInt(3) == 0);
    }
    return groups;
  }

  /** Merges in a random tree, some of it as folds and some as states. */
  private static Fold merged(long at, List<List<Event>> groups, Random random) {
    var folds = new ArrayList<Fold>();
    groups.forEach(group -> folds.add(Fold.upTo(at).addAll(group)));
    while (folds.size() > 1) {
      Collections.shuffle(folds, random);
      var one = folds.removeLast();
      var other = folds.removeLast();
      folds.add(random.nextBoolean() ? one.merge(other) : one.merge(other.finish()));
    }
    return folds.getFirst();
  }

  private interface Claim {
    void check(long seed);
  }

  private static void forEachSeed(Claim claim) {
    for (long seed = 1; seed <= HISTORIES; seed++) {
      try {
        claim.check(seed);
      } catch (AssertionError | RuntimeException e) {
        throw new AssertionError("seed=" + seed + ": " + e.getMessage(), e);
      }
    }
  }
}
