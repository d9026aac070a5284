package dev.traversion.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.traversion.model.event.Call;
import dev.traversion.model.event.Event;
import dev.traversion.model.event.SpanContext;
import dev.traversion.model.fixture.Seeds;
import dev.traversion.model.mirror.ServiceId;
import dev.traversion.model.state.CallState;
import dev.traversion.model.state.EntityState;
import dev.traversion.model.state.Fold;
import dev.traversion.model.state.ServiceState;
import dev.traversion.replay.SkewedServices.Skews;
import dev.traversion.replay.cut.Causes;
import dev.traversion.replay.navigate.Direction;
import dev.traversion.replay.navigate.Navigator;
import dev.traversion.replay.navigate.Place;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What holds of every pause, however wrong the clocks were. */
class ConsistentCutProperties {
  private static final int HISTORIES = 20;
  private static final int REQUESTS = 25;
  private static final Skews WRONG = new Skews(50 * SkewedServices.MILLI, 50e-6, 2);

  @Test
  void no_effect_is_shown_without_its_cause() {
    var corrected = new AtomicLong();
    var heldBack = new AtomicLong();
    var shown = new AtomicLong();
    Seeds.forEach(
        HISTORIES,
        seed -> {
          var world = new SkewedServices(seed, WRONG, REQUESTS);
          var engine = engine(world);
          var naive = new Naive(world, engine);
          for (int i = 0; i < 10; i++) {
            long at = naive.anyInstant();
            var states = engine.rehydrateAll("default", at).value();
            shown.addAndGet(naive.assertCausesShown(states, at));
            heldBack.addAndGet(naive.heldBack(at));
            corrected.addAndGet(
                world.services.stream()
                    .filter(service -> engine.clock(service, at).offsetNanos() != 0)
                    .count());
          }
        });
    assertThat(shown.get()).as("effects that were looked at").isPositive();
    assertThat(corrected.get()).as("clocks corrected").isPositive();
    assertThat(heldBack.get()).as("effects held back").isPositive();
  }

  @Test
  void a_pause_is_the_fold_of_all_that_happened_and_whose_causes_had_happened() {
    Seeds.forEach(
        HISTORIES,
        seed -> {
          var world = new SkewedServices(seed, WRONG, REQUESTS);
          var engine = engine(world);
          var naive = new Naive(world, engine);
          for (int i = 0; i < 6; i++) {
            long at = naive.anyInstant();
            var states = engine.rehydrateAll("default", at).value();
            for (var service : world.services) {
              var expected = naive.state(service, at);
              assertThat(states.get(service)).isEqualTo(expected);
              assertThat(engine.rehydrate(service, at).value()).isEqualTo(expected);
              var situation = engine.situation(service, at).value();
              assertThat(situation.state().inFlight()).isEqualTo(expected.inFlight());
              assertThat(situation.state().entities()).isEmpty();
              assertThat(situation.living().values().stream().mapToLong(Long::longValue).sum())
                  .isEqualTo(
                      expected.entities().values().stream().filter(e -> !e.isDeleted()).count());
              for (var entity : expected.entities().keySet()) {
                assertThat(engine.entity(service, entity, at).value())
                    .contains(expected.entities().get(entity));
              }
              assertThat(entities(engine, service, at, 1 + world.random.nextInt(4)))
                  .isEqualTo(
                      expected.entities().values().stream().filter(e -> !e.isDeleted()).toList());
            }
          }
        });
  }

  @Test
  void a_later_pause_shows_all_that_an_earlier_one_did() {
    Seeds.forEach(
        HISTORIES,
        seed -> {
          var world = new SkewedServices(seed, WRONG, REQUESTS);
          var engine = engine(world);
          var naive = new Naive(world, engine);
          for (int i = 0; i < 6; i++) {
            long at = naive.anyInstant();
            long later = at + 1 + world.random.nextLong(100 * SkewedServices.MILLI);
            var before = engine.rehydrateAll("default", at).value();
            var after = engine.rehydrateAll("default", later).value();
            before.forEach(
                (service, state) -> {
                  var then = after.get(service);
                  assertThat(then.atNanos()).isGreaterThanOrEqualTo(state.atNanos());
                  var calls = new HashSet<>(calls(then));
                  for (var call : calls(state)) {
                    if (Fold.isHeld(
                        call.startNanos(), call.endNanos(), then.atNanos(), then.windowNanos())) {
                      assertThat(calls).contains(call);
                    }
                  }
                  state
                      .entities()
                      .forEach(
                          (entity, value) ->
                              assertThat(then.entities().get(entity).stamp())
                                  .isGreaterThanOrEqualTo(value.stamp()));
                });
          }
        });
  }

  @Test
  void a_diff_between_pauses_leads_from_the_one_to_the_other() {
    Seeds.forEach(
        HISTORIES,
        seed -> {
          var world = new SkewedServices(seed, WRONG, REQUESTS);
          var engine = engine(world);
          var naive = new Naive(world, engine);
          var service = world.services.get(world.random.nextInt(world.services.size()));
          long a = naive.anyInstant();
          long b = naive.anyInstant();
          assertThat(
                  engine.diff(service, a, b).value().applyTo(engine.rehydrate(service, a).value()))
              .isEqualTo(engine.rehydrate(service, b).value());
        });
  }

  @Test
  void a_pause_at_the_instant_of_an_event_without_a_later_cause_shows_it() {
    Seeds.forEach(
        HISTORIES,
        seed -> {
          var world = new SkewedServices(seed, WRONG, REQUESTS);
          var engine = engine(world);
          var naive = new Naive(world, engine);
          for (int i = 0; i < 10; i++) {
            var service = world.services.get(world.random.nextInt(world.services.size()));
            var events = world.events.get(service);
            var event = events.get(world.random.nextInt(events.size()));
            long at = engine.common(service, event.occurredAtNanos());
            assertThat(engine.clock(service, at).localNanos())
                .isGreaterThanOrEqualTo(event.occurredAtNanos());
            if (event instanceof Call call && naive.shownFrom(event) <= at) {
              var state = engine.rehydrate(service, at).value();
              assertThat(calls(state)).anyMatch(shown -> shown.id().equals(call.id()));
            }
          }
        });
  }

  @Test
  void stepping_visits_all_events_in_the_order_of_the_common_time_line() {
    Seeds.forEach(
        HISTORIES / 4,
        seed -> {
          var world = new SkewedServices(seed, WRONG, 6);
          var engine = engine(world);
          var naive = new Naive(world, engine);
          var expected =
              world.events.values().stream()
                  .flatMap(List::stream)
                  .sorted(
                      Comparator.comparingLong(naive::happened)
                          .thenComparingLong(Event::occurredAtNanos)
                          .thenComparing(Event::id))
                  .toList();
          var navigator = new Navigator(engine, System::nanoTime, RecordedWorld.AS_LONG_AS_NEEDED);
          assertThat(walk(navigator, Long.MIN_VALUE, Direction.NEXT)).isEqualTo(expected);
          assertThat(walk(navigator, Long.MAX_VALUE, Direction.PREVIOUS))
              .isEqualTo(expected.reversed());
        });
  }

  private static List<Event> walk(Navigator navigator, long from, Direction direction) {
    var everything =
        new EventQuery(
            "default",
            Set.of(),
            0,
            0,
            Set.of(),
            false,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            false);
    var visited = new ArrayList<Event>();
    Place place = new Place.At(from);
    for (var step = navigator.event(everything, place, direction).value();
        step.event().isPresent();
        step = navigator.event(everything, place, direction).value()) {
      visited.add(step.event().get().event());
      place = Place.of(step.event().get());
    }
    return visited;
  }

  @Test
  void right_clocks_are_left_as_they_are() {
    Seeds.forEach(
        HISTORIES,
        seed -> {
          var world = new SkewedServices(seed, Skews.none(), REQUESTS);
          var engine = engine(world);
          for (var service : world.services) {
            long at = SkewedServices.START + world.random.nextLong(world.spanNanos);
            assertThat(engine.clock(service, at).offsetNanos()).isZero();
            assertThat(engine.clock(service, at).localNanos()).isEqualTo(at);
            assertThat(world.recorded.clocks.read(service, Long.MIN_VALUE, Long.MAX_VALUE))
                .allMatch(window -> window.leadNanos() == 0);
            assertThat(engine.rehydrate(service, at).value())
                .isEqualTo(Fold.upTo(at).addAll(world.events.get(service)).finish());
          }
        });
  }

  @Test
  void steady_clocks_are_known_to_within_what_the_answer_says() {
    var known = new AtomicLong();
    Seeds.forEach(
        HISTORIES,
        seed -> {
          var world = new SkewedServices(seed, new Skews(WRONG.mostNanos(), 0, 0), 60);
          var engine = engine(world);
          long at = SkewedServices.START + world.random.nextLong(world.spanNanos);
          for (var one : world.services) {
            for (var other : world.services) {
              var a = engine.clock(one, at);
              var b = engine.clock(other, at);
              if (a.uncertaintyNanos().isPresent() && b.uncertaintyNanos().isPresent()) {
                known.incrementAndGet();
                long estimated = a.offsetNanos() - b.offsetNanos();
                long truly = world.offset(one, at) - world.offset(other, at);
                assertThat(Math.abs(estimated - truly))
                    .isLessThanOrEqualTo(
                        2 * (a.uncertaintyNanos().getAsLong() + b.uncertaintyNanos().getAsLong()));
              }
            }
          }
        });
    assertThat(known.get()).isPositive();
  }

  private static ReplayEngine engine(SkewedServices world) {
    var engine = world.recorded.engine();
    while (engine.clockBuilder().advance("default", 7) >= 7) {
      // in small helpings, as it is done in the background
    }
    return engine;
  }

  private static List<EntityState> entities(
      ReplayEngine engine, ServiceId service, long at, int limit) {
    var found = new ArrayList<EntityState>();
    Optional<String> cursor = Optional.empty();
    do {
      var page = engine.entities(service, at, EntityFilter.all(), cursor, limit).value();
      found.addAll(page.items());
      cursor = page.next();
    } while (cursor.isPresent());
    return found;
  }

  private static Collection<CallState> calls(ServiceState state) {
    return Stream.concat(state.inFlight().stream(), state.recentCalls().stream()).toList();
  }

  /** The cut by its definition, over all events. */
  private static final class Naive {
    private final SkewedServices world;
    private final ReplayEngine engine;
    private final Map<SpanContext, Call> calls = new HashMap<>();
    private final Map<SpanContext, ServiceId> services = new HashMap<>();
    private final IdentityHashMap<Event, ServiceId> of = new IdentityHashMap<>();

    Naive(SkewedServices world, ReplayEngine engine) {
      this.world = world;
      this.engine = engine;
      world.events.forEach(
          (service, events) ->
              events.forEach(
                  event -> {
                    of.put(event, service);
                    if (event instanceof Call call) {
                      calls.put(call.context(), call);
                      services.put(call.context(), service);
                    }
                  }));
    }

    /** Often one at which something happens. */
    long anyInstant() {
      if (world.random.nextInt(4) == 0) {
        return SkewedServices.START + world.random.nextLong(world.spanNanos);
      }
      var service = world.services.get(world.random.nextInt(world.services.size()));
      var events = world.events.get(service);
      var event = events.get(world.random.nextInt(events.size()));
      return engine.common(service, event.occurredAtNanos()) + world.random.nextInt(-1, 2);
    }

    long happened(Event event) {
      return engine.common(of.get(event), event.occurredAtNanos());
    }

    long shownFrom(Event event) {
      long from = happened(event);
      for (var cause : Causes.of(event)) {
        var call = calls.get(cause);
        if (call != null) {
          from = Math.max(from, shownFrom(call));
        }
      }
      return from;
    }

    long heldBack(long at) {
      return world.events.values().stream()
          .flatMap(List::stream)
          .filter(event -> happened(event) <= at && shownFrom(event) > at)
          .count();
    }

    ServiceState state(ServiceId service, long at) {
      var fold = Fold.upTo(engine.clock(service, at).localNanos());
      world.events.get(service).stream().filter(event -> shownFrom(event) <= at).forEach(fold::add);
      return fold.finish();
    }

    /** How many effects were looked at. */
    long assertCausesShown(Map<ServiceId, ServiceState> states, long at) {
      Set<SpanContext> shown = new HashSet<>();
      var effects = new ArrayList<SpanContext>();
      states.forEach(
          (service, state) -> {
            calls(state).forEach(call -> shown.add(call.context()));
            calls(state).forEach(call -> effects.addAll(Causes.of(calls.get(call.context()))));
            state.entities().values().forEach(entity -> effects.add(entity.writer()));
          });
      for (var cause : effects) {
        var call = calls.get(cause);
        if (call != null) {
          var service = services.get(cause);
          assertThat(happened(call)).as("cause %s", cause).isLessThanOrEqualTo(at);
          var state = states.get(service);
          if (Fold.isHeld(
              call.startNanos(), call.endNanos(), state.atNanos(), state.windowNanos())) {
            assertThat(shown).contains(cause);
          }
        }
      }
      return effects.size();
    }
  }
}
