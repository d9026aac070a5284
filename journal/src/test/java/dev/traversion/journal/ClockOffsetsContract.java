package dev.traversion.journal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.traversion.model.mirror.MirrorId;
import dev.traversion.model.mirror.ServiceId;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What every {@link ClockOffsets} does. */
public interface ClockOffsetsContract {
  ClockOffsets clocks();

  @Test
  default void lists_the_windows_of_a_service_from_an_instant_on_in_order() {
    var service = Samples.freshMirror().service();
    var other = Samples.freshMirror().service();
    var first = window(service, -60, OptionalLong.of(9));
    var second = window(service, 0, OptionalLong.empty());
    var third = window(service, 60, OptionalLong.of(0));
    clocks().write(List.of(third, first, window(other, 0, OptionalLong.of(1)), second));

    assertThat(all(service)).containsExactly(first, second, third);
    assertThat(clocks().read(service, 0, Long.MAX_VALUE)).containsExactly(second, third);
    assertThat(clocks().read(service, -60, 60)).containsExactly(first, second);
    assertThat(clocks().read(service, 61, Long.MAX_VALUE)).isEmpty();
    assertThat(clocks().read(service, 60, -60)).isEmpty();
  }

  @Test
  default void finds_the_nearest_window_whose_offset_is_known() {
    var service = Samples.freshMirror().service();
    var known = window(service, 0, OptionalLong.of(9));
    var other = window(service, 180, OptionalLong.empty());
    var leading = new ClockWindow(service, 60, 0, OptionalLong.empty(), 0, 5);
    clocks().write(List.of(known, leading, other));

    assertThat(clocks().lastKnownBefore(service, 180)).contains(known);
    assertThat(clocks().lastKnownBefore(service, 181)).contains(other);
    assertThat(clocks().lastKnownBefore(service, 0)).isEmpty();
    assertThat(clocks().firstKnownFrom(service, 1)).contains(other);
    assertThat(clocks().firstKnownFrom(service, 0)).contains(known);
    assertThat(clocks().firstKnownFrom(service, 181)).isEmpty();
  }

  @Test
  default void tells_whether_a_clock_ever_was_off() {
    for (long offset : new long[] {0, 3, -3}) {
      var service = Samples.freshMirror().service();
      assertThat(clocks().isEverOff(service)).isFalse();
      clocks()
          .write(
              List.of(
                  new ClockWindow(service, 0, 0, OptionalLong.of(9), 1, 0),
                  new ClockWindow(service, 60, offset, OptionalLong.of(9), 1, 0)));
      assertThat(clocks().isEverOff(service)).isEqualTo(offset != 0);
      clocks().write(List.of(new ClockWindow(service, 60, 0, OptionalLong.of(9), 2, 0)));
      assertThat(clocks().isEverOff(service)).isEqualTo(offset != 0);
    }
  }

  @Test
  default void replaces_what_was_known_of_a_window() {
    var service = Samples.freshMirror().service();
    clocks().write(List.of(window(service, 60, OptionalLong.of(7))));
    var mended = new ClockWindow(service, 60, -5, OptionalLong.empty(), 4, 2);
    clocks().write(List.of(mended));

    assertThat(all(service)).containsExactly(mended);
  }

  @Test
  default void writes_many_windows_of_several_services_together() {
    var services = Stream.generate(Samples::freshMirror).limit(3).map(MirrorId::service).toList();
    var windows =
        IntStream.range(0, 900)
            .mapToObj(i -> window(services.get(i % 3), i, OptionalLong.of(i)))
            .toList();
    clocks().write(windows);

    for (var service : services) {
      assertThat(all(service))
          .containsExactlyElementsOf(
              windows.stream().filter(window -> window.service().equals(service)).toList());
    }
  }

  @Test
  default void remembers_how_far_a_mirror_was_read() {
    var mirror = Samples.freshMirror();
    assertThat(clocks().progress(mirror)).isZero();
    clocks().writeProgress(mirror, 3);
    clocks().writeProgress(mirror, 12);
    assertThat(clocks().progress(mirror)).isEqualTo(12);
  }

  private List<ClockWindow> all(ServiceId service) {
    return clocks().read(service, Long.MIN_VALUE, Long.MAX_VALUE);
  }

  private static ClockWindow window(ServiceId service, long from, OptionalLong uncertainty) {
    return new ClockWindow(service, from, 1_000_000, uncertainty, 3, 0);
  }
}
