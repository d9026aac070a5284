package dev.traversion.replay.cut;

import static org.assertj.core.api.Assertions.assertThat;

import dev.traversion.model.fixture.Seeds;
import dev.traversion.model.mirror.ServiceId;
import dev.traversion.replay.cut.SkewEstimator.Edge;
import dev.traversion.replay.cut.SkewEstimator.Estimate;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SkewEstimatorTest {
  private static final ServiceId A = ServiceId.of("", "a");
  private static final ServiceId B = ServiceId.of("", "b");
  private static final ServiceId C = ServiceId.of("", "c");
  private static final ServiceId D = ServiceId.of("", "d");
  private static final long UNBOUNDED = SkewEstimator.UNBOUNDED;

  private final Map<Edge, PairBounds> pairs = new HashMap<>();
  private long draw;

  private void pair(ServiceId cause, ServiceId effect, long lowest, long highest) {
    pairs
        .computeIfAbsent(new Edge(cause, effect), _ -> new PairBounds())
        .add(lowest, highest, draw++ * 0x9E3779B97F4A7C15L);
  }

  private Map<ServiceId, Estimate> estimate() {
    return SkewEstimator.estimate(pairs, Map.of());
  }

  @Test
  void a_clock_that_no_pair_refutes_is_left_as_it_is() {
    pair(A, B, -3, 40);
    assertThat(estimate().get(A).offsetNanos()).isZero();
    assertThat(estimate().get(B).offsetNanos()).isZero();
  }

  @Test
  void a_clock_that_is_refuted_gets_the_middle_of_what_fits_and_says_how_sure_that_is() {
    pair(A, B, 40, 60);
    pair(A, B, 46, 90);
    var b = estimate().get(B);
    assertThat(b.offsetNanos()).isEqualTo(53);
    assertThat(b.uncertaintyNanos()).hasValue(7);
    assertThat(b.pairs()).isEqualTo(2);
  }

  @Test
  void an_offset_that_still_fits_is_kept() {
    pair(A, B, 40, 60);
    assertThat(SkewEstimator.estimate(pairs, Map.of(B, 57L)).get(B).offsetNanos()).isEqualTo(57);
    assertThat(SkewEstimator.estimate(pairs, Map.of(B, 61L)).get(B).offsetNanos()).isEqualTo(50);
  }

  @Test
  void the_clock_that_most_others_agree_with_is_taken_to_be_right() {
    pair(A, B, -60, -40);
    pair(A, C, -60, -40);
    pair(B, C, -5, 5);
    assertThat(estimate().get(A).offsetNanos()).isEqualTo(50);
    assertThat(estimate().get(B).offsetNanos()).isZero();
    assertThat(estimate().get(C).offsetNanos()).isZero();
  }

  @Test
  void pairs_bound_clocks_that_never_called_each_other() {
    pair(A, B, 40, 60);
    pair(B, C, -60, -40);
    pair(C, D, 100, 110);
    var found = estimate();
    assertThat(found.get(D).offsetNanos() - found.get(A).offsetNanos()).isBetween(80L, 130L);
  }

  @Test
  void few_false_pairs_spoil_nothing() {
    for (int i = 0; i < 40; i++) {
      pair(A, B, 40 + i % 7, 60 - i % 5);
    }
    pair(A, B, -900, -800);
    pair(A, B, 700, 800);
    assertThat(estimate().get(B).offsetNanos()).isBetween(46L, 56L);
  }

  @Test
  void what_contradicts_more_pairs_is_left_out() {
    for (int i = 0; i < 9; i++) {
      pair(A, B, 40, 60);
      pair(B, C, -5, 5);
    }
    pair(A, C, 400, 410);
    var found = estimate();
    assertThat(found.get(B).offsetNanos())
        .isBetween(found.get(C).offsetNanos() - 5, found.get(C).offsetNanos() + 5);
    assertThat(found.get(B).offsetNanos() - found.get(A).offsetNanos()).isBetween(40L, 60L);
  }

  @Test
  void messages_alone_are_put_in_order_and_no_bound_is_claimed() {
    pair(A, B, -UNBOUNDED, -30);
    var b = estimate().get(B);
    assertThat(estimate().get(A).offsetNanos()).isZero();
    assertThat(b.offsetNanos()).isEqualTo(-30);
    assertThat(b.uncertaintyNanos()).isEmpty();
  }

  @Test
  void services_without_pairs_are_not_spoken_of() {
    pair(A, A, -UNBOUNDED, -5);
    assertThat(estimate()).isEmpty();
  }

  @Test
  void offsets_fit_all_pairs_wherever_some_offsets_do() {
    Seeds.forEach(
        200,
        seed -> {
          var random = new Random(seed);
          pairs.clear();
          var services = new ServiceId[2 + random.nextInt(7)];
          var truly = new long[services.length];
          for (int i = 0; i < services.length; i++) {
            services[i] = ServiceId.of("", "s" + i);
            truly[i] = random.nextInt(3) == 0 ? random.nextLong(-1_000, 1_000) : 0;
          }
          for (int i = 0; i < 30; i++) {
            int a = random.nextInt(services.length);
            int b = random.nextInt(services.length);
            if (a != b) {
              long offset = truly[b] - truly[a];
              boolean oneSided = random.nextInt(4) == 0;
              pair(
                  services[a],
                  services[b],
                  oneSided ? -UNBOUNDED : offset - random.nextLong(50),
                  offset + random.nextLong(50));
            }
          }
          var found = estimate();
          pairs.forEach(
              (edge, bounds) -> {
                long between =
                    found.get(edge.effect()).offsetNanos() - found.get(edge.cause()).offsetNanos();
                assertThat(between).isBetween(bounds.interval().low(), bounds.interval().high());
                assertThat(bounds.lead(between, 5_000)).isZero();
              });
        });
  }
}
