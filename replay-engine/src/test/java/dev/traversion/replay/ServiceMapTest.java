package dev.traversion.replay;

import static dev.traversion.replay.RecordedWorld.CART;
import static dev.traversion.replay.RecordedWorld.ORDER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.traversion.model.event.Event;
import dev.traversion.model.mirror.ServiceId;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** What a map says of the history that it could not read, and of services that it hardly knows. */
class ServiceMapTest {
  private static final long SECOND = 1_000_000_000L;
  private static final long AT = 1_000 * SECOND;
  private static final long WINDOW = 60 * SECOND;

  private final RecordedWorld world = new RecordedWorld();

  @Test
  void nothing_recorded_is_an_empty_map() {
    var map = world.engine().map("default", AT, WINDOW).value();
    assertThat(map.services()).isEmpty();
    assertThat(map.edges()).isEmpty();
  }

  @Test
  void a_service_that_had_not_begun_yet_is_not_on_the_map() {
    record(CART, Happenings.call(1, AT - SECOND, AT - 1, false));
    record(ORDER, Happenings.call(2, AT + 1, AT + 2, false));
    var map = world.engine().map("default", AT, WINDOW).value();
    assertThat(map.services())
        .singleElement()
        .satisfies(
            node -> {
              assertThat(node.service()).isEqualTo(CART);
              assertThat(node.lastOccurredNanos()).isEqualTo(AT - SECOND);
            });
  }

  @Test
  void the_version_is_the_one_deployed_last_however_long_ago() {
    record(CART, Happenings.deploy("1.0", 1));
    record(CART, Happenings.deploy("1.1", SECOND));
    record(CART, Happenings.deploy("2.0", AT + 1));
    record(CART, Happenings.call(1, AT - SECOND, AT - 1, true));
    var node = world.engine().map("default", AT, WINDOW).value().services().getFirst();
    assertThat(node.version()).isEqualTo("1.1");
    assertThat(node.traffic().errorRatio()).isEqualTo(1.0);
  }

  @Test
  void lost_and_damaged_frames_are_told_each_time() {
    var mirror = RecordedWorld.mirror(CART, 0);
    record(CART, Happenings.call(1, AT - SECOND, AT - 1, false));
    world.recordLost(mirror, List.of(Happenings.call(2, AT - SECOND, AT - 1, false)));
    world.recordDamaged(mirror, List.of(Happenings.call(3, AT - SECOND, AT - 1, false)), 0.5);
    var engine = world.engine();
    for (int i = 0; i < 2; i++) {
      var lacks = engine.map("default", AT, WINDOW).completeness();
      assertThat(lacks.gaps()).hasSize(1);
      assertThat(lacks.damaged()).hasSize(1);
    }
  }

  @Test
  void a_map_that_runs_out_of_time_says_so_and_shows_the_newest() {
    for (int i = 1; i <= 100; i++) {
      record(CART, Happenings.call(i, AT - i * SECOND / 2, AT - i * SECOND / 2 + 5, false));
    }
    var clock = new AtomicLong();
    var engine = RecordedWorld.engine(world.sources(), () -> clock.addAndGet(3_600 * SECOND));
    var answer = engine.map("default", AT, WINDOW);
    assertThat(answer.completeness().timeBudgetSpent()).isTrue();
    assertThat(answer.value().services().getFirst().traffic().calls()).isEqualTo(64);
  }

  private void record(ServiceId service, Event event) {
    world.record(RecordedWorld.mirror(service, 0), List.of(event));
  }
}
