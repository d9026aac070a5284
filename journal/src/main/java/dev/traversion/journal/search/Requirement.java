package dev.traversion.journal.search;

import dev.traversion.model.event.EntityRef;
import dev.traversion.model.event.TraceId;
import dev.traversion.model.search.Bound;
import dev.traversion.model.search.Comparison;
import dev.traversion.model.search.Condition;
import dev.traversion.model.search.Matching;
import dev.traversion.model.search.TextTest;
import dev.traversion.model.search.ValueTest;
import dev.traversion.model.search.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * Which terms a frame must hold to hold an event that fulfils a condition. A frame that does not
 * fulfil it can be passed over; one that does may still hold no such event.
 */
public sealed interface Requirement {
  /** Any frame will do. */
  record Nothing() implements Requirement {}

  record Holds(Term term) implements Requirement {}

  record AllOf(List<Requirement> parts) implements Requirement {}

  record AnyOf(List<Requirement> parts) implements Requirement {}

  /** Whether a frame fulfils it, given the terms that it may hold. */
  default boolean isFulfilled(Predicate<Term> mayHold) {
    return switch (this) {
      case Nothing _ -> true;
      case Holds(var term) -> mayHold.test(term);
      case AllOf(var parts) -> parts.stream().allMatch(part -> part.isFulfilled(mayHold));
      case AnyOf(var parts) -> parts.stream().anyMatch(part -> part.isFulfilled(mayHold));
    };
  }

  static Requirement of(TraceId trace) {
    return trace.isNone() ? new Nothing() : new Holds(Term.ofTrace(trace));
  }

  static Requirement of(EntityRef entity) {
    return new Holds(Term.ofEntity(entity));
  }

  static Requirement ofOperation(String name) {
    return new Holds(Term.ofOperation(name));
  }

  static Requirement of(Condition condition) {
    return switch (condition) {
      case Condition.AllOf(var parts) -> all(parts.stream().map(Requirement::of).toList());
      case Condition.AnyOf(var parts) -> any(parts.stream().map(Requirement::of).toList());
      case Condition.OfOperation(TextTest.Is(var name)) -> ofOperation(name);
      case Condition.OfEntity(TextTest.Is(var name)) -> new Holds(Term.ofEntity(name));
      case Condition.OfTrace(var trace) -> of(trace);
      case Condition.OfVersion(var version) -> ofAttribute(Matching.SERVICE_VERSION, version);
      case Condition.OfDuration(var comparison, var nanos) ->
          ofRange(Term.DURATION, comparison, (double) nanos);
      case Condition.OfAttribute(var key, var test) -> ofAttribute(key, test);
      case Condition.HoldsWords(var words) -> all(words.stream().map(Requirement::ofWord).toList());
      // No term tells these: kinds, failures and services are known of a frame anyway, and what a
      // frame lacks cannot be told from terms that it may hold.
      case Condition.Everything _,
          Condition.Not _,
          Condition.OfService _,
          Condition.OfKind _,
          Condition.OfStatus _,
          Condition.OfSeverity _,
          Condition.OfOperation _,
          Condition.OfEntity _,
          Condition.OfSpan _ ->
          new Nothing();
    };
  }

  /** All of them; those that require nothing are left out. */
  static Requirement all(List<Requirement> requirements) {
    var parts = requirements.stream().filter(part -> !(part instanceof Nothing)).toList();
    return switch (parts.size()) {
      case 0 -> new Nothing();
      case 1 -> parts.getFirst();
      default -> new AllOf(parts);
    };
  }

  private static Requirement any(List<Requirement> parts) {
    return parts.stream().anyMatch(Nothing.class::isInstance) ? new Nothing() : new AnyOf(parts);
  }

  private static Requirement ofAttribute(String key, ValueTest test) {
    return switch (test) {
      case TextTest.Is(var text) -> ofValue(key, text);
      case TextTest.Like _, TextTest.Present _ -> new Holds(Term.ofKey(key));
      case ValueTest.Compares(var comparison, var bound) ->
          ofRange(key.hashCode(), comparison, bound.toDouble());
    };
  }

  private static Requirement ofValue(String key, String text) {
    if (text.length() > Term.LONGEST_VALUE) {
      return new Holds(Term.ofKey(key));
    }
    var asText = new Holds(Term.ofValue(key, text.hashCode()));
    return Bound.parse(text)
        .<Requirement>map(
            number ->
                new AnyOf(
                    List.of(asText, new Holds(Term.ofValue(key, Term.hashOf(number.toDouble()))))))
        .orElse(asText);
  }

  private static Requirement ofRange(int keyHash, Comparison comparison, double bound) {
    var magnitudes =
        switch (comparison) {
          case EQUAL -> IntStream.of(Magnitude.of(bound));
          case MORE, AT_LEAST -> Magnitude.from(bound);
          case LESS, AT_MOST -> Magnitude.upTo(bound);
        };
    return new AnyOf(
        magnitudes
            .<Requirement>mapToObj(magnitude -> new Holds(Term.ofMagnitude(keyHash, magnitude)))
            .toList());
  }

  private static Requirement ofWord(String word) {
    var terms = new ArrayList<Requirement>(1);
    Words.forEach(word, (hash, holdsDigit) -> terms.add(new Holds(Term.ofWord(hash, holdsDigit))));
    return all(terms);
  }
}
