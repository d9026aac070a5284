package dev.traversion.benchmarks.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.traversion.model.event.Call;
import dev.traversion.model.event.EntityChange;
import dev.traversion.model.event.Event;
import dev.traversion.model.event.EventKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GeneratedHistoryTest {
  private static final Shape SHAPE =
      new Shape(7, 60_000, 10, 6_000, 100, Duration.ofDays(7).toNanos());

  private record Sealed(int service, List<Event> events) {}

  private final List<Sealed> frames = new ArrayList<>();
  private final GeneratedHistory history =
      new GeneratedHistory(SHAPE, (service, frame) -> frames.add(new Sealed(service, frame)));

  private List<Event> run() throws InterruptedException {
    history.run();
    return frames.stream().flatMap(frame -> frame.events().stream()).toList();
  }

  @Test
  void follows_from_its_seed() throws InterruptedException {
    run();
    var again = new ArrayList<Sealed>();
    new GeneratedHistory(SHAPE, (service, frame) -> again.add(new Sealed(service, frame))).run();
    assertThat(again).isEqualTo(frames);
  }

  @Test
  void leaves_no_event_out_though_some_come_late() throws InterruptedException {
    var events = run();
    assertThat((long) events.size()).isEqualTo(history.events());
    assertThat(events).hasSizeGreaterThanOrEqualTo(60_000);
    assertThat(100.0 * history.lateEvents() / history.events()).isCloseTo(5, within(1.5));
  }

  @Test
  void mixes_kinds_as_it_says() throws InterruptedException {
    run();
    assertThat(percent(EventKind.CALL)).isCloseTo(55, within(4.0));
    assertThat(percent(EventKind.ENTITY_CHANGE)).isCloseTo(20, within(3.0));
    assertThat(percent(EventKind.LOG)).isCloseTo(20, within(3.0));
    assertThat(percent(EventKind.MEASUREMENT)).isCloseTo(5, within(1.0));
    assertThat(history.count(EventKind.DEPLOYMENT)).isPositive();
    assertThat(history.count(EventKind.CONFIG_CHANGE)).isPositive();
  }

  private double percent(EventKind kind) {
    return 100.0 * history.count(kind) / history.events();
  }

  @Test
  void makes_about_as_many_entities_as_it_says_and_no_others() throws InterruptedException {
    var written = new HashSet<String>();
    for (var event : run()) {
      if (event instanceof EntityChange change) {
        written.add(change.entity().key());
      }
    }
    var known = new HashSet<String>();
    for (int service = 0; service < SHAPE.services(); service++) {
      for (int number = 0; number < SHAPE.entitiesOf(service); number++) {
        known.add(SHAPE.entity(service, number).key());
      }
    }
    assertThat(known).containsAll(written);
    assertThat(written.size()).isGreaterThan(SHAPE.entities() * 8 / 10);
  }

  @Test
  void passes_a_request_on_from_service_to_service_under_the_trace_of_its_number()
      throws InterruptedException {
    Map<Object, Integer> served = new HashMap<>();
    for (var event : run()) {
      if (event instanceof Call call && call.spanKind() == Call.KIND_SERVER) {
        served.merge(call.context().traceId(), 1, Integer::sum);
      }
    }
    assertThat((long) served.size()).isEqualTo(history.requests());
    assertThat(served).containsKeys(SHAPE.trace(0), SHAPE.trace(history.requests() - 1));
    double hops = served.values().stream().mapToInt(Integer::intValue).average().orElse(0);
    assertThat(hops).isCloseTo(2.8, within(0.5));
  }

  @Test
  void seals_frames_of_one_service_around_the_size_asked_for() throws InterruptedException {
    run();
    double mean = frames.stream().mapToInt(frame -> frame.events().size()).average().orElse(0);
    assertThat(mean).isCloseTo(100, within(10.0));
    for (var frame : frames) {
      for (var event : frame.events()) {
        assertThat(event.origin().resource().attributes().text("service.name"))
            .isEqualTo(SHAPE.service(frame.service()).name());
      }
    }
  }
}
