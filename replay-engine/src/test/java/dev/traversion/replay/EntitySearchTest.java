package dev.traversion.replay;

import static dev.traversion.replay.Happenings.delete;
import static dev.traversion.replay.Happenings.write;
import static dev.traversion.replay.RecordedWorld.CART;
import static org.assertj.core.api.Assertions.assertThat;

import dev.traversion.model.event.EntityRef;
import dev.traversion.model.event.Event;
import dev.traversion.model.state.EntityState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Entities of two lanes, most of them in keyframes, found by a part of their id. */
class EntitySearchTest {
  private static final int ENTITIES = 3_000;
  private static final long LATER = ENTITIES * 3L;

  private final RecordedWorld world = new RecordedWorld();
  private final List<EntityRef> living = new ArrayList<>();

  @BeforeEach
  void record() {
    for (int lane = 0; lane < 2; lane++) {
      var events = new ArrayList<Event>();
      for (int i = lane; i < ENTITIES; i += 2) {
        var entity = new EntityRef(i % 3 == 0 ? "Cart" : "order", "Key-" + i);
        events.add(write(entity, "{}", i + 1));
        if (i % 7 == 0) {
          events.add(delete(entity, i + 2));
        } else {
          living.add(entity);
        }
        if (events.size() >= 100) {
          world.record(RecordedWorld.mirror(CART, lane), events);
          events = new ArrayList<>();
        }
      }
      world.record(RecordedWorld.mirror(CART, lane), events);
      assertThat(world.engine().keyframeBuilder().build(RecordedWorld.mirror(CART, lane)))
          .isNotEmpty();
    }
    var late = new EntityRef("order", "late-77");
    world.record(RecordedWorld.mirror(CART, 0), List.of(write(late, "{}", LATER - 1)));
    living.add(late);
    living.sort(null);
  }

  @ParameterizedTest
  @ValueSource(strings = {"77", "cart/key-1", "CART/KEY-1", "r/k", "-2999", "late", "nowhere"})
  void finds_what_holds_the_text_in_order_page_by_page(String search) {
    var engine = world.engine();
    assertThat(pages(engine, search, 7)).isEqualTo(holding(search).toList());
  }

  @Test
  void of_a_type_finds_only_those_of_it() {
    var found =
        world
            .engine()
            .entities(
                CART,
                LATER,
                new EntityFilter(Optional.of("Cart"), Optional.of("77")),
                Optional.empty(),
                1_000)
            .value();
    assertThat(found.items().stream().map(EntityState::entity))
        .isNotEmpty()
        .containsExactlyElementsOf(
            holding("77").filter(entity -> entity.type().equals("Cart")).toList());
  }

  @Test
  void says_that_its_time_was_up_and_still_comes_to_an_end() {
    var clock = new AtomicLong();
    long step = Duration.ofMinutes(1).toNanos();
    var hurried = RecordedWorld.engine(world.sources(), () -> clock.addAndGet(step));
    var first = entities(hurried, "late", Optional.empty(), 10);
    assertThat(first.value().items()).isEmpty();
    assertThat(first.value().next()).isPresent();
    assertThat(first.completeness().timeBudgetSpent()).isTrue();
    assertThat(pages(hurried, "late", 10)).containsExactly(new EntityRef("order", "late-77"));
  }

  private Stream<EntityRef> holding(String search) {
    return living.stream()
        .filter(
            entity ->
                entity
                    .toString()
                    .toLowerCase(Locale.ROOT)
                    .contains(search.toLowerCase(Locale.ROOT)));
  }

  private static List<EntityRef> pages(ReplayEngine engine, String search, int limit) {
    var found = new ArrayList<EntityRef>();
    Optional<String> cursor = Optional.empty();
    do {
      var page = entities(engine, search, cursor, limit).value();
      page.items().forEach(entity -> found.add(entity.entity()));
      cursor = page.next();
    } while (cursor.isPresent());
    return found;
  }

  private static Answer<Page<EntityState>> entities(
      ReplayEngine engine, String search, Optional<String> cursor, int limit) {
    return engine.entities(
        CART, LATER, new EntityFilter(Optional.empty(), Optional.of(search)), cursor, limit);
  }
}
