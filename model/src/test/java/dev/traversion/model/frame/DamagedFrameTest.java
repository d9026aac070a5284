package dev.traversion.model.frame;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import dev.traversion.model.event.Event;
import dev.traversion.model.fixture.Events;
import dev.traversion.model.fixture.Seeds;
import dev.traversion.model.mirror.MirrorId;
import dev.traversion.model.mirror.ServiceId;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DamagedFrameTest {
  private static final FrameAddress ADDRESS =
      new FrameAddress(new MirrorId(ServiceId.of("shop", "cart"), 0), 42);

  @Test
  void any_flipped_byte_of_a_small_frame_is_noticed() {
    Seeds.forEach(
        3,
        seed -> {
          var bytes = FrameCodec.encode(new Events(seed).list(12));
          for (int at = 0; at < bytes.length; at++) {
            for (int mask : new int[] {0x01, 0x80, 0xFF}) {
              var damaged = bytes.clone();
              damaged[at] ^= (byte) mask;
              assertNoticed(damaged);
            }
          }
        });
  }

  @Test
  void a_frame_cut_short_anywhere_or_made_longer_is_noticed() {
    Seeds.forEach(
        3,
        seed -> {
          var bytes = FrameCodec.encode(new Events(seed).list(12));
          for (int length = 0; length < bytes.length; length++) {
            assertNoticed(Arrays.copyOf(bytes, length));
          }
          assertNoticed(Arrays.copyOf(bytes, bytes.length + 1));
        });
  }

  @Test
  void random_damage_of_larger_frames_is_noticed() {
    Seeds.forEach(
        5,
        seed -> {
          var random = new Random(seed);
          var bytes = FrameCodec.encode(new Events(seed).list(1000));
          for (int round = 0; round < 50; round++) {
            var damaged = bytes.clone();
            for (int i = random.nextInt(1, 20); i > 0; i--) {
              damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
            }
            if (!Arrays.equals(damaged, bytes)) {
              assertNoticed(damaged);
            }
          }
        });
  }

  @Test
  void damage_of_one_section_leaves_the_others_readable_and_is_named() {
    var events = new Events(7).list(2000);
    var bytes = FrameCodec.encode(events);
    var damaged = bytes.clone();
    damaged[bytes.length - 1] ^= 1;
    var frame = FrameCodec.open(ADDRESS, damaged);

    assertThat(frame.occurredAtNanos())
        .isEqualTo(events.stream().mapToLong(Event::occurredAtNanos).toArray());
    assertThatThrownBy(frame::events)
        .isInstanceOf(DamagedFrameException.class)
        .hasMessageContaining("mirror=default/shop/cart/0")
        .hasMessageContaining("sequence-nr=42")
        .hasMessageContaining("column=changes");
  }

  @Test
  void what_was_never_a_frame_is_refused_by_its_header() {
    for (var bytes :
        List.of(new byte[0], new byte[1000], "{\"not\":\"a frame\"}".getBytes(UTF_8))) {
      assertThatThrownBy(() -> FrameCodec.open(ADDRESS, bytes))
          .isInstanceOf(DamagedFrameException.class)
          .hasMessageContaining("column=header");
    }
  }

  private static void assertNoticed(byte[] damaged) {
    try {
      var events = FrameCodec.open(ADDRESS, damaged).events();
      fail("read " + events.size() + " events from a damaged frame");
    } catch (DamagedFrameException e) {
      assertThat(e.address()).isEqualTo(ADDRESS);
      assertThat(e.column()).isNotEmpty();
    }
  }
}
