package dev.traversion.replay.anomaly;

import static org.assertj.core.api.Assertions.assertThat;

import dev.traversion.model.event.EventKind;
import dev.traversion.model.fixture.Seeds;
import dev.traversion.replay.anomaly.Deviation.Measure;
import dev.traversion.replay.timeline.KindCounts;
import dev.traversion.replay.timeline.Latency;
import dev.traversion.replay.timeline.Timeline;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class BaselineTest {
  private static final long MINUTE = 60_000_000_000L;

  /** A service of a day: how many calls a minute, how many fail, how long they take. */
  private static final class Weather {
    final Random random;
    double callsAMinute;
    double failing = 0.01;
    double millis = 20;
    double restless;
    double tide;

    Weather(long seed) {
      random = new Random(seed);
      callsAMinute = Math.exp(random.nextDouble() * 6);
    }

    Timeline.Bucket minute(int number) {
      double expected =
          callsAMinute
              * (1 + tide * Math.sin(2 * Math.PI * number / 1440))
              * Math.exp(restless * random.nextGaussian());
      int calls = poisson(expected);
      int errors = 0;
      var durations = new long[calls];
      for (int i = 0; i < calls; i++) {
        errors += random.nextDouble() < failing ? 1 : 0;
        durations[i] = (long) (millis * 1e6 * Math.exp(0.5 * random.nextGaussian()));
      }
      Arrays.sort(durations);
      var latency =
          calls == 0
              ? Latency.none()
              : new Latency(
                  durations[(calls * 50 + 99) / 100 - 1],
                  durations[(calls * 95 + 99) / 100 - 1],
                  durations[(calls * 99 + 99) / 100 - 1],
                  durations[calls - 1]);
      var counts = new long[EventKind.values().length];
      counts[EventKind.CALL.ordinal()] = calls;
      return new Timeline.Bucket(number * MINUTE, KindCounts.of(counts), errors, latency);
    }

    private int poisson(double mean) {
      if (mean > 200) {
        return (int) Math.max(0, Math.round(mean + Math.sqrt(mean) * random.nextGaussian()));
      }
      double limit = Math.exp(-mean);
      int count = 0;
      for (double product = random.nextDouble(); product > limit; count++) {
        product *= random.nextDouble();
      }
      return count;
    }
  }

  private static List<Timeline.Bucket> series(Weather weather, int minutes) {
    var series = new ArrayList<Timeline.Bucket>();
    for (int minute = 0; minute < minutes; minute++) {
      series.add(weather.minute(minute));
    }
    return series;
  }

  private static List<Deviation> last(List<Timeline.Bucket> series) {
    return Baseline.compare(series, series.size() - 1, MINUTE);
  }

  @Nested
  class Of_a_service_that_is_as_usual_nothing_is_told {
    @Test
    void however_much_chance_scatters_it() {
      assertQuiet(0, 0, 1);
    }

    @Test
    void nor_when_its_traffic_comes_and_goes_with_the_day() {
      assertQuiet(0, 0.8, 1);
    }

    @Test
    void and_hardly_anything_when_its_traffic_is_restless_by_itself() {
      assertQuiet(0.4, 0.3, 3);
    }

    private void assertQuiet(double restless, double tide, int most) {
      var told = new AtomicLong();
      Seeds.forEach(
          20,
          seed -> {
            var weather = new Weather(seed);
            weather.restless = restless;
            weather.tide = tide;
            weather.failing = weather.random.nextDouble() * 0.1;
            var series = series(weather, 400);
            for (int at = 0; at < series.size(); at++) {
              told.addAndGet(Baseline.compare(series, at, MINUTE).isEmpty() ? 0 : 1);
            }
          });
      // Of eight thousand minutes of twenty services.
      assertThat(told.get()).isLessThanOrEqualTo(most);
    }
  }

  @Nested
  class A_change_that_matters_is_told {
    @Test
    void when_calls_begin_to_fail() {
      assertTold(Measure.ERROR_SHARE, weather -> weather.failing = 0.5);
    }

    @Test
    void when_calls_take_three_times_as_long() {
      assertTold(Measure.P95_NANOS, weather -> weather.millis *= 4);
    }

    @Test
    void when_traffic_grows_fivefold() {
      assertTold(Measure.RATE, weather -> weather.callsAMinute *= 5);
    }

    @Test
    void when_a_service_falls_silent() {
      assertTold(Measure.RATE, weather -> weather.callsAMinute = 0);
    }

    private void assertTold(Measure measure, Consumer<Weather> change) {
      Seeds.forEach(
          40,
          seed -> {
            var weather = new Weather(seed);
            weather.callsAMinute = 100 + weather.random.nextInt(400);
            var series = series(weather, 80);
            assertThat(last(series)).isEmpty();
            change.accept(weather);
            series.add(weather.minute(80));
            assertThat(last(series)).extracting(Deviation::measure).contains(measure);
          });
    }
  }

  @Test
  void it_abstains_with_too_little_to_compare_with() {
    var weather = new Weather(7);
    weather.callsAMinute = 100;
    var series = series(weather, Baseline.LEAST - 1);
    weather.callsAMinute = 10_000;
    weather.failing = 1;
    series.add(weather.minute(series.size()));
    assertThat(last(series)).isEmpty();
  }

  @Test
  void an_outage_among_the_buckets_before_hides_no_other() {
    var weather = new Weather(3);
    weather.callsAMinute = 200;
    var series = series(weather, 40);
    weather.failing = 0.9;
    series.addAll(series(weather, 10));
    weather.failing = 0.01;
    series.addAll(series(weather, 10));
    weather.failing = 0.4;
    series.add(weather.minute(60));
    assertThat(last(series)).extracting(Deviation::measure).containsExactly(Measure.ERROR_SHARE);
  }

  @Test
  void a_deviation_says_what_was_expected_and_what_came() {
    var weather = new Weather(11);
    weather.callsAMinute = 300;
    weather.failing = 0;
    var series = series(weather, 60);
    weather.failing = 1;
    series.add(weather.minute(60));
    assertThat(last(series))
        .singleElement()
        .satisfies(
            told -> {
              assertThat(told.measure().text()).isEqualTo("error-share");
              assertThat(told.value()).isEqualTo(1);
              assertThat(told.expected()).isZero();
              assertThat(told.score()).isGreaterThan(Baseline.THRESHOLD);
            });
  }
}
