package dev.traversion.replay;

import static dev.traversion.replay.Happenings.call;
import static dev.traversion.replay.RecordedWorld.CART;
import static dev.traversion.replay.RecordedWorld.ORDER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.traversion.model.event.Event;
import dev.traversion.model.mirror.ServiceId;
import dev.traversion.replay.anomaly.Anomalies;
import dev.traversion.replay.anomaly.AnomalyBucket;
import dev.traversion.replay.timeline.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Three hours of two services that fail for some minutes now and then. */
class AnomaliesTest {
  private static final long MINUTE = Level.MINUTE.widthNanos();
  private static final long START = 30_000_000 * MINUTE;

  private final RecordedWorld world = new RecordedWorld();
  private long span;

  @BeforeEach
  void record() {
    record(CART, Set.of(70, 71, 72, 130));
    record(ORDER, Set.of(100));
  }

  private void record(ServiceId service, Set<Integer> failing) {
    for (int minute = 0; minute < 180; minute++) {
      var calls = new ArrayList<Event>();
      for (int i = 0; i < 30; i++) {
        long at = START + minute * MINUTE + i * 1_000_000_000L;
        calls.add(call(++span, at, at + 5_000_000 + i * 10_000L, failing.contains(minute)));
      }
      world.record(RecordedWorld.mirror(service, 0), calls);
    }
  }

  @Test
  void the_next_is_the_first_of_a_run_of_any_service() {
    world.engine().tileBuilder().buildAll("default");
    assertThat(next(List.of(), 0)).containsExactly(minute(CART, 70));
    assertThat(next(List.of(), 70)).containsExactly(minute(ORDER, 100));
    assertThat(next(List.of(CART), 70)).containsExactly(minute(CART, 130));
    assertThat(next(List.of(), 130)).isEmpty();
  }

  @Test
  void the_previous_is_found_likewise() {
    assertThat(previous(List.of(), 180)).containsExactly(minute(CART, 130));
    assertThat(previous(List.of(), 130)).containsExactly(minute(ORDER, 100));
    assertThat(previous(List.of(CART), 130)).containsExactly(minute(CART, 70));
    assertThat(previous(List.of(), 70)).isEmpty();
  }

  @Test
  void steps_lead_through_all_of_them_and_back() {
    var anomalies = anomalies(world.engine());
    var forth = new ArrayList<String>();
    var back = new ArrayList<String>();
    long at = 0;
    for (var step = anomalies.next("default", List.of(), Level.MINUTE, at).value();
        step.isPresent();
        step = anomalies.next("default", List.of(), Level.MINUTE, at).value()) {
      at = step.get().startNanos();
      forth.add(minute(step.get().service(), (int) ((at - START) / MINUTE)));
    }
    at = Long.MAX_VALUE;
    for (var step = anomalies.previous("default", List.of(), Level.MINUTE, at).value();
        step.isPresent();
        step = anomalies.previous("default", List.of(), Level.MINUTE, at).value()) {
      at = step.get().startNanos();
      back.addFirst(minute(step.get().service(), (int) ((at - START) / MINUTE)));
    }
    assertThat(forth).containsExactly(minute(CART, 70), minute(ORDER, 100), minute(CART, 130));
    assertThat(back).isEqualTo(forth);
  }

  @Test
  void a_timeline_is_marked_where_it_is_unlike_before() {
    var engine = world.engine();
    long from = START + 65 * MINUTE;
    var shown = engine.timeline("default", List.of(CART), from, from + 10 * MINUTE, 10).value();
    var marks = anomalies(engine).mark("default", List.of(CART), shown);
    assertThat(marks).hasSize(10);
    for (int i = 0; i < 10; i++) {
      assertThat(marks.get(i).isEmpty()).as("minute " + (65 + i)).isEqualTo(i < 5 || i > 7);
    }
  }

  @Test
  void a_search_that_runs_out_of_time_says_so() {
    var clock = new AtomicLong();
    var hurried = new Anomalies(world.engine(), clock::incrementAndGet, Duration.ofNanos(1));
    var answer = hurried.next("default", List.of(), Level.MINUTE, 0);
    assertThat(answer.value()).isEmpty();
    assertThat(answer.completeness().timeBudgetSpent()).isTrue();
  }

  @Test
  void a_service_that_was_never_recorded_is_refused() {
    assertThatExceptionOfType(UnknownServiceException.class)
        .isThrownBy(() -> next(List.of(ServiceId.of("shop", "nobody")), 0));
  }

  private static Anomalies anomalies(ReplayEngine engine) {
    return new Anomalies(engine, System::nanoTime, RecordedWorld.AS_LONG_AS_NEEDED);
  }

  private List<String> next(List<ServiceId> services, int minute) {
    return found(
        anomalies(world.engine()).next("default", services, Level.MINUTE, START + minute * MINUTE));
  }

  private List<String> previous(List<ServiceId> services, int minute) {
    return found(
        anomalies(world.engine())
            .previous("default", services, Level.MINUTE, START + minute * MINUTE));
  }

  private static List<String> found(Answer<Optional<AnomalyBucket>> answer) {
    assertThat(answer.completeness().isWhole()).isTrue();
    return answer.value().stream()
        .map(found -> minute(found.service(), (int) ((found.startNanos() - START) / MINUTE)))
        .toList();
  }

  private static String minute(ServiceId service, int minute) {
    return service.name() + " " + minute;
  }
}
