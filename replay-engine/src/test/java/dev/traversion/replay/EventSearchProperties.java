package dev.traversion.replay;

import static dev.traversion.replay.RecordedWorld.CART;
import static org.assertj.core.api.Assertions.assertThat;

import dev.traversion.model.event.Call;
import dev.traversion.model.event.EntityChange;
import dev.traversion.model.event.EntityRef;
import dev.traversion.model.event.Event;
import dev.traversion.model.event.EventKind;
import dev.traversion.model.event.TraceId;
import dev.traversion.model.fixture.Conditions;
import dev.traversion.model.fixture.Seeds;
import dev.traversion.model.search.ConditionText;
import dev.traversion.model.search.Matching;
import dev.traversion.model.search.Subject;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** What holds of every search through every history. */
class EventSearchProperties {
  private static final int HISTORIES = 100;

  @Test
  void pages_of_any_size_put_together_are_the_whole_list_each_event_once() {
    Seeds.forEach(
        HISTORIES,
        seed -> {
          var world = new RandomWorld(seed, CART, false, false).record(120);
          var query = query(world);
          assertThat(pages(world.recorded.engine(), query, world.random, () -> {}))
              .isEqualTo(expected(query, world.events));
        });
  }

  @Test
  void a_search_that_runs_out_of_time_again_and_again_still_comes_to_the_same_end() {
    var spent = new AtomicLong();
    Seeds.forEach(
        HISTORIES,
        seed -> {
          var world = new RandomWorld(seed, CART, false, false).record(120);
          var query = query(world);
          var clock = new AtomicLong();
          // Every look at the clock finds an hour gone.
          var engine =
              RecordedWorld.engine(
                  world.recorded.sources(), () -> clock.addAndGet(3_600_000_000_000L));
          var found = new ArrayList<Event>();
          Optional<String> cursor = Optional.empty();
          int pages = 0;
          do {
            var answer = engine.events(query, cursor, 1 + world.random.nextInt(40));
            answer.value().items().forEach(event -> found.add(event.event()));
            cursor = answer.value().next();
            spent.addAndGet(answer.completeness().timeBudgetSpent() ? 1 : 0);
            assertThat(pages++).as("pages").isLessThan(1000);
          } while (cursor.isPresent());
          assertThat(found).isEqualTo(expected(query, world.events));
        });
    assertThat(spent.get()).as("searches that ran out of time").isPositive();
  }

  @Test
  void events_that_arrive_between_two_pages_neither_repeat_nor_hide_any_that_were_there() {
    Seeds.forEach(
        HISTORIES,
        seed -> {
          var world = new RandomWorld(seed, CART, false, false).record(80);
          var query = query(world);
          var before = expected(query, world.events);
          var arriving = world.source.arrivals(60);
          var found =
              pages(
                  world.recorded.engine(),
                  query,
                  world.random,
                  () -> {
                    int count = Math.min(arriving.size(), 1 + world.random.nextInt(10));
                    if (count > 0) {
                      var frame = List.copyOf(arriving.subList(0, count));
                      arriving.subList(0, count).clear();
                      world.recorded.record(RecordedWorld.mirror(CART, 0), frame);
                      world.events.addAll(frame);
                    }
                  });
          assertThat(new HashSet<>(ids(found))).hasSameSizeAs(found);
          assertThat(ids(found)).containsAll(ids(before));
          assertThat(ids(expected(query, world.events))).containsAll(ids(found));
          assertThat(found).isSortedAccordingTo(order(query));
        });
  }

  @Test
  void a_trace_is_all_that_carries_its_id_by_time() {
    Seeds.forEach(
        HISTORIES,
        seed -> {
          var world = new RandomWorld(seed, CART, false, false).record(120);
          var trace = new TraceId(7, 1 + world.random.nextInt(20));
          var expected =
              RandomWorld.distinct(world.events).stream()
                  .filter(event -> event.context().traceId().equals(trace))
                  .toList();
          assertThat(events(world.recorded.engine().trace("default", trace, 1000).value()))
              .isEqualTo(expected);
        });
  }

  @Test
  void the_history_of_an_entity_is_its_writes_newest_first() {
    Seeds.forEach(
        HISTORIES,
        seed -> {
          var world = new RandomWorld(seed, CART, false, false).record(120);
          var entity = new EntityRef("order", Integer.toString(world.random.nextInt(4)));
          long from = world.instant();
          long to = world.instant();
          var expected =
              RandomWorld.distinct(world.events).stream()
                  .filter(event -> event instanceof EntityChange c && c.entity().equals(entity))
                  .filter(event -> event.occurredAtNanos() >= from && event.occurredAtNanos() < to)
                  .toList();
          var found =
              world.recorded.engine().entityHistory(CART, entity, from, to, Optional.empty(), 1000);
          assertThat(List.<Event>copyOf(found.value().items())).isEqualTo(expected.reversed());
        });
  }

  @Test
  void a_search_by_any_condition_finds_what_going_through_all_events_finds() {
    var found = new AtomicLong();
    Seeds.forEach(
        2 * HISTORIES,
        seed -> {
          var world = new RandomWorld(seed, CART, false, false).record(120);
          var condition = new Conditions(seed, world.events).next();
          if (world.random.nextBoolean()) {
            world.recorded.buildTermRuns();
            var late = world.source.arrivals(20);
            world.recorded.record(RecordedWorld.mirror(CART, 0), late);
            world.events.addAll(late);
          }
          var query = query(world).with(condition);
          var expected = expected(query, world.events);
          found.addAndGet(expected.size());
          assertThat(pages(world.recorded.engine(), query, world.random, () -> {}))
              .as("%s", ConditionText.of(condition))
              .isEqualTo(expected);
        });
    assertThat(found.get()).as("events found").isGreaterThan(500);
  }

  private static EventQuery query(RandomWorld world) {
    var random = world.random;
    var kinds = EnumSet.noneOf(EventKind.class);
    while (random.nextInt(3) == 0) {
      kinds.add(EventKind.values()[random.nextInt(EventKind.values().length)]);
    }
    long a = world.instant();
    long b = world.instant();
    boolean all = random.nextInt(3) == 0;
    return new EventQuery(
        "default",
        random.nextBoolean() ? Set.of() : Set.of(CART),
        all ? Long.MIN_VALUE : Math.min(a, b),
        all ? Long.MAX_VALUE : Math.max(a, b),
        kinds,
        random.nextInt(4) == 0,
        sometimes(random, "operation-" + random.nextInt(3)),
        sometimes(random, new TraceId(7, 1 + random.nextInt(20))),
        sometimes(random, new EntityRef("order", Integer.toString(random.nextInt(4)))),
        random.nextBoolean());
  }

  private static <T> Optional<T> sometimes(Random random, T value) {
    return random.nextInt(6) == 0 ? Optional.of(value) : Optional.empty();
  }

  private static List<Event> expected(EventQuery query, List<Event> events) {
    var expected = new ArrayList<Event>();
    for (var event : RandomWorld.distinct(events)) {
      boolean wanted =
          event.occurredAtNanos() >= query.fromNanos() && event.occurredAtNanos() < query.toNanos();
      wanted &= query.kinds().isEmpty() || query.kinds().contains(event.kind());
      wanted &= !query.errorsOnly() || event.isError();
      if (query.operation().isPresent()) {
        wanted &= event instanceof Call call && call.name().equals(query.operation().get());
      }
      if (query.trace().isPresent()) {
        wanted &= event.context().traceId().equals(query.trace().get());
      }
      if (query.entity().isPresent()) {
        wanted &= event instanceof EntityChange c && c.entity().equals(query.entity().get());
      }
      wanted &= Matching.matches(query.condition(), Subject.of(CART, event));
      if (wanted) {
        expected.add(event);
      }
    }
    if (query.newestFirst()) {
      Collections.reverse(expected);
    }
    return expected;
  }

  private static List<Event> pages(
      ReplayEngine engine, EventQuery query, Random random, Runnable between) {
    var found = new ArrayList<Event>();
    Optional<String> cursor = Optional.empty();
    do {
      int limit = 1 + random.nextInt(random.nextBoolean() ? 5 : 60);
      var page = engine.events(query, cursor, limit).value();
      assertThat(page.items().size()).isLessThanOrEqualTo(limit);
      found.addAll(events(page.items()));
      cursor = page.next();
      between.run();
    } while (cursor.isPresent());
    return found;
  }

  private static Comparator<Event> order(EventQuery query) {
    var order = Comparator.comparingLong(Event::occurredAtNanos).thenComparing(Event::id);
    return query.newestFirst() ? order.reversed() : order;
  }

  private static List<Event> events(List<RecordedEvent> recorded) {
    return recorded.stream().map(RecordedEvent::event).toList();
  }

  private static List<String> ids(List<Event> events) {
    return events.stream().map(event -> event.occurredAtNanos() + " " + event.id()).toList();
  }
}
