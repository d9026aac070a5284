package dev.traversion.recorder;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;

class IntakeGateTest {
  private final IntakeGate gate = new IntakeGate(100, 3, new SimpleMeterRegistry());

  @Test
  void lets_deliveries_in_while_their_bytes_fit() {
    assertThat(gate.enter(60)).isTrue();
    assertThat(gate.enter(40)).isTrue();
    assertThat(gate.enter(1)).isFalse();
  }

  @Test
  void has_room_again_when_a_delivery_left() {
    gate.enter(60);
    gate.enter(40);
    gate.leave(60);
    assertThat(gate.enter(60)).isTrue();
  }

  @Test
  void counts_nothing_for_a_delivery_it_turned_away() {
    gate.enter(90);
    for (int i = 0; i < 10; i++) {
      assertThat(gate.enter(20)).isFalse();
    }
    assertThat(gate.enter(10)).isTrue();
  }

  @Test
  void lets_so_many_in_at_once_and_no_more() {
    for (int i = 0; i < 3; i++) {
      assertThat(gate.enter(1)).isTrue();
    }
    assertThat(gate.enter(1)).isFalse();
  }

  @Test
  void lets_a_delivery_larger_than_its_bound_pass_alone() {
    assertThat(gate.enter(1_000)).isTrue();
    assertThat(gate.enter(1)).isFalse();
    gate.leave(1_000);
    gate.enter(1);
    assertThat(gate.enter(1_000)).isFalse();
  }
}
