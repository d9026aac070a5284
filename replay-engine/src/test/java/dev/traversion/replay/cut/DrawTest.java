package dev.traversion.replay.cut;

import static org.assertj.core.api.Assertions.assertThat;

import dev.traversion.model.event.Event;
import dev.traversion.model.event.EventKind;
import dev.traversion.model.fixture.Events;
import dev.traversion.model.fixture.Seeds;
import dev.traversion.model.frame.DamagedFrameException;
import dev.traversion.model.frame.Frame;
import dev.traversion.model.frame.FrameAddress;
import dev.traversion.model.frame.FrameCodec;
import dev.traversion.model.mirror.MirrorId;
import dev.traversion.model.mirror.ServiceId;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class DrawTest {
  private static final FrameAddress ADDRESS =
      new FrameAddress(new MirrorId(ServiceId.of("shop", "cart"), 0), 1);

  @Test
  void what_is_drawn_from_a_row_is_what_is_drawn_from_the_id_of_its_event() {
    Seeds.forEach(
        20,
        seed -> {
          var events = new Events(seed).list(60);
          var frame = FrameCodec.open(ADDRESS, FrameCodec.encode(events));
          for (int row = 0; row < events.size(); row++) {
            assertThat(Draw.of(frame, row).number())
                .isEqualTo(Draw.of(events.get(row).id()).number());
          }
        });
  }

  @Test
  void a_change_whose_content_is_damaged_is_drawn_for_too_and_always_the_same() {
    Seeds.forEach(
        5,
        seed -> {
          var source = new Events(seed);
          var events = Stream.generate(() -> source.next(EventKind.ENTITY_CHANGE)).limit(20);
          var bytes = withDamagedContent(events.toList());
          long drawn = Draw.of(FrameCodec.open(ADDRESS, bytes), 3).number();
          assertThat(Draw.of(FrameCodec.open(ADDRESS, bytes), 3).number()).isEqualTo(drawn);
          assertThat(Draw.of(FrameCodec.open(ADDRESS, bytes), 4).number()).isNotEqualTo(drawn);
        });
  }

  /** A frame of which times and ids can be read, but no event. */
  private static byte[] withDamagedContent(List<Event> events) {
    var bytes = FrameCodec.encode(events);
    for (int at = bytes.length - 1; at >= 0; at--) {
      bytes[at] ^= 0x55;
      if (isDamagedInContentAlone(bytes)) {
        return bytes;
      }
      bytes[at] ^= 0x55;
    }
    throw new AssertionError("no byte of the content found");
  }

  private static boolean isDamagedInContentAlone(byte[] bytes) {
    Frame frame;
    try {
      frame = FrameCodec.open(ADDRESS, bytes);
      var _ = frame.occurredAtNanos();
      var _ = frame.context(0);
    } catch (DamagedFrameException _) {
      return false;
    }
    try {
      var _ = frame.event(0);
      return false;
    } catch (DamagedFrameException _) {
      return true;
    }
  }
}
