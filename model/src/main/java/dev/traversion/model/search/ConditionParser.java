package dev.traversion.model.search;

import dev.traversion.model.search.SearchText.Operator;
import dev.traversion.model.search.SearchText.Token;
import java.util.ArrayList;
import java.util.function.Supplier;

/**
 * Reads a search, e.g. {@code service:cart status:error http.route="/checkout" duration>200ms
 * "connection reset"}. By recursive descent; the grammar is in {@code docs/search.md}.
 */
public final class ConditionParser {
  /** The longest text, in UTF-16 units. */
  public static final int LONGEST = 4_000;

  /** Most conditions in one search: each may cost a look into every frame. */
  public static final int MOST_CONDITIONS = 100;

  private static final int DEEPEST = 32;
  private static final String A_CONDITION =
      "a word, a \"phrase\", a field such as service:cart, NOT, or (";

  private final SearchText text;
  private int depth;
  private int conditions;

  private ConditionParser(SearchText text) {
    this.text = text;
  }

  /**
   * Reads a search; an empty one is fulfilled by every event.
   *
   * @throws SearchSyntaxException if it is none; says where, and what was expected there
   */
  public static Condition parse(String search) {
    var text = new SearchText(search);
    if (search.length() > LONGEST) {
      throw text.expected("at most " + LONGEST + " characters", LONGEST);
    }
    text.skipSpace();
    if (text.isAtEnd()) {
      return Condition.everything();
    }
    var parser = new ConditionParser(text);
    var condition = parser.anyOf();
    if (!text.isAtEnd()) {
      throw text.expected(text.isAt(')') ? "no ) without a ( before it" : A_CONDITION);
    }
    return condition;
  }

  private Condition anyOf() {
    var parts = new ArrayList<Condition>();
    do {
      parts.add(allOf());
    } while (text.takeKeyword("OR"));
    return parts.size() == 1 ? parts.getFirst() : new Condition.AnyOf(parts);
  }

  private Condition allOf() {
    var parts = new ArrayList<Condition>();
    boolean joined;
    do {
      parts.add(negatable());
      text.skipSpace();
      joined = text.takeKeyword("AND");
    } while (joined || !endsHere());
    return parts.size() == 1 ? parts.getFirst() : new Condition.AllOf(parts);
  }

  private boolean endsHere() {
    if (text.isAtEnd() || text.isAt(')')) {
      return true;
    }
    int before = text.offset();
    boolean ends = text.takeKeyword("OR");
    text.goTo(before);
    return ends;
  }

  private Condition negatable() {
    text.skipSpace();
    int before = text.offset();
    if (text.takeKeyword("NOT")) {
      return new Condition.Not(deeper(this::negatable));
    }
    if (text.take('-')) {
      var part = deeper(this::primary);
      return new Condition.Not(part);
    }
    if (text.takeKeyword("OR") || text.takeKeyword("AND")) {
      throw text.expected(A_CONDITION, before);
    }
    return primary();
  }

  private Condition primary() {
    if (!text.take('(')) {
      return term();
    }
    var inner = deeper(this::anyOf);
    text.skipSpace();
    if (!text.take(')')) {
      throw text.expected(")");
    }
    return inner;
  }

  private Condition term() {
    int start = text.offset();
    if (++conditions > MOST_CONDITIONS) {
      throw text.expected("at most " + MOST_CONDITIONS + " conditions", start);
    }
    var name = text.name().orElseThrow(() -> text.expected(A_CONDITION));
    var operator = text.operator();
    if (operator.isEmpty()) {
      return words(name);
    }
    var field = FieldTerm.of(name, text);
    text.skipSpace();
    if (text.isAt('(')) {
      return values(field, operator.get());
    }
    return value(field, operator.get());
  }

  /** One of several values: {@code kind:(call OR log)}. */
  private Condition values(FieldTerm field, Operator operator) {
    if (operator != Operator.EQUAL && operator != Operator.UNEQUAL) {
      throw text.expected("one value after " + "<, <=, > or >=");
    }
    text.take('(');
    var parts = new ArrayList<Condition>();
    do {
      text.skipSpace();
      if (++conditions > MOST_CONDITIONS) {
        throw text.expected("at most " + MOST_CONDITIONS + " conditions");
      }
      parts.add(value(field, Operator.EQUAL));
      text.skipSpace();
    } while (text.takeKeyword("OR"));
    if (!text.take(')')) {
      throw text.expected("OR or )");
    }
    var any = parts.size() == 1 ? parts.getFirst() : new Condition.AnyOf(parts);
    return operator == Operator.EQUAL ? any : field.withAnother(any);
  }

  private Condition value(FieldTerm field, Operator operator) {
    var value = text.value().orElseThrow(() -> text.expected(field.wanted()));
    return field.condition(operator, value);
  }

  private Condition words(Token token) {
    if (!token.quoted() && token.value().indexOf('*') >= 0) {
      throw text.expected(
          "a whole word: * stands for the rest of a field's value only", token.offset());
    }
    var words = Words.of(token.value());
    if (words.isEmpty()) {
      throw text.expected("a letter or a digit to look for", token.offset());
    }
    return new Condition.HoldsWords(words);
  }

  private <T> T deeper(Supplier<T> rule) {
    if (++depth > DEEPEST) {
      throw text.expected("at most " + DEEPEST + " levels of ( and NOT");
    }
    var result = rule.get();
    depth--;
    return result;
  }
}
