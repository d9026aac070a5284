package dev.traversion.replay;

import static dev.traversion.replay.Happenings.ORDER_42;
import static dev.traversion.replay.Happenings.TRACE;
import static dev.traversion.replay.Happenings.call;
import static dev.traversion.replay.Happenings.delete;
import static dev.traversion.replay.Happenings.deploy;
import static dev.traversion.replay.Happenings.log;
import static dev.traversion.replay.Happenings.span;
import static dev.traversion.replay.Happenings.write;
import static dev.traversion.replay.RecordedWorld.CART;
import static dev.traversion.replay.RecordedWorld.ORDER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.traversion.journal.OpenFrames;
import dev.traversion.model.event.EntityChange;
import dev.traversion.model.event.EntityRef;
import dev.traversion.model.fixture.Seeds;
import dev.traversion.model.mirror.MirrorId;
import dev.traversion.model.state.DeploymentState;
import dev.traversion.model.state.EntityState;
import dev.traversion.replay.timeline.KindCounts;
import dev.traversion.replay.timeline.Timeline;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class ReplayEngineTest {
  private static final MirrorId MIRROR = RecordedWorld.mirror(CART, 0);

  private final RecordedWorld world = new RecordedWorld();

  @Nested
  class A_diff {
    @Test
    void tells_of_every_entity_that_differs_however_many_these_are() {
      for (int at = 1; at <= 300; at++) {
        world.record(MIRROR, List.of(entity(at), delete(new EntityRef("cart", "" + at / 3), at)));
      }
      var engine = world.engine();
      for (int[] between : new int[][] {{100, 110}, {100, 290}, {290, 20}, {0, 300}, {7, 7}}) {
        var diff = engine.diff(CART, between[0], between[1]).value();
        var before = engine.rehydrate(CART, between[0]).value();
        var after = engine.rehydrate(CART, between[1]).value();
        assertThat(diff.applyTo(before)).isEqualTo(after);
        assertThat(diff).isEqualTo(StateDiff.between(before, after));
      }
    }

    private static EntityChange entity(int at) {
      return write(new EntityRef("order", "" + at % 200), "" + at, at);
    }
  }

  @Nested
  class What_is_still_open {
    @Test
    void belongs_to_every_answer() {
      world.record(MIRROR, List.of(write(ORDER_42, "1", 100)));
      world.open.put(
          MIRROR, List.of(write(ORDER_42, "2", 110), log("x", 111, span(1)), deploy("v2", 112)));
      var engine = world.engine();
      assertThat(json(engine.rehydrate(CART, 120).value().entities().get(ORDER_42))).isEqualTo("2");
      assertThat(json(engine.entity(CART, ORDER_42, 120).value().orElseThrow())).isEqualTo("2");
      assertThat(engine.events(all(true), Optional.empty(), 10).value().items()).hasSize(4);
      assertThat(engine.trace("default", TRACE, 10).value()).hasSize(1);
      assertThat(history(engine, 10).items()).hasSize(2);
      assertThat(engine.services("default").value().getFirst().version()).isEqualTo("v2");
    }

    @Test
    void is_asked_for_before_the_index_so_that_a_frame_sealed_in_between_is_not_missed() {
      world.record(MIRROR, List.of(write(ORDER_42, "1", 100)));
      var asked = new AtomicInteger();
      var engine =
          RecordedWorld.engine(
              world.sources(
                  (mirror, timeout) -> {
                    if (asked.getAndIncrement() == 0) { // nothing is open, and now it is sealed
                      world.record(mirror, List.of(write(ORDER_42, "2", 110)));
                    }
                    return OpenFrames.Open.UNKNOWN;
                  }));
      assertThat(json(engine.rehydrate(CART, 120).value().entities().get(ORDER_42))).isEqualTo("2");
    }

    @Test
    void counts_once_in_the_timeline_when_it_has_just_been_sealed() {
      var frame = List.of(call(1, 100, 130, true), write(ORDER_42, "1", 105));
      world.record(MIRROR, List.copyOf(frame));
      world.open.put(MIRROR, List.of(frame.getFirst(), frame.getLast(), log("n", 106, span(1))));
      var bucket = timeline(100, 110, 1).buckets().getFirst();
      assertThat(bucket.counts()).isEqualTo(KindCounts.of(new long[] {1, 1, 0, 1, 0, 0, 0}));
      assertThat(bucket.errors()).isEqualTo(1);
      assertThat(bucket.latency().maxNanos()).isEqualTo(30);
    }
  }

  @Nested
  class The_entities_of_a_service {
    @Test
    void come_in_key_order_page_by_page_without_deleted_ones() {
      for (int i = 9; i >= 0; i--) {
        world.record(
            RecordedWorld.mirror(CART, i % 3),
            List.of(write(new EntityRef("cart", "" + i), "0", i)));
      }
      world.record(MIRROR, List.of(write(ORDER_42, "1", 5), delete(new EntityRef("cart", "4"), 6)));
      var engine = world.engine();
      var found = new ArrayList<String>();
      Optional<String> cursor = Optional.empty();
      do {
        var page = engine.entities(CART, 100, EntityFilter.all(), cursor, 2).value();
        page.items().forEach(entity -> found.add(entity.entity().toString()));
        cursor = page.next();
      } while (cursor.isPresent());
      assertThat(found)
          .containsExactly(
              "cart/0",
              "cart/1",
              "cart/2",
              "cart/3",
              "cart/5",
              "cart/6",
              "cart/7",
              "cart/8",
              "cart/9",
              "order/42");
    }

    @Test
    void can_be_those_of_one_type() {
      world.record(
          MIRROR, List.of(write(ORDER_42, "1", 5), write(new EntityRef("cart", "4"), "2", 6)));
      var page =
          world
              .engine()
              .entities(
                  CART,
                  9,
                  new EntityFilter(Optional.of("order"), Optional.empty()),
                  Optional.empty(),
                  1)
              .value();
      assertThat(page.items()).extracting(EntityState::entity).containsExactly(ORDER_42);
      assertThat(page.next()).isEmpty();
    }
  }

  @Nested
  class The_services_of_a_tenant {
    @Test
    void come_by_name_with_how_far_their_history_reaches() {
      world.record(RecordedWorld.mirror(ORDER, 0), List.of(log("a", 300, span(1))));
      world.record(MIRROR, List.of(deploy("v1", 100), log("b", 150, span(1))));
      world.record(RecordedWorld.mirror(CART, 1), List.of(deploy("v2", 90), log("b", 90, span(1))));
      world
          .mirrors
          .register(RecordedWorld.mirror(RecordedWorld.CART, 2))
          .toCompletableFuture()
          .join();
      assertThat(world.engine().services("default").value())
          .containsExactly(
              new ServiceOverview(CART, 3, 90, 150, 4, "v1"),
              new ServiceOverview(ORDER, 1, 300, 300, 1, ""));
      assertThat(world.engine().services("nobody").value()).isEmpty();
    }

    @Test
    void are_rehydrated_together() {
      world.record(RecordedWorld.mirror(ORDER, 0), List.of(deploy("v7", 300)));
      world.record(MIRROR, List.of(deploy("v1", 100)));
      var states = world.engine().rehydrateAll("default", 200).value();
      assertThat(states.keySet()).containsExactly(CART, ORDER);
      assertThat(states.get(CART).running().map(DeploymentState::version)).contains("v1");
      assertThat(states.get(ORDER).running()).isEmpty();
      assertThat(world.engine().rehydrateAll("nobody", 200).value()).isEmpty();
    }
  }

  @Nested
  class A_trace {
    @Test
    void is_gathered_over_all_services() {
      world.record(MIRROR, List.of(call(1, 100, 130, false), log("cart", 110, span(1))));
      world.record(RecordedWorld.mirror(ORDER, 0), List.of(call(2, 105, 120, false)));
      var trace = world.engine().trace("default", TRACE, 10).value();
      assertThat(trace).extracting(RecordedEvent::service).containsExactly(CART, ORDER, CART);
      assertThat(world.engine().trace("default", TRACE, 2).value()).isEqualTo(trace.subList(0, 2));
    }
  }

  @Nested
  class Deployments {
    @Test
    void come_newest_first_page_by_page() {
      world.record(MIRROR, List.of(deploy("v1", 100), deploy("v3", 300)));
      world.record(RecordedWorld.mirror(ORDER, 0), List.of(deploy("v2", 200)));
      var engine = world.engine();
      var first = engine.deployments("default", List.of(), 0, 1000, Optional.empty(), 2).value();
      var rest = engine.deployments("default", List.of(), 0, 1000, first.next(), 2).value();
      assertThat(first.items())
          .extracting(deployed -> deployed.deployment().version())
          .containsExactly("v3", "v2");
      assertThat(rest.items())
          .extracting(deployed -> deployed.deployment().version())
          .containsExactly("v1");
      assertThat(rest.next()).isEmpty();
    }
  }

  @Nested
  class A_question_that_makes_no_sense {
    @Test
    void about_a_service_that_was_never_recorded_is_refused() {
      assertThatExceptionOfType(UnknownServiceException.class)
          .isThrownBy(() -> world.engine().rehydrate(CART, 1));
      assertThatExceptionOfType(UnknownServiceException.class).isThrownBy(() -> timeline(0, 10, 1));
    }

    @Test
    void with_a_limit_out_of_bounds_is_refused() {
      world.record(MIRROR, List.of(deploy("v1", 100)));
      var engine = world.engine();
      for (int limit : new int[] {0, -1, 1001}) {
        assertThatIllegalArgumentException()
            .isThrownBy(() -> engine.events(all(true), Optional.empty(), limit));
        assertThatIllegalArgumentException()
            .isThrownBy(
                () -> engine.entities(CART, 1, EntityFilter.all(), Optional.empty(), limit));
      }
      assertThatIllegalArgumentException().isThrownBy(() -> timeline(0, 10, 2001));
      assertThatIllegalArgumentException().isThrownBy(() -> timeline(10, 10, 1));
      assertThatIllegalArgumentException()
          .isThrownBy(() -> timeline(Long.MIN_VALUE, Long.MAX_VALUE, 1));
    }

    @Test
    void with_a_cursor_of_another_list_is_refused() {
      world.record(MIRROR, List.of(deploy("v1", 100), deploy("v2", 200)));
      var engine = world.engine();
      var cursor = engine.events(all(true), Optional.empty(), 1).value().next();
      assertThat(cursor).isPresent();
      assertThatIllegalArgumentException().isThrownBy(() -> engine.events(all(false), cursor, 1));
      assertThatIllegalArgumentException()
          .isThrownBy(() -> engine.entities(CART, 1, EntityFilter.all(), cursor, 1));
      for (var nonsense : List.of("", "!", "AAAA", cursor.get() + "A", "AP________________8B")) {
        assertThatIllegalArgumentException()
            .isThrownBy(() -> engine.events(all(true), Optional.of(nonsense), 1));
      }
    }
  }

  @Test
  void an_engine_with_no_room_for_caches_answers_the_same() {
    Seeds.forEach(
        20,
        seed -> {
          var random = new RandomWorld(seed, CART, true, true).record(100);
          var cramped =
              new ReplayEngine(
                  random.recorded.sources(),
                  ReplaySettings.defaults().withCaches(0).withHoleRecheck(Duration.ZERO),
                  InstantSource.fixed(Instant.EPOCH));
          long at = random.instant();
          for (int i = 0; i < 2; i++) {
            assertThat(cramped.rehydrate(CART, at))
                .isEqualTo(random.recorded.engine().rehydrate(CART, at));
          }
        });
  }

  private Timeline timeline(long from, long to, int buckets) {
    return world.engine().timeline("default", List.of(CART), from, to, buckets).value();
  }

  private static Page<EntityChange> history(ReplayEngine engine, int limit) {
    return engine.entityHistory(CART, ORDER_42, 0, 1000, Optional.empty(), limit).value();
  }

  private static String json(EntityState entity) {
    return entity.value().orElseThrow().json();
  }

  private static EventQuery all(boolean newestFirst) {
    return new EventQuery(
        "default",
        Set.of(),
        0,
        1000,
        Set.of(),
        false,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        newestFirst);
  }
}
