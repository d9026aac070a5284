package dev.traversion.replay;

import static dev.traversion.replay.RecordedWorld.CART;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.traversion.model.event.EntityChange;
import dev.traversion.model.event.EntityRef;
import dev.traversion.model.event.Event;
import dev.traversion.model.event.EventKind;
import dev.traversion.model.fixture.Seeds;
import dev.traversion.replay.navigate.Authorship;
import dev.traversion.replay.navigate.Direction;
import dev.traversion.replay.navigate.FieldValue;
import dev.traversion.replay.navigate.Navigator;
import dev.traversion.replay.navigate.Place;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.Test;

/** What holds of every walk through every history. */
class NavigationProperties {
  private static final int HISTORIES = 30;
  private static final EntityRef ORDER = Happenings.ORDER_42;
  private static final List<JsonPointer> PATHS =
      List.of("", "/total", "/items", "/items/0", "/items/0/qty", "/items/1/qty", "/note").stream()
          .map(JsonPointer::compile)
          .toList();

  @Test
  void stepping_visits_every_wanted_event_once_forwards_and_the_same_ones_backwards() {
    Seeds.forEach(
        HISTORIES,
        seed -> {
          var world = new RandomWorld(seed, CART, false, false).record(60);
          var navigator = navigator(world.recorded.engine());
          var wanted = wanted(world.random);
          var expected =
              RandomWorld.distinct(world.events).stream()
                  .filter(
                      event -> wanted.kinds().isEmpty() || wanted.kinds().contains(event.kind()))
                  .filter(event -> !wanted.errorsOnly() || event.isError())
                  .toList();
          assertThat(walk(navigator, wanted, Long.MIN_VALUE, Direction.NEXT)).isEqualTo(expected);
          assertThat(walk(navigator, wanted, Long.MAX_VALUE, Direction.PREVIOUS))
              .isEqualTo(expected.reversed());
        });
  }

  @Test
  void from_an_instant_the_next_is_later_and_the_previous_is_earlier() {
    Seeds.forEach(
        HISTORIES,
        seed -> {
          var world = new RandomWorld(seed, CART, false, false).record(60);
          var navigator = navigator(world.recorded.engine());
          var all = RandomWorld.distinct(world.events);
          for (int i = 0; i < 5; i++) {
            long at = world.instant();
            assertThat(step(navigator, all(), new Place.At(at), Direction.NEXT))
                .isEqualTo(all.stream().filter(e -> e.occurredAtNanos() > at).findFirst());
            assertThat(step(navigator, all(), new Place.At(at), Direction.PREVIOUS))
                .isEqualTo(
                    all.reversed().stream().filter(e -> e.occurredAtNanos() < at).findFirst());
          }
        });
  }

  @Test
  void a_search_without_time_says_how_far_it_came_and_going_on_from_there_finds_the_same() {
    Seeds.forEach(
        HISTORIES,
        seed -> {
          var world = new RandomWorld(seed, CART, false, false).record(60);
          var hurried = new Navigator(world.recorded.engine(), new Ticking(), Duration.ofNanos(1));
          var navigator = navigator(world.recorded.engine());
          var wanted = wanted(world.random);
          Place place = new Place.At(world.instant());
          var direction = world.random.nextBoolean() ? Direction.NEXT : Direction.PREVIOUS;
          var expected = step(navigator, wanted, place, direction);
          var answer = hurried.event(wanted, place, direction);
          for (int i = 0; answer.value().searchedToNanos().isPresent() && i < 100; i++) {
            assertThat(answer.completeness().timeBudgetSpent()).isTrue();
            long reached = answer.value().searchedToNanos().getAsLong();
            assertThat(reached).isNotEqualTo(place.instantNanos());
            place = new Place.At(reached);
            answer = hurried.event(wanted, place, direction);
          }
          assertThat(answer.value().event().map(RecordedEvent::event)).isEqualTo(expected);
        });
  }

  @Test
  void changes_of_a_field_are_the_writes_that_gave_it_another_value() {
    Seeds.forEach(
        HISTORIES,
        seed -> {
          var history = new Orders(seed);
          var navigator = navigator(history.world.engine());
          for (var path : PATHS) {
            var expected = history.changesOf(path);
            assertThat(walkField(navigator, path, Long.MIN_VALUE, Direction.NEXT))
                .as("%s", path)
                .isEqualTo(expected);
            assertThat(walkField(navigator, path, Long.MAX_VALUE, Direction.PREVIOUS))
                .as("%s", path)
                .isEqualTo(expected.reversed());
          }
        });
  }

  @Test
  void blame_names_the_last_write_that_changed_the_field_and_what_it_was_before() {
    Seeds.forEach(
        HISTORIES,
        seed -> {
          var history = new Orders(seed);
          var authorship = authorship(history.world.engine());
          for (int i = 0; i < 8; i++) {
            long at = history.random.nextLong(-5, 400);
            for (var path : PATHS) {
              var blamed = authorship.blame(CART, ORDER, at, Optional.of(path)).value();
              var writes = history.writes.stream().filter(w -> w.occurredAtNanos() <= at).toList();
              assertThat(blamed.isEmpty()).isEqualTo(writes.isEmpty());
              if (blamed.isPresent()) {
                var setter =
                    history.changesOf(path).stream()
                        .filter(w -> w.occurredAtNanos() <= at)
                        .reduce((_, last) -> last);
                var field = blamed.get().fields().getFirst();
                assertThat(blamed.get().lastWrite().change()).isEqualTo(writes.getLast());
                assertThat(field.setBy().map(write -> (Event) write.change()))
                    .as("%s at %d", path, at)
                    .isEqualTo(setter);
                assertThat(known(field.value()))
                    .isEqualTo(known(Orders.value(writes.getLast()).at(path)));
                setter.ifPresent(
                    set ->
                        assertThat(known(field.before()))
                            .isEqualTo(known(history.before(set).at(path))));
              }
            }
          }
        });
  }

  @Test
  void blame_of_all_fields_is_the_blame_of_each_that_is_there() {
    Seeds.forEach(
        HISTORIES,
        seed -> {
          var history = new Orders(seed);
          var authorship = authorship(history.world.engine());
          long at = history.random.nextLong(0, 400);
          var all = authorship.blame(CART, ORDER, at, Optional.empty()).value();
          if (all.isPresent()) {
            for (var field : all.get().fields()) {
              var path = Optional.of(JsonPointer.compile(field.path()));
              assertThat(authorship.blame(CART, ORDER, at, path).value().orElseThrow().fields())
                  .containsExactly(field);
              assertThat(field.value()).isInstanceOf(FieldValue.Known.class);
            }
          }
        });
  }

  @Test
  void the_versions_of_an_entity_tell_the_changes_that_lead_from_each_to_the_next() {
    Seeds.forEach(
        HISTORIES,
        seed -> {
          var history = new Orders(seed);
          var authorship = authorship(history.world.engine());
          int limit = 1 + history.random.nextInt(12);
          var found = new ArrayList<EntityChange>();
          Optional<String> cursor = Optional.empty();
          do {
            var page =
                authorship
                    .versions(CART, ORDER, Long.MIN_VALUE, Long.MAX_VALUE, cursor, limit)
                    .value();
            for (var version : page.items()) {
              var change = version.write().change();
              found.add(change);
              var before = history.before(change);
              var after = Orders.value(change);
              assertThat(version.changes().isEmpty()).isEqualTo(Orders.isSame(before, after));
              for (var changed : version.changes()) {
                var path = JsonPointer.compile(changed.path());
                assertThat(known(changed.before())).isEqualTo(known(before.at(path)));
                assertThat(known(changed.after())).isEqualTo(known(after.at(path)));
              }
            }
            cursor = page.next();
          } while (cursor.isPresent());
          assertThat(found).isEqualTo(history.writes.reversed());
        });
  }

  /** A clock by which every look takes a second. */
  private static final class Ticking implements LongSupplier {
    private long now;

    @Override
    public long getAsLong() {
      return now += 1_000_000_000;
    }
  }

  /** One order, written, deleted and written again, recorded late and out of order. */
  private static final class Orders {
    private static final JsonMapper MAPPER = new JsonMapper();

    final Random random;
    final RecordedWorld world = new RecordedWorld();
    final List<EntityChange> writes = new ArrayList<>();

    Orders(long seed) {
      random = new Random(seed);
      long at = 0;
      for (int i = 0; i < 40; i++) {
        at += random.nextInt(10) == 0 ? 0 : 1 + random.nextInt(15);
        writes.add(
            random.nextInt(8) == 0
                ? Happenings.delete(ORDER, at)
                : Happenings.write(ORDER, document(), at));
      }
      var distinct = RandomWorld.distinct(List.copyOf(writes));
      writes.clear();
      distinct.forEach(event -> writes.add((EntityChange) event));
      var arrivals = new ArrayList<Event>(writes);
      Collections.shuffle(arrivals, random);
      for (int from = 0; from < arrivals.size(); ) {
        int to = Math.min(arrivals.size(), from + 1 + random.nextInt(6));
        world.record(RecordedWorld.mirror(CART, random.nextInt(2)), arrivals.subList(from, to));
        from = to;
      }
    }

    private String document() {
      var text =
          new StringBuilder(
              "{\"total\": " + random.nextInt(3) + (random.nextBoolean() ? ".0" : ""));
      if (random.nextBoolean()) {
        text.append(", \"note\": ").append(random.nextBoolean() ? "null" : "\"~/\"");
      }
      var items = new ArrayList<String>();
      while (random.nextInt(3) != 0) {
        items.add("{\"qty\": " + random.nextInt(2) + "}");
      }
      return text + ", \"items\": [" + String.join(", ", items) + "]}";
    }

    static JsonNode value(EntityChange write) {
      return write.value().map(document -> read(document.json())).orElse(MissingNode.getInstance());
    }

    JsonNode before(Event write) {
      int i = writes.indexOf(write);
      return i == 0 ? MissingNode.getInstance() : value(writes.get(i - 1));
    }

    List<Event> changesOf(JsonPointer path) {
      return writes.stream()
          .filter(write -> !isSame(before(write).at(path), value(write).at(path)))
          .map(write -> (Event) write)
          .toList();
    }

    static boolean isSame(JsonNode one, JsonNode other) {
      return plain(one).equals(plain(other));
    }

    private static String plain(JsonNode node) {
      return (node.isMissingNode() ? "absent" : node.toString()).replace(".0", "");
    }

    private static JsonNode read(String json) {
      try {
        return MAPPER.readTree(json);
      } catch (JacksonException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  private static String known(JsonNode node) {
    return node.isMissingNode() ? "absent" : node.toString();
  }

  private static String known(FieldValue value) {
    return switch (value) {
      case FieldValue.Known(var json) -> json;
      case FieldValue.Absent _ -> "absent";
      case FieldValue.Unknown _ -> "unknown";
    };
  }

  private static List<Event> walk(
      Navigator navigator, EventQuery wanted, long from, Direction direction) {
    var visited = new ArrayList<Event>();
    Place place = new Place.At(from);
    for (var step = navigator.event(wanted, place, direction).value();
        step.event().isPresent();
        step = navigator.event(wanted, place, direction).value()) {
      visited.add(step.event().get().event());
      place = Place.of(step.event().get());
    }
    return visited;
  }

  private static List<Event> walkField(
      Navigator navigator, JsonPointer path, long from, Direction direction) {
    var visited = new ArrayList<Event>();
    Place place = new Place.At(from);
    for (var step = navigator.fieldChange(CART, ORDER, path, place, direction).value();
        step.event().isPresent();
        step = navigator.fieldChange(CART, ORDER, path, place, direction).value()) {
      visited.add(step.event().get().event());
      place = Place.of(step.event().get());
    }
    return visited;
  }

  private static Optional<Event> step(
      Navigator navigator, EventQuery wanted, Place from, Direction direction) {
    return navigator.event(wanted, from, direction).value().event().map(RecordedEvent::event);
  }

  private static EventQuery wanted(Random random) {
    return switch (random.nextInt(4)) {
      case 0 -> all();
      case 1 -> query(Set.of(), true);
      case 2 -> query(Set.of(EventKind.DEPLOYMENT), false);
      default -> query(Set.of(EventKind.ENTITY_CHANGE, EventKind.LOG), false);
    };
  }

  private static EventQuery all() {
    return query(Set.of(), false);
  }

  private static EventQuery query(Set<EventKind> kinds, boolean errorsOnly) {
    return new EventQuery(
        "default",
        Set.of(CART),
        0,
        0,
        kinds,
        errorsOnly,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        false);
  }

  private static Navigator navigator(ReplayEngine engine) {
    return new Navigator(engine, System::nanoTime, RecordedWorld.AS_LONG_AS_NEEDED);
  }

  private static Authorship authorship(ReplayEngine engine) {
    return new Authorship(engine, System::nanoTime, RecordedWorld.AS_LONG_AS_NEEDED);
  }
}
