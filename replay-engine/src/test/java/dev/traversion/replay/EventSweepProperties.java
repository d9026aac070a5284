package dev.traversion.replay;

import static dev.traversion.replay.RecordedWorld.CART;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.traversion.model.event.Event;
import dev.traversion.model.event.EventKind;
import dev.traversion.model.fixture.Seeds;
import dev.traversion.model.mirror.ServiceId;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What holds of every sweep through every history. */
class EventSweepProperties {
  private static final int HISTORIES = 80;

  @Test
  void it_shows_what_a_search_page_by_page_finds_in_the_same_order_and_lacks_the_same() {
    Seeds.forEach(HISTORIES, seed -> check(new RandomWorld(seed, CART, true, true).record(120)));
  }

  @Test
  void it_lets_go_of_frames_and_reads_them_again_without_losing_its_place() {
    Seeds.forEach(3, seed -> check(new RandomWorld(seed, CART, false, false).record(800)));
  }

  private static void check(RandomWorld world) throws IOException {
    var query = query(world);
    var engine = world.recorded.engine();
    var expected = new ArrayList<Event>();
    var lacking = new Missing();
    Optional<String> cursor = Optional.empty();
    do {
      var answer = engine.events(query, cursor, Page.MAX_LIMIT);
      answer.value().items().forEach(found -> expected.add(found.event()));
      answer.completeness().gaps().forEach(lacking::gap);
      answer.completeness().damaged().forEach(lacking::damaged);
      cursor = answer.value().next();
    } while (cursor.isPresent());

    var shown = new ArrayList<Event>();
    var completeness =
        engine.sweep(
            query,
            (service, events) -> {
              assertThat(service).isEqualTo(CART);
              assertThat(events.stream().map(Event::occurredAtNanos).distinct()).hasSize(1);
              shown.addAll(events);
            });

    assertThat(shown).isEqualTo(expected);
    assertThat(completeness).isEqualTo(lacking.answer(query).completeness());
  }

  private static EventQuery query(RandomWorld world) {
    long one = world.instant();
    long other = world.instant();
    var kinds = EnumSet.noneOf(EventKind.class);
    if (world.random.nextBoolean()) {
      kinds.add(EventKind.DEPLOYMENT);
      kinds.add(EventKind.CALL);
    }
    return query(Set.of(), Math.min(one, other), Math.max(one, other) + 1, kinds);
  }

  private static EventQuery query(
      Set<ServiceId> services, long fromNanos, long toNanos, Set<EventKind> kinds) {
    return new EventQuery(
        CART.tenant(),
        services,
        fromNanos,
        toNanos,
        kinds,
        false,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        false);
  }

  @Test
  void services_are_shown_one_after_the_other() throws IOException {
    var world = new RecordedWorld();
    for (var service : List.of(RecordedWorld.ORDER, CART)) {
      var mirror = RecordedWorld.mirror(service, 0);
      world.record(mirror, new RandomWorld(7, service, false, false).source.arrivals(40));
      world.silent.add(mirror);
    }
    var order = new ArrayList<ServiceId>();
    var everything = query(Set.of(), 0, Long.MAX_VALUE, Set.of());
    var completeness =
        world
            .engine()
            .sweep(
                everything,
                (service, _) -> {
                  if (order.isEmpty() || !order.getLast().equals(service)) {
                    order.add(service);
                  }
                });
    assertThat(order).containsExactly(CART, RecordedWorld.ORDER);
    assertThat(completeness.silentMirrors()).hasSize(2);

    var named = query(Set.of(ServiceId.of("shop", "nothing")), 0, 9, Set.of());
    assertThatThrownBy(() -> world.engine().sweep(named, (_, _) -> {}))
        .isInstanceOf(UnknownServiceException.class);
  }

  @Test
  void a_visitor_that_takes_no_more_ends_it() {
    var world = new RecordedWorld();
    world.record(
        RecordedWorld.mirror(CART, 0), new RandomWorld(7, CART, false, false).source.arrivals(40));
    assertThatThrownBy(
            () ->
                world
                    .engine()
                    .sweep(
                        query(Set.of(), 0, Long.MAX_VALUE, Set.of()),
                        (_, _) -> {
                          throw new IOException("gone");
                        }))
        .hasMessage("gone");
  }
}
