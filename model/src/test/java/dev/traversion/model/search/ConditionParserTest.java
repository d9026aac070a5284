package dev.traversion.model.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.traversion.model.search.Condition.AllOf;
import dev.traversion.model.search.Condition.AnyOf;
import dev.traversion.model.search.Condition.HoldsWords;
import dev.traversion.model.search.Condition.Not;
import dev.traversion.model.search.Condition.OfAttribute;
import dev.traversion.model.search.Condition.OfDuration;
import dev.traversion.model.search.Condition.OfService;
import dev.traversion.model.search.Condition.OfStatus;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConditionParserTest {
  private static final Condition A = new HoldsWords(List.of("a"));
  private static final Condition B = new HoldsWords(List.of("b"));
  private static final Condition C = new HoldsWords(List.of("c"));

  @Nested
  class A_search_that_can_be_read {
    @Test
    void joins_what_stands_side_by_side() {
      assertThat(
              ConditionParser.parse(
                  "service:cart status:error http.route=\"/checkout\" latency>200ms"
                      + " \"connection reset\""))
          .isEqualTo(
              new AllOf(
                  List.of(
                      new OfService(new TextTest.Is("cart")),
                      new OfStatus(Condition.Status.ERROR),
                      new OfAttribute("http.route", new TextTest.Is("/checkout")),
                      new OfDuration(Comparison.MORE, 200_000_000),
                      new HoldsWords(List.of("connection", "reset")))));
    }

    @Test
    void binds_NOT_closer_than_AND_and_AND_closer_than_OR() {
      assertThat(ConditionParser.parse("a b OR NOT c"))
          .isEqualTo(new AnyOf(List.of(new AllOf(List.of(A, B)), new Not(C))));
      assertThat(ConditionParser.parse("a and (b or -c)"))
          .isEqualTo(new AllOf(List.of(A, new AnyOf(List.of(B, new Not(C))))));
    }

    @Test
    void is_fulfilled_by_everything_when_empty() {
      assertThat(ConditionParser.parse("  ")).isEqualTo(Condition.everything());
    }

    @Test
    void takes_a_field_in_quotes_or_after_a_dot_for_an_attribute() {
      var expected = new OfAttribute("kind", new TextTest.Is("x"));
      assertThat(ConditionParser.parse(".kind:x")).isEqualTo(expected);
      assertThat(ConditionParser.parse("\"kind\" = x")).isEqualTo(expected);
    }

    @Test
    void reads_ranges_lists_and_other_values() {
      assertThat(ConditionParser.parse("code:500..599"))
          .isEqualTo(ConditionParser.parse("(code>=500 code<=599)"));
      assertThat(ConditionParser.parse("duration:1s..2s"))
          .isEqualTo(ConditionParser.parse("duration>=1s duration<=2000ms"));
      assertThat(ConditionParser.parse("kind:(call OR log)"))
          .isEqualTo(ConditionParser.parse("kind:call OR kind:log"));
      assertThat(ConditionParser.parse("a!=1")).isEqualTo(ConditionParser.parse("a:* NOT a:1"));
      assertThat(ConditionParser.parse("path:../x"))
          .isEqualTo(new OfAttribute("path", new TextTest.Is("../x")));
      assertThat(ConditionParser.parse("url:http://x?a=b"))
          .isEqualTo(new OfAttribute("url", new TextTest.Is("http://x?a=b")));
    }

    @Test
    void takes_signs_within_a_word_for_a_phrase() {
      assertThat(ConditionParser.parse("order-42"))
          .isEqualTo(new HoldsWords(List.of("order", "42")));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\'',
      value = {
        "duration>fast     | 10 | a duration such as 200ms (units: ns, us, ms, s, m, h)",
        "a OR              | 5  | a word, a \"phrase\", a field such as service:cart, NOT, or (",
        "(a b              | 5  | )",
        "a )               | 3  | no ) without a ( before it",
        "a \"b             | 5  | the closing \" of the one in column 3",
        "status:failed     | 8  | one of ok, error, unset",
        "service>cart      | 9  | :, = or != after 'service', which has no order",
        "http.code>x       | 11 | a number",
        "trace:12          | 7  | a trace id of 32 hex digits",
        "entity:order      | 8  | an entity as type/key, or type/*",
        "service:          | 9  | the name of a service",
        "conn*             | 1  | a whole word: * stands for the rest of a field's value only",
        "???               | 1  | a letter or a digit to look for",
        "kind:(call log)   | 12 | OR or )",
        "\"a\\b\"          | 4  | \" or \\ after the \\",
      })
  void what_cannot_be_read_is_refused_where_it_goes_wrong(
      String search, int column, String expected) {
    assertThatThrownBy(() -> ConditionParser.parse(search))
        .isInstanceOfSatisfying(
            SearchSyntaxException.class,
            e -> {
              assertThat(e.column()).isEqualTo(column);
              assertThat(e.expected()).isEqualTo(expected);
            });
  }

  @Test
  void a_search_has_bounds() {
    assertThatThrownBy(() -> ConditionParser.parse("(".repeat(100)))
        .hasMessageContaining("at most 32 levels");
    assertThatThrownBy(() -> ConditionParser.parse("a ".repeat(101)))
        .hasMessageContaining("at most 100 conditions");
    assertThatThrownBy(() -> ConditionParser.parse("a".repeat(4_001)))
        .hasMessageContaining("at most 4000 characters");
  }
}
