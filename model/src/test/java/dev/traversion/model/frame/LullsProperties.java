package dev.traversion.model.frame;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.traversion.model.fixture.Seeds;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class LullsProperties {
  private static final long SECOND = 1_000_000_000L;

  @Test
  void a_window_that_lulls_cover_holds_no_occurrence() {
    Seeds.forEach(
        50,
        seed -> {
          var random = new SplittableRandom(seed);
          var occurred = occurrences(random);
          var lulls = Lulls.between(occurred.clone());
          for (int i = 0; i < 500; i++) {
            long first = near(random, occurred);
            long last = random.nextBoolean() ? first : Math.max(first, near(random, occurred));
            if (lulls.cover(first, last)) {
              assertThat(Arrays.stream(occurred).filter(at -> at >= first && at <= last)).isEmpty();
            }
          }
        });
  }

  @Test
  void few_stragglers_leave_no_doubt_of_any_longer_stretch() {
    Seeds.forEach(
        50,
        seed -> {
          var random = new SplittableRandom(seed);
          var occurred =
              LongStream.concat(
                      random.longs(Lulls.MOST, -20_000 * SECOND, 0),
                      random.longs(200, 0, SECOND)) // a frame of a second, and some that came late
                  .sorted()
                  .toArray();
          var lulls = Lulls.between(occurred.clone());
          for (int i = 1; i < occurred.length; i++) {
            long after = occurred[i - 1];
            long before = occurred[i];
            if (before - after >= Lulls.LEAST_NANOS) {
              assertThat(lulls.cover(after + 1, before - 1)).isTrue();
              assertThat(lulls.cover(after, before - 1)).isFalse();
              assertThat(lulls.cover(after + 1, before)).isFalse();
            }
          }
        });
  }

  @Test
  void lulls_are_told_and_read_again() {
    Seeds.forEach(
        50,
        seed -> {
          var lulls = Lulls.between(occurrences(new SplittableRandom(seed)));

          assertThat(Lulls.of(lulls.edges())).isEqualTo(lulls);
          assertThat(lulls.edges()).hasSizeLessThanOrEqualTo(2 * Lulls.MOST);
        });
  }

  @Test
  void of_many_lulls_the_longest_are_kept() {
    var occurred = LongStream.rangeClosed(0, 40).map(i -> i * i * SECOND).toArray();

    var lulls = Lulls.between(occurred);

    assertThat(lulls.cover(39 * 39 * SECOND + 1, 40 * 40 * SECOND - 1)).isTrue();
    assertThat(lulls.cover(2 * 2 * SECOND + 1, 3 * 3 * SECOND - 1)).isFalse();
  }

  @Test
  void short_ones_can_be_left_out() {
    var lulls = Lulls.between(new long[] {0, 2 * SECOND, 5 * SECOND, 100 * SECOND});

    assertThat(lulls.atLeast(3 * SECOND).edges())
        .containsExactly(2 * SECOND, 5 * SECOND, 5 * SECOND, 100 * SECOND);
    assertThat(lulls.atLeast(2 * SECOND)).isEqualTo(lulls);
    assertThat(lulls.atLeast(96 * SECOND)).isEqualTo(Lulls.none());
  }

  @Test
  void the_whole_of_time_may_lie_between_two_events() {
    var lulls = Lulls.between(new long[] {Long.MAX_VALUE, Long.MIN_VALUE});

    assertThat(lulls.cover(Long.MIN_VALUE + 1, Long.MAX_VALUE - 1)).isTrue();
    assertThat(lulls.cover(Long.MIN_VALUE, 0)).isFalse();
    assertThat(lulls.cover(0, Long.MAX_VALUE)).isFalse();
  }

  @Test
  void ends_out_of_order_are_refused() {
    assertThatIllegalArgumentException().isThrownBy(() -> Lulls.of(List.of(1L)));
    assertThatIllegalArgumentException().isThrownBy(() -> Lulls.of(List.of(2L, 1L)));
    assertThatIllegalArgumentException().isThrownBy(() -> Lulls.of(List.of(1L, 1L)));
    assertThatIllegalArgumentException().isThrownBy(() -> Lulls.of(List.of(1L, 5L, 4L, 9L)));
    assertThat(Lulls.of(List.of(1L, 5L, 5L, 9L)).cover(6, 8)).isTrue();
  }

  /** Crowds of events here and there. */
  private static long[] occurrences(SplittableRandom random) {
    return random
        .longs(1 + random.nextInt(40), -10_000 * SECOND, 10_000 * SECOND)
        .flatMap(at -> random.split().longs(1 + random.nextInt(5), at, at + 3 * SECOND))
        .toArray();
  }

  private static long near(SplittableRandom random, long[] occurred) {
    long one = occurred[random.nextInt(occurred.length)];
    return one
        + random.nextLong(-2 * SECOND, 2 * SECOND) * random.nextInt(2)
        + random.nextInt(-1, 2);
  }
}
