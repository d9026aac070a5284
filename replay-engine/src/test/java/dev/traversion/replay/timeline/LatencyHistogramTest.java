package dev.traversion.replay.timeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.traversion.model.fixture.Seeds;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LatencyHistogramTest {
  @Test
  void quantiles_are_within_a_hundredth_of_a_duration_that_was_counted() {
    Seeds.forEach(
        300,
        seed -> {
          var random = new Random(seed);
          var durations =
              random
                  .longs(1 + random.nextInt(500))
                  .map(any -> any >>> random.nextInt(1, 64))
                  .sorted()
                  .toArray();
          var latency = histogram(durations).latency(durations[durations.length - 1]);
          assertNear(latency.p50Nanos(), durations, 50);
          assertNear(latency.p95Nanos(), durations, 95);
          assertNear(latency.p99Nanos(), durations, 99);
          assertThat(latency.maxNanos()).isEqualTo(durations[durations.length - 1]);
        });
  }

  @Test
  void adding_up_parts_in_any_order_gives_the_same_as_counting_all_at_once() {
    Seeds.forEach(
        100,
        seed -> {
          var random = new Random(seed);
          var durations = random.longs(200, 0, 1L << random.nextInt(1, 63)).toArray();
          var whole = histogram(durations);
          var parts = new LatencyHistogram();
          int cut = random.nextInt(durations.length);
          merge(parts, histogram(Arrays.copyOfRange(durations, cut, durations.length)));
          merge(parts, histogram(Arrays.copyOf(durations, cut)));
          assertThat(parts.classes()).isEqualTo(whole.classes());
          assertThat(parts.amounts()).isEqualTo(whole.amounts());
        });
  }

  @Test
  void no_duration_is_outside_of_the_classes() {
    for (long nanos : new long[] {Long.MIN_VALUE, -1, 0, 1, 2, Long.MAX_VALUE}) {
      assertThat(LatencyHistogram.classOf(nanos)).isBetween(0, LatencyHistogram.CLASSES - 1);
    }
    assertThat(LatencyHistogram.classOf(0)).isLessThan(LatencyHistogram.classOf(1));
  }

  private static void merge(LatencyHistogram into, LatencyHistogram part) {
    var classes = part.classes();
    var amounts = part.amounts();
    for (int i = 0; i < classes.length; i++) {
      into.add(classes[i], amounts[i]);
    }
  }

  private static LatencyHistogram histogram(long[] durations) {
    var histogram = new LatencyHistogram();
    for (long duration : durations) {
      histogram.add(LatencyHistogram.classOf(duration), 1);
    }
    return histogram;
  }

  private static void assertNear(long found, long[] ascending, int percent) {
    double exact = ascending[(ascending.length * percent + 99) / 100 - 1];
    assertThat((double) found)
        .isCloseTo(exact, within(exact * LatencyHistogram.RELATIVE_ERROR * 1.001 + 0.5));
  }
}
