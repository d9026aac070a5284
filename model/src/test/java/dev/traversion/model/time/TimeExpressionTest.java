package dev.traversion.model.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimeExpressionTest {
  private static final Instant NOW = Instant.parse("2026-01-01T12:00:00.000000001Z");

  @Nested
  class An_absolute_time {
    @ParameterizedTest
    @CsvSource({
      "2026-01-01T03:46:00Z, 2026-01-01T03:46:00Z",
      "2026-01-01t03:46:00z, 2026-01-01T03:46:00Z",
      "2026-01-01T03:46:00.5Z, 2026-01-01T03:46:00.500Z",
      "2026-01-01T03:46:00.123456789Z, 2026-01-01T03:46:00.123456789Z",
      "2026-01-01T04:46:00+01:00, 2026-01-01T03:46:00Z",
      "2025-12-31T20:16:00-07:30, 2026-01-01T03:46:00Z",
      "1969-12-31T23:59:59.999999999Z, 1969-12-31T23:59:59.999999999Z",
    })
    void is_read_to_the_nanosecond(String text, Instant instant) {
      assertThat(TimeExpression.parse(text, NOW)).isEqualTo(instant);
    }

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        value = {
          "2026-01-01T03:46:00 | has no offset",
          "2026-01-01T03:46:00.1234567890Z | more than nine fraction digits",
          "2026-01-01T04:46:00 01:00 | write it as %2B",
          "2026-02-30T00:00:00Z | no such time",
          "2026-01-01T24:00:00Z | no such time",
          "2026-01-01T23:59:60Z | no such time",
          "2026-01-01T03:46:00+19:00 | no such time",
          "1500-01-01T00:00:00Z | outside of 1677",
          "2300-01-01T00:00:00Z | outside of 1677",
          "2026-01-01 | neither RFC 3339",
          "yesterday | neither RFC 3339",
          "'' | neither RFC 3339",
        })
    void that_is_wrong_is_refused_with_what_is_wrong(String text, String what) {
      assertThatThrownBy(() -> TimeExpression.parse(text, NOW))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining(what);
    }
  }

  @Nested
  class A_relative_time {
    @Test
    void now_is_the_given_now() {
      assertThat(TimeExpression.parse("now", NOW)).isEqualTo(NOW);
    }

    @ParameterizedTest
    @CsvSource({
      "-90s, 2026-01-01T11:58:30.000000001Z",
      "-5m, 2026-01-01T11:55:00.000000001Z",
      "-2h, 2026-01-01T10:00:00.000000001Z",
      "-1d, 2025-12-31T12:00:00.000000001Z",
      "-1h30m, 2026-01-01T10:30:00.000000001Z",
      "-250ms, 2026-01-01T11:59:59.750000001Z",
      "-1d2h3m4s5ms, 2025-12-31T09:56:55.995000001Z",
      "-0s, 2026-01-01T12:00:00.000000001Z",
    })
    void counts_back_from_now(String text, Instant instant) {
      assertThat(TimeExpression.parse(text, NOW)).isEqualTo(instant);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-", "-5", "-m", "-5y", "--5m", "-5m1h", "-5m ", "-1.5h", "-5M"})
    void that_is_wrong_is_refused_with_an_example(String text) {
      assertThatThrownBy(() -> TimeExpression.parse(text, NOW))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("such as -5m");
    }

    @ParameterizedTest
    @ValueSource(
        strings = {"-999999999d", "-99999999999999999999d", "-9223372036854775807d", "-200000d"})
    void beyond_the_range_is_refused(String text) {
      assertThatThrownBy(() -> TimeExpression.parse(text, NOW))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageMatching("(?s).*(outside of 1677|further back).*");
    }
  }

  @Test
  void text_of_any_length_costs_little() {
    assertThatThrownBy(() -> TimeExpression.parse("9".repeat(100_000), NOW))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("longer than 64");
  }
}
