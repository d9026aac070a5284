package dev.traversion.model.search;

import static org.assertj.core.api.Assertions.assertThat;

import dev.traversion.model.fixture.Conditions;
import dev.traversion.model.fixture.Events;
import dev.traversion.model.fixture.Seeds;
import dev.traversion.model.mirror.ServiceId;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** What holds of every condition. */
class ConditionProperties {
  private static final ServiceId CART = ServiceId.of("shop", "cart");

  @Test
  void what_is_printed_reads_back_as_the_same() {
    Seeds.forEach(
        300,
        seed -> {
          var conditions = new Conditions(seed, new Events(seed).list(20));
          for (int i = 0; i < 10; i++) {
            var condition = conditions.next();
            var text = ConditionText.of(condition);
            assertThat(ConditionParser.parse(text)).as(text).isEqualTo(condition);
          }
        });
  }

  @Test
  void negation_and_joining_mean_what_logic_says() {
    var fulfilled = new AtomicLong();
    Seeds.forEach(
        200,
        seed -> {
          var events = new Events(seed).list(30);
          var conditions = new Conditions(seed, events);
          var a = conditions.next();
          var b = conditions.next();
          for (var event : events) {
            var subject = Subject.of(CART, event);
            boolean isA = Matching.matches(a, subject);
            boolean isB = Matching.matches(b, subject);
            fulfilled.addAndGet(isA ? 1 : 0);
            assertThat(matches("NOT (%s)", a, b, subject)).isEqualTo(!isA);
            assertThat(matches("(%s) (%s)", a, b, subject)).isEqualTo(isA && isB);
            assertThat(matches("(%s) OR (%s)", a, b, subject)).isEqualTo(isA || isB);
            assertThat(Matching.mayMatchIn(a, CART) || !isA).isTrue();
          }
        });
    assertThat(fulfilled.get()).as("conditions fulfilled").isGreaterThan(100);
  }

  private static boolean matches(String form, Condition a, Condition b, Subject subject) {
    var text = form.formatted(ConditionText.of(a), ConditionText.of(b));
    return Matching.matches(ConditionParser.parse(text), subject);
  }

  @Test
  void any_text_is_read_or_refused_with_a_column_within_it() {
    var refused = new AtomicLong();
    Seeds.forEach(
        2_000,
        seed -> {
          var random = new Random(seed);
          var text = new StringBuilder();
          int length = random.nextInt(30);
          for (int i = 0; i < length; i++) {
            text.append("ab:=<>!()\"\\-*. 5ORNT".charAt(random.nextInt(20)));
          }
          try {
            ConditionParser.parse(text.toString());
          } catch (SearchSyntaxException e) {
            refused.incrementAndGet();
            assertThat(e.column()).as(text.toString()).isBetween(1, text.length() + 1);
          }
        });
    assertThat(refused.get()).isBetween(100L, 1_990L);
  }
}
