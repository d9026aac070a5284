package dev.traversion.replay;

import static dev.traversion.replay.RecordedWorld.CART;
import static org.assertj.core.api.Assertions.assertThat;

import dev.traversion.model.event.EntityRef;
import dev.traversion.model.fixture.Seeds;
import dev.traversion.model.state.EntityState;
import dev.traversion.model.state.Fold;
import dev.traversion.model.state.NaiveState;
import dev.traversion.model.state.ServiceState;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What holds of every history, however it arrived, was cut into frames and was kept. */
class RehydrationProperties {
  private static final int HISTORIES = 60;

  @Test
  void rehydrating_equals_going_through_all_events_one_by_one() {
    Seeds.forEach(
        HISTORIES,
        seed -> {
          var world = new RandomWorld(seed, CART, false, false).record(120);
          for (int i = 0; i < 5; i++) {
            long at = world.instant();
            var answer = world.recorded.engine().rehydrate(CART, at);
            assertThat(answer.completeness()).isEqualTo(Completeness.whole());
            NaiveState.of(world.events, at, Fold.DEFAULT_WINDOW_NANOS).assertSaidBy(answer.value());
          }
        });
  }

  @Test
  void keyframes_change_nothing_even_when_events_contradict_and_frames_are_lost_or_damaged() {
    var keyframes = new ArrayList<Integer>();
    var full = new ArrayList<Integer>();
    Seeds.forEach(
        HISTORIES,
        seed -> {
          var world = new RandomWorld(seed, CART, true, true).record(120);
          keyframes.add(world.keyframesBuilt);
          full.add(world.fullKeyframes);
          var with = world.recorded.engine();
          var without = RecordedWorld.engine(world.recorded.sourcesWithoutKeyframes());
          for (int i = 0; i < 5; i++) {
            long at = world.instant();
            assertThat(with.rehydrate(CART, at)).isEqualTo(without.rehydrate(CART, at));
          }
        });
    assertThat(keyframes.stream().mapToInt(Integer::intValue).sum()).isGreaterThan(HISTORIES);
    assertThat(full.stream().mapToInt(Integer::intValue).sum()).isGreaterThan(HISTORIES / 2);
  }

  @Test
  void one_entity_alone_is_as_in_the_whole_state() {
    Seeds.forEach(
        HISTORIES,
        seed -> {
          var world = new RandomWorld(seed, CART, true, true).record(100);
          long at = world.instant();
          var state = world.recorded.engine().rehydrate(CART, at).value();
          var engine = world.recorded.engine();
          for (var type : List.of("order", "order-line", "feature-flag", "unknown")) {
            for (int key = 0; key < 4; key++) {
              var entity = new EntityRef(type, Integer.toString(key));
              assertThat(engine.entity(CART, entity, at).value().orElse(null))
                  .as("%s", entity)
                  .isEqualTo(state.entities().get(entity));
            }
          }
        });
  }

  @Test
  void the_entities_page_by_page_are_those_of_the_whole_state_that_live() {
    Seeds.forEach(
        HISTORIES,
        seed -> {
          var world = new RandomWorld(seed, CART, true, true).record(100);
          long at = world.instant();
          var engine = world.recorded.engine();
          var state = engine.rehydrate(CART, at);
          for (var filter :
              List.of(
                  EntityFilter.all(),
                  new EntityFilter(Optional.of("order"), Optional.empty()),
                  new EntityFilter(Optional.empty(), Optional.of("R/1")))) {
            var paged = new ArrayList<EntityState>();
            Optional<String> cursor = Optional.empty();
            do {
              var page = engine.entities(CART, at, filter, cursor, world.random.nextInt(1, 5));
              paged.addAll(page.value().items());
              cursor = page.value().next();
            } while (cursor.isPresent());
            assertThat(paged)
                .isEqualTo(
                    state.value().entities().values().stream()
                        .filter(entity -> !entity.isDeleted())
                        .filter(entity -> filter.matches(entity.entity()))
                        .toList());
          }
        });
  }

  @Test
  void a_situation_is_the_state_but_for_its_entities_which_it_counts() {
    Seeds.forEach(
        HISTORIES,
        seed -> {
          var world = new RandomWorld(seed, CART, true, false).record(100);
          var engine = world.recorded.engine();
          for (int i = 0; i < 4; i++) {
            long at = world.instant();
            var whole = engine.rehydrate(CART, at).value();
            var situation = engine.situation(CART, at);
            assertThat(situation.completeness().isWhole()).isTrue();
            var state = situation.value().state();
            assertThat(state.entities()).isEmpty();
            assertThat(state.config()).isEqualTo(whole.config());
            assertThat(state.deployments()).isEqualTo(whole.deployments());
            assertThat(state.inFlight()).isEqualTo(whole.inFlight());
            assertThat(state.recentCalls()).isEqualTo(whole.recentCalls());
            assertThat(state.vitals()).isEqualTo(whole.vitals());
            assertThat(engine.situations("default", at).value().get(CART)).isEqualTo(state);
            assertThat(situation.value().living())
                .isEqualTo(
                    whole.entities().values().stream()
                        .filter(entity -> !entity.isDeleted())
                        .collect(
                            Collectors.groupingBy(
                                entity -> entity.entity().type(), Collectors.counting())));
          }
        });
  }

  @Test
  void a_diff_applied_to_the_state_it_begins_at_gives_the_state_it_ends_at() {
    Seeds.forEach(
        HISTORIES,
        seed -> {
          var world = new RandomWorld(seed, CART, true, false).record(100);
          var engine = world.recorded.engine();
          long a = world.instant();
          long b = world.instant();
          var diff = engine.diff(CART, a, b).value();
          var before = engine.rehydrate(CART, a).value();
          var after = engine.rehydrate(CART, b).value();
          assertThat(diff.applyTo(before)).isEqualTo(after);
          assertThat(diff.runningAfter()).isEqualTo(after.running());
        });
  }

  @Test
  void stepping_event_by_event_gives_the_same_as_seeking() {
    Seeds.forEach(
        HISTORIES,
        seed -> {
          var world = new RandomWorld(seed, CART, true, false).record(80);
          var engine = world.recorded.engine();
          var instants = new ArrayList<>(List.of(world.instant(), world.instant()));
          Collections.sort(instants);
          long a = instants.getFirst();
          long b = instants.getLast();
          ServiceState state = engine.rehydrate(CART, a).value();
          for (var event : RandomWorld.distinct(world.events)) {
            if (event.occurredAtNanos() > a && event.occurredAtNanos() <= b) {
              // A contradicting twin of the same place has to be stepped through as well.
              var fold = Fold.upTo(event.occurredAtNanos()).merge(state);
              world.events.stream()
                  .filter(twin -> twin.occurredAtNanos() == event.occurredAtNanos())
                  .forEach(fold::add);
              state = fold.finish();
            }
          }
          assertThat(Fold.upTo(b).merge(state).finish())
              .isEqualTo(engine.rehydrate(CART, b).value());
        });
  }
}
