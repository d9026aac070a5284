package dev.traversion.model.search;

import dev.traversion.model.event.EventKind;
import dev.traversion.model.event.SpanId;
import dev.traversion.model.event.TraceId;
import dev.traversion.model.search.SearchText.Operator;
import dev.traversion.model.search.SearchText.Token;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/** Makes conditions of a field and its values. */
final class FieldTerm {
  private static final String RANGE = "..";

  private final Optional<FieldName> known;
  private final String attribute;
  private final SearchText text;

  private FieldTerm(Optional<FieldName> known, String attribute, SearchText text) {
    this.known = known;
    this.attribute = attribute;
    this.text = text;
  }

  /** The field of a name; one in quotes, or after a dot, is always an attribute. */
  static FieldTerm of(Token name, SearchText text) {
    if (name.quoted()) {
      return new FieldTerm(Optional.empty(), name.value(), text);
    }
    if (name.value().startsWith(".")) {
      if (name.value().length() == 1) {
        throw text.expected("the name of an attribute after the dot", name.offset() + 1);
      }
      return new FieldTerm(Optional.empty(), name.value().substring(1), text);
    }
    return new FieldTerm(FieldName.of(name.value()), name.value(), text);
  }

  /** What a value of the field looks like. */
  String wanted() {
    return known
        .map(
            field ->
                switch (field) {
                  case SERVICE -> "the name of a service";
                  case KIND -> choices(EventKind.values(), EventKind::text);
                  case STATUS -> choices(Condition.Status.values(), FieldTerm::lower);
                  case SEVERITY -> choices(Condition.Severity.values(), FieldTerm::lower);
                  case OPERATION -> "the name of an operation";
                  case ENTITY -> "an entity as type/key, or type/*";
                  case TRACE -> "a trace id of 32 hex digits";
                  case SPAN -> "a span id of 16 hex digits";
                  case VERSION -> "a version";
                  case DURATION -> DurationText.WANTED;
                })
        .orElse("a value");
  }

  /** Fulfilled where the field is there, and is not so. */
  Condition withAnother(Condition unwanted) {
    var not = new Condition.Not(unwanted);
    return present().<Condition>map(there -> new Condition.AllOf(List.of(there, not))).orElse(not);
  }

  Condition condition(Operator operator, Token value) {
    if (operator == Operator.UNEQUAL) {
      return withAnother(condition(Operator.EQUAL, value));
    }
    if (known.isEmpty()) {
      return ofAttribute(operator, value);
    }
    return switch (known.get()) {
      case SERVICE -> new Condition.OfService(text(operator, value));
      case OPERATION -> new Condition.OfOperation(text(operator, value));
      case VERSION -> new Condition.OfVersion(text(operator, value));
      case ENTITY -> entity(operator, value);
      case KIND ->
          new Condition.OfKind(choice(operator, value, EventKind.values(), EventKind::text));
      case STATUS ->
          new Condition.OfStatus(
              choice(operator, value, Condition.Status.values(), FieldTerm::lower));
      case TRACE -> new Condition.OfTrace(id(operator, value, TraceId::parse));
      case SPAN -> new Condition.OfSpan(id(operator, value, SpanId::parse));
      case SEVERITY ->
          new Condition.OfSeverity(
              comparison(operator),
              choice(Operator.EQUAL, value, Condition.Severity.values(), FieldTerm::lower));
      case DURATION -> ofDuration(operator, value);
    };
  }

  /** Whether the field is there at all; empty where every event has it. */
  private Optional<Condition> present() {
    if (known.isEmpty()) {
      return Optional.of(new Condition.OfAttribute(attribute, new TextTest.Present()));
    }
    return switch (known.get()) {
      case SERVICE, KIND, STATUS, TRACE, SPAN -> Optional.empty();
      case OPERATION -> Optional.of(new Condition.OfOperation(new TextTest.Present()));
      case ENTITY -> Optional.of(new Condition.OfEntity(new TextTest.Present()));
      case VERSION -> Optional.of(new Condition.OfVersion(new TextTest.Present()));
      case DURATION -> Optional.of(new Condition.OfDuration(Comparison.AT_LEAST, 0));
      case SEVERITY ->
          Optional.of(new Condition.OfSeverity(Comparison.AT_LEAST, Condition.Severity.TRACE));
    };
  }

  private Condition ofAttribute(Operator operator, Token value) {
    if (operator != Operator.EQUAL) {
      var bound = Bound.parse(value.value());
      return new Condition.OfAttribute(
          attribute,
          new ValueTest.Compares(
              comparison(operator),
              bound.orElseThrow(() -> text.expected("a number", value.offset()))));
    }
    int range = value.quoted() ? -1 : value.value().indexOf(RANGE);
    if (range > 0) {
      var from = Bound.parse(value.value().substring(0, range));
      var to = Bound.parse(value.value().substring(range + RANGE.length()));
      if (from.isPresent() && to.isPresent()) {
        return new Condition.AllOf(
            List.of(
                new Condition.OfAttribute(
                    attribute, new ValueTest.Compares(Comparison.AT_LEAST, from.get())),
                new Condition.OfAttribute(
                    attribute, new ValueTest.Compares(Comparison.AT_MOST, to.get()))));
      }
    }
    return new Condition.OfAttribute(attribute, test(value));
  }

  private Condition ofDuration(Operator operator, Token value) {
    if (value.value().equals("*") && operator == Operator.EQUAL) {
      return new Condition.OfDuration(Comparison.AT_LEAST, 0);
    }
    int range = value.value().indexOf(RANGE);
    if (range < 0 || operator != Operator.EQUAL) {
      return new Condition.OfDuration(comparison(operator), nanos(value.value(), value.offset()));
    }
    var to = value.value().substring(range + RANGE.length());
    return new Condition.AllOf(
        List.of(
            new Condition.OfDuration(
                Comparison.AT_LEAST, nanos(value.value().substring(0, range), value.offset())),
            new Condition.OfDuration(
                Comparison.AT_MOST, nanos(to, value.offset() + range + RANGE.length()))));
  }

  private Condition entity(Operator operator, Token value) {
    var test = text(operator, value);
    if (test instanceof TextTest.Is(var name) && !isEntity(name)) {
      throw text.expected(wanted(), value.offset());
    }
    return new Condition.OfEntity(test);
  }

  private static boolean isEntity(String name) {
    int slash = name.indexOf('/');
    return slash > 0 && slash < name.length() - 1;
  }

  private long nanos(String duration, int offset) {
    return DurationText.parse(duration)
        .orElseThrow(() -> text.expected(DurationText.WANTED, offset));
  }

  private TextTest text(Operator operator, Token value) {
    equal(operator, value);
    return test(value);
  }

  private static TextTest test(Token value) {
    if (value.quoted() || value.value().indexOf('*') < 0) {
      return new TextTest.Is(value.value());
    }
    return value.value().equals("*") ? new TextTest.Present() : new TextTest.Like(value.value());
  }

  private <T> T id(Operator operator, Token value, Function<String, T> parser) {
    equal(operator, value);
    try {
      return parser.apply(value.value());
    } catch (IllegalArgumentException _) {
      throw text.expected(wanted(), value.offset());
    }
  }

  private <T> T choice(Operator operator, Token value, T[] choices, Function<T, String> name) {
    equal(operator, value);
    return Arrays.stream(choices)
        .filter(choice -> name.apply(choice).equals(value.value()))
        .findFirst()
        .orElseThrow(() -> text.expected(wanted(), value.offset()));
  }

  private void equal(Operator operator, Token value) {
    if (operator != Operator.EQUAL) {
      throw text.expected(
          ":, = or != after '" + attribute + "', which has no order", value.offset());
    }
  }

  private static Comparison comparison(Operator operator) {
    return switch (operator) {
      case EQUAL, UNEQUAL -> Comparison.EQUAL;
      case LESS -> Comparison.LESS;
      case AT_MOST -> Comparison.AT_MOST;
      case MORE -> Comparison.MORE;
      case AT_LEAST -> Comparison.AT_LEAST;
    };
  }

  static String lower(Enum<?> choice) {
    return choice.name().toLowerCase(Locale.ROOT);
  }

  private static <T> String choices(T[] choices, Function<T, String> name) {
    return "one of " + String.join(", ", Arrays.stream(choices).map(name).toList());
  }
}
