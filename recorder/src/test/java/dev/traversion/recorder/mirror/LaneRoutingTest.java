package dev.traversion.recorder.mirror;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import dev.traversion.model.event.EntityChange;
import dev.traversion.model.event.Event;
import dev.traversion.model.event.EventKind;
import dev.traversion.model.fixture.Events;
import dev.traversion.model.fixture.Seeds;
import dev.traversion.model.frame.FrameAddress;
import dev.traversion.model.frame.FrameCodec;
import dev.traversion.model.mirror.MirrorId;
import dev.traversion.model.mirror.ServiceId;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LaneRoutingTest {
  private static final ServiceId CART = ServiceId.of("shop", "cart");

  private final LaneRouting routing = new LaneRouting(1, Map.of("shop/cart", 4));

  @Test
  void a_service_is_one_mirror_unless_told_otherwise() {
    var other = ServiceId.of("shop", "order");
    Seeds.forEach(
        20,
        seed ->
            assertThat(new Events(seed).list(50))
                .allMatch(event -> routing.of(other).mirror(event).equals(new MirrorId(other, 0))));
  }

  @Test
  void a_redelivery_finds_the_mirror_that_knows_it() {
    Seeds.forEach(
        50,
        seed -> {
          List<Event> events = new Events(seed).list(30);
          var again =
              FrameCodec.open(new FrameAddress(new MirrorId(CART, 0), 1), FrameCodec.encode(events))
                  .events();
          for (int i = 0; i < events.size(); i++) {
            assertThat(routing.of(CART).mirror(again.get(i)))
                .isEqualTo(routing.of(CART).mirror(events.get(i)));
          }
        });
  }

  @Test
  void all_changes_of_one_entity_go_to_one_lane() {
    Seeds.forEach(
        20,
        seed -> {
          var events = new Events(seed);
          var lanes = new HashMap<Object, MirrorId>();
          for (int i = 0; i < 200; i++) {
            var change = (EntityChange) events.next(EventKind.ENTITY_CHANGE);
            var lane = routing.of(CART).mirror(change);
            assertThat(lanes.merge(change.entity(), lane, (known, _) -> known)).isEqualTo(lane);
          }
        });
  }

  @Test
  void calls_spread_over_all_lanes() {
    var events = new Events(1);
    var counts = new int[4];
    for (int i = 0; i < 4_000; i++) {
      counts[routing.of(CART).mirror(events.next(EventKind.CALL)).lane()]++;
    }
    assertThat(Arrays.stream(counts).boxed()).allMatch(count -> count > 600 && count < 1_400);
  }

  @Test
  void lanes_are_read_from_the_configuration() {
    var configured =
        LaneRouting.of(
            ConfigFactory.parseString(
                """
                traversion.lanes { default = 1, services { "shop/cart" = 4 } }
                """));
    var events = new Events(3);
    for (int i = 0; i < 100; i++) {
      var call = events.call();
      assertThat(configured.of(CART).mirror(call)).isEqualTo(routing.of(CART).mirror(call));
    }
  }
}
