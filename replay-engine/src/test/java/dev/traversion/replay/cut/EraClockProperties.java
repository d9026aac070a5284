package dev.traversion.replay.cut;

import static org.assertj.core.api.Assertions.assertThat;

import dev.traversion.journal.ClockWindow;
import dev.traversion.journal.memory.InMemoryClockOffsets;
import dev.traversion.model.fixture.Seeds;
import dev.traversion.model.mirror.ServiceId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Read era by era, a clock is what it is when all of it is read. */
class EraClockProperties {
  private static final ServiceId CART = ServiceId.of("shop", "cart");
  private static final long MINUTE = ServiceClock.WINDOW_NANOS;
  private static final int DAY = 24 * 60;

  @Test
  void maps_every_instant_as_all_its_windows_do() {
    Seeds.forEach(
        60,
        seed -> {
          var random = new Random(seed);
          var windows = windows(random);
          var whole = ServiceClock.of(windows);
          var byEra = clock(windows, new AtomicInteger());
          long ahead = windows.isEmpty() ? 0 : windows.getFirst().offsetNanos();
          for (int i = 0; i < 400; i++) {
            long local = random.nextLong(-2 * DAY * MINUTE, 10 * DAY * MINUTE);
            assertThat(byEra.toCommon(local)).isEqualTo(whole.toCommon(local));
            long common = local - ahead;
            assertThat(byEra.toLocal(common)).isEqualTo(whole.toLocal(common));
            assertThat(byEra.reading(common)).isEqualTo(whole.reading(common));
            assertThat(byEra.leadAround(common)).isEqualTo(whole.leadAround(common));
          }
          for (long instant : new long[] {Long.MIN_VALUE, Long.MAX_VALUE}) {
            assertThat(byEra.toCommon(instant)).isEqualTo(whole.toCommon(instant));
            assertThat(byEra.toLocal(instant)).isEqualTo(whole.toLocal(instant));
          }
        });
  }

  @Test
  void that_is_years_off_is_found_in_a_few_reads() {
    long years = Duration.ofDays(20_000).toNanos();
    var windows = new ArrayList<ClockWindow>();
    for (int number = 0; number < DAY; number++) {
      windows.add(window(number, -years, 5, 0));
    }
    var eras = new AtomicInteger();
    var byEra = clock(windows, eras);
    assertThat(byEra.toLocal(years + 90 * MINUTE)).isEqualTo(90 * MINUTE);
    assertThat(eras).hasValueLessThan(4);
  }

  /**
   * Some days of windows, with silence in between of minutes and of days, of a clock that drifts,
   * is set, or is far off all the time.
   */
  private static List<ClockWindow> windows(Random random) {
    long far = random.nextInt(3) == 0 ? random.nextLong(-900, 900) * DAY * MINUTE : 0;
    long step = random.nextBoolean() ? 50_000_000 : 5 * 60 * MINUTE;
    long offset = far;
    var windows = new ArrayList<ClockWindow>();
    for (int number = random.nextInt(DAY); number < 8 * DAY; number++) {
      if (random.nextInt(200) == 0) {
        number += random.nextInt(random.nextInt(4) == 0 ? 3 * DAY : 100);
      }
      if (random.nextInt(50) == 0) {
        long before = offset;
        offset = far + random.nextLong(-step, step);
        // A clock that is set forward passes over what lies in between.
        number += (int) Math.max(0, (offset - before) / MINUTE + 1);
      }
      switch (random.nextInt(6)) {
        case 0 -> {} // nobody called
        case 1 -> windows.add(unknown(number, random.nextLong(1, 90)));
        default ->
            windows.add(
                window(number, offset, random.nextInt(60), Math.max(0, random.nextInt(9) - 6)));
      }
    }
    return windows;
  }

  private static EraClock clock(List<ClockWindow> windows, AtomicInteger eras) {
    var stored = new InMemoryClockOffsets();
    stored.write(windows);
    return new EraClock(
        era -> {
          eras.incrementAndGet();
          return ServiceClock.of(era.read(stored, CART).windows());
        });
  }

  private static ClockWindow window(long number, long offset, long uncertainty, long lead) {
    return new ClockWindow(
        CART, number * MINUTE, offset, OptionalLong.of(uncertainty), 3 + number % 4, lead);
  }

  private static ClockWindow unknown(long number, long lead) {
    return new ClockWindow(CART, number * MINUTE, 0, OptionalLong.empty(), 0, lead);
  }
}
