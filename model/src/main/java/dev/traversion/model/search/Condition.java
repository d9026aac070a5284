package dev.traversion.model.search;

import dev.traversion.model.event.EventKind;
import dev.traversion.model.event.SpanId;
import dev.traversion.model.event.TraceId;
import java.util.List;

/**
 * What a search wants of an event. {@link ConditionParser} reads it from text ({@code
 * docs/search.md} has the grammar), {@link ConditionText} prints it so that it reads back as the
 * same, and {@link Matching} asks it of an event. Immutable.
 *
 * <p>An event that lacks what a condition speaks of does not fulfil it: {@code a!=1} is read as
 * "has {@code a}, and not 1", while {@link Not} holds of events without {@code a} too.
 */
public sealed interface Condition {

  /** Every event fulfils it. */
  record Everything() implements Condition {}

  /** All of two or more conditions. */
  record AllOf(List<Condition> parts) implements Condition {
    public AllOf {
      parts = several(parts);
    }
  }

  /** At least one of two or more conditions. */
  record AnyOf(List<Condition> parts) implements Condition {
    public AnyOf {
      parts = several(parts);
    }
  }

  record Not(Condition part) implements Condition {}

  /** Of a service: its {@code name} or its {@code namespace/name}. */
  record OfService(TextTest name) implements Condition {}

  record OfKind(EventKind kind) implements Condition {}

  record OfStatus(Status status) implements Condition {}

  /** A log line or signal whose severity is known, and is so. */
  record OfSeverity(Comparison comparison, Severity severity) implements Condition {}

  /** A call of such a name. */
  record OfOperation(TextTest name) implements Condition {}

  /** A change of such an entity, named {@code type/key}. */
  record OfEntity(TextTest name) implements Condition {}

  record OfTrace(TraceId trace) implements Condition {}

  /** The call of that span id, or what belongs to it. */
  record OfSpan(SpanId span) implements Condition {}

  /** What a version of a service said ({@code service.version}), or the deployment of one. */
  record OfVersion(TextTest version) implements Condition {}

  /** A call that took so long; one that ended before it started took no time. */
  record OfDuration(Comparison comparison, long nanos) implements Condition {}

  /** Some value under {@code key}, among the event's attributes or those of its resource. */
  record OfAttribute(String key, ValueTest test) implements Condition {}

  /**
   * Some text of the event holds these words, one directly after the other; see {@link EventTexts}.
   *
   * @param words at least one, each as {@link Words} gives it
   */
  record HoldsWords(List<String> words) implements Condition {
    public HoldsWords {
      words = List.copyOf(words);
    }
  }

  static Condition everything() {
    return new Everything();
  }

  /** Both; where one is {@link Everything}, the other. */
  static Condition both(Condition one, Condition other) {
    if (one instanceof Everything) {
      return other;
    }
    return other instanceof Everything ? one : new AllOf(List.of(one, other));
  }

  private static List<Condition> several(List<Condition> parts) {
    if (parts.size() < 2) {
      throw new IllegalArgumentException("fewer than two conditions need no joining");
    }
    return List.copyOf(parts);
  }

  /** What became of a call; a failure may be told by a log line or signal as well. */
  enum Status {
    OK,
    ERROR,
    UNSET
  }

  /** The six ranges of OpenTelemetry's severity numbers, four numbers each, from 1. */
  enum Severity {
    TRACE,
    DEBUG,
    INFO,
    WARN,
    ERROR,
    FATAL;

    private static final int NUMBERS_EACH = 4;

    int lowest() {
      return 1 + ordinal() * NUMBERS_EACH;
    }

    int highest() {
      return lowest() + NUMBERS_EACH - 1;
    }
  }
}
