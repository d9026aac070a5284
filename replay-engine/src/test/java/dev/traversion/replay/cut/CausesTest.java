package dev.traversion.replay.cut;

import static org.assertj.core.api.Assertions.assertThat;

import dev.traversion.model.fixture.Events;
import dev.traversion.model.fixture.Seeds;
import dev.traversion.model.frame.FrameAddress;
import dev.traversion.model.frame.FrameCodec;
import dev.traversion.model.mirror.MirrorId;
import dev.traversion.model.mirror.ServiceId;
import org.junit.jupiter.api.Test;

class CausesTest {
  private static final FrameAddress ADDRESS =
      new FrameAddress(new MirrorId(ServiceId.of("shop", "cart"), 0), 1);

  @Test
  void the_columns_of_a_frame_tell_the_same_causes_as_its_events() {
    Seeds.forEach(
        100,
        seed -> {
          var events = new Events(seed).list(60);
          var frame = FrameCodec.open(ADDRESS, FrameCodec.encode(events));
          for (int row = 0; row < events.size(); row++) {
            assertThat(Causes.of(frame, row)).isEqualTo(Causes.of(events.get(row)));
          }
        });
  }
}
