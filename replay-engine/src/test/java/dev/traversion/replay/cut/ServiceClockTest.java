package dev.traversion.replay.cut;

import static org.assertj.core.api.Assertions.assertThat;

import dev.traversion.journal.ClockWindow;
import dev.traversion.model.fixture.Seeds;
import dev.traversion.model.mirror.ServiceId;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ServiceClockTest {
  private static final ServiceId SERVICE = ServiceId.of("", "a");
  private static final long MINUTE = ServiceClock.WINDOW_NANOS;

  private static ClockWindow window(long number, long offset, long uncertainty) {
    return new ClockWindow(SERVICE, number * MINUTE, offset, OptionalLong.of(uncertainty), 3, 0);
  }

  @Test
  void that_nothing_is_known_of_is_taken_to_be_right_and_says_so() {
    var clock = ServiceClock.unknown();
    assertThat(clock.toCommon(7)).isEqualTo(7);
    assertThat(clock.toLocal(Long.MIN_VALUE)).isEqualTo(Long.MIN_VALUE);
    assertThat(clock.reading(7)).isEqualTo(ClockReading.unknown(7));
    assertThat(clock.reading(7).isKnown()).isFalse();
  }

  @Test
  void that_is_steady_is_corrected_by_its_offset_everywhere() {
    var clock = ServiceClock.of(List.of(window(10, 50, 3), window(11, 50, 3)));
    for (long at : new long[] {0, 10 * MINUTE, 11 * MINUTE + 5, 99 * MINUTE}) {
      assertThat(clock.toCommon(at)).isEqualTo(at - 50);
      assertThat(clock.toLocal(at)).isEqualTo(at + 50);
    }
    assertThat(clock.reading(10 * MINUTE).offsetNanos()).isEqualTo(50);
    assertThat(clock.reading(10 * MINUTE).uncertaintyNanos()).hasValue(3);
  }

  @Test
  void that_drifts_goes_over_from_offset_to_offset() {
    var clock = ServiceClock.of(List.of(window(0, 100, 60), window(1, 200, 60)));
    assertThat(clock.toCommon(MINUTE)).isEqualTo(MINUTE - 150);
  }

  @Test
  void that_was_set_back_leaps_on_the_common_time_line() {
    var clock = ServiceClock.of(List.of(window(0, 1_000, 5), window(1, 0, 5)));
    assertThat(clock.toCommon(MINUTE - 1)).isEqualTo(MINUTE - 1_001);
    assertThat(clock.toCommon(MINUTE)).isEqualTo(MINUTE);
    assertThat(clock.toLocal(MINUTE - 500)).isEqualTo(MINUTE - 1);
  }

  @Test
  void that_was_set_forward_stands_still_until_it_is_caught_up_with() {
    var clock = ServiceClock.of(List.of(window(0, 0, 5), window(1, 1_000, 5)));
    long set = MINUTE - 1_000;
    assertThat(clock.toCommon(set - 1)).isEqualTo(set - 1);
    assertThat(clock.toCommon(set)).isEqualTo(set - 1);
    assertThat(clock.toCommon(MINUTE - 1)).isEqualTo(set - 1);
    assertThat(clock.toCommon(MINUTE)).isEqualTo(set);
    assertThat(clock.toLocal(set - 1)).isEqualTo(MINUTE - 1);
  }

  @Test
  void that_was_set_forward_by_hours_draws_nothing_together_that_came_after() {
    long hours = 180 * MINUTE;
    var clock = ServiceClock.of(List.of(window(0, 0, 5), window(182, hours, 5)));
    assertThat(clock.toCommon(MINUTE)).isEqualTo(MINUTE);
    for (long after = 0; after < MINUTE; after += MINUTE / 7) {
      assertThat(clock.toCommon(182 * MINUTE + after)).isEqualTo(2 * MINUTE + after);
    }
  }

  @Test
  void never_goes_back_and_its_two_maps_belong_together() {
    Seeds.forEach(
        300,
        seed -> {
          var random = new Random(seed);
          var windows = new ArrayList<ClockWindow>();
          long most = random.nextBoolean() ? 50_000_000 : 200 * MINUTE;
          for (long number = 0; number < 12; number++) {
            if (random.nextInt(3) != 0) {
              windows.add(
                  window(
                      number,
                      random.nextInt(3) == 0 ? 0 : random.nextLong(-most, most),
                      random.nextBoolean() ? 10 : most));
            }
          }
          var clock = ServiceClock.of(windows);
          long before = Long.MIN_VALUE;
          long beforeLocal = Long.MIN_VALUE;
          for (int i = 0; i < 200; i++) {
            long at = -MINUTE + i * (14 * MINUTE / 200) + random.nextInt(3);
            long common = clock.toCommon(at);
            assertThat(common).isGreaterThanOrEqualTo(before);
            before = common;
            long local = clock.toLocal(at);
            assertThat(local).isGreaterThanOrEqualTo(beforeLocal);
            beforeLocal = local;
            assertThat(clock.toCommon(local)).isLessThanOrEqualTo(at);
            assertThat(clock.toCommon(local + 1)).isGreaterThan(at);
            assertThat(clock.toLocal(common)).isGreaterThanOrEqualTo(at);
          }
        });
  }
}
