package dev.traversion.replay.timeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.traversion.model.fixture.Seeds;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PlanTest {
  @Test
  void covers_every_instant_of_a_window_once_in_order_with_whole_buckets_of_the_ladder() {
    Seeds.forEach(
        300,
        seed -> {
          var random = new Random(seed);
          long from = random.nextLong() >> 1;
          long to = from + 1 + (random.nextLong() >>> random.nextInt(2, 63));
          var plan = Plan.of(from, to, 1 + random.nextInt(60));
          long at = from;
          for (var stretch : plan.stretches()) {
            assertThat(stretch.fromNanos()).isEqualTo(at);
            assertThat(stretch.toNanos()).isGreaterThan(at);
            assertThat(plan.bucketOf(at)).isEqualTo(stretch.bucket());
            assertThat(plan.bucketOf(stretch.toNanos() - 1)).isEqualTo(stretch.bucket());
            var level = stretch.level();
            if (level == null) {
              long second = Level.FINEST_STORED.widthNanos();
              assertThat(Math.floorDiv(at, second))
                  .isEqualTo(Math.floorDiv(stretch.toNanos() - 1, second));
            } else {
              assertThat(Math.floorMod(at, level.widthNanos())).isZero();
              assertThat(Math.floorMod(stretch.toNanos(), level.widthNanos())).isZero();
              assertThat(plan.tiles(level)).contains(level.tileOf(at));
            }
            at = stretch.toNanos();
          }
          assertThat(at).isEqualTo(to);
        });
  }

  @Test
  void of_a_week_by_hours_reads_as_many_buckets_as_it_shows() {
    long hour = Level.HOUR.widthNanos();
    var plan = Plan.of(497_000 * hour, (497_000 + 168) * hour, 168);
    assertThat(plan.stretches())
        .hasSize(168)
        .allSatisfy(stretch -> assertThat(stretch.level()).isEqualTo(Level.HOUR));
    assertThat(plan.tiles(Level.HOUR)).hasSizeLessThanOrEqualTo(2);
    assertThat(plan.tiles(Level.DAY)).hasSize(1);
    assertThat(plan.tiles(Level.MINUTE)).isEmpty();
  }

  @Test
  void reaches_the_ends_of_time() {
    for (long[] window :
        new long[][] {
          {Long.MIN_VALUE, -1}, {0, Long.MAX_VALUE}, {Long.MAX_VALUE - 5, Long.MAX_VALUE}
        }) {
      var plan = Plan.of(window[0], window[1], 10);
      assertThat(plan.stretches().getFirst().fromNanos()).isEqualTo(window[0]);
      assertThat(plan.stretches().getLast().toNanos()).isEqualTo(window[1]);
    }
  }

  @Test
  void levels_nest_from_milliseconds_to_days() {
    var levels = Level.values();
    for (int i = 1; i < levels.length; i++) {
      assertThat(levels[i].tileNanos() % levels[i - 1].tileNanos()).isZero();
      assertThat(levels[i - 1].tileNanos() % levels[i].widthNanos()).isZero();
    }
    assertThat(Arrays.stream(levels).map(Level::text).map(Level::parse)).containsExactly(levels);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Level.parse("2h"))
        .withMessageContaining("10m");
  }
}
