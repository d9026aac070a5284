package dev.traversion.model.search;

import dev.traversion.model.attribute.Attributes;
import dev.traversion.model.attribute.Value;
import dev.traversion.model.event.Call;
import dev.traversion.model.event.Deployment;
import dev.traversion.model.event.EntityRef;
import dev.traversion.model.event.EventKind;
import dev.traversion.model.mirror.ServiceId;
import dev.traversion.model.search.Condition.AllOf;
import dev.traversion.model.search.Condition.AnyOf;
import dev.traversion.model.search.Condition.Everything;
import dev.traversion.model.search.Condition.HoldsWords;
import dev.traversion.model.search.Condition.Not;
import dev.traversion.model.search.Condition.OfAttribute;
import dev.traversion.model.search.Condition.OfDuration;
import dev.traversion.model.search.Condition.OfEntity;
import dev.traversion.model.search.Condition.OfKind;
import dev.traversion.model.search.Condition.OfOperation;
import dev.traversion.model.search.Condition.OfService;
import dev.traversion.model.search.Condition.OfSeverity;
import dev.traversion.model.search.Condition.OfSpan;
import dev.traversion.model.search.Condition.OfStatus;
import dev.traversion.model.search.Condition.OfTrace;
import dev.traversion.model.search.Condition.OfVersion;
import dev.traversion.model.search.Condition.Severity;
import dev.traversion.model.search.Condition.Status;

/** Asks conditions of events. Pure. */
public final class Matching {
  /** OpenTelemetry's name for the version of a service, on its resource. */
  public static final String SERVICE_VERSION = "service.version";

  private Matching() {}

  public static boolean matches(Condition condition, Subject subject) {
    return switch (condition) {
      case Everything _ -> true;
      case AllOf(var parts) -> parts.stream().allMatch(part -> matches(part, subject));
      case AnyOf(var parts) -> parts.stream().anyMatch(part -> matches(part, subject));
      case Not(var part) -> !matches(part, subject);
      case OfService(var name) -> isOf(name, subject.service());
      case OfKind(var kind) -> subject.kind() == kind;
      case OfStatus(var status) -> hasStatus(status, subject);
      case OfSeverity(var comparison, var severity) -> hasSeverity(comparison, severity, subject);
      case OfOperation(var name) -> subject.operation().filter(name::holds).isPresent();
      case OfEntity(var name) ->
          subject.entity().filter(entity -> name.holds(text(entity))).isPresent();
      case OfTrace(var trace) -> subject.context().traceId().equals(trace);
      case OfSpan(var span) -> subject.context().spanId().equals(span);
      case OfVersion(var version) -> hasVersion(version, subject);
      case OfDuration(var comparison, var nanos) ->
          subject.kind() == EventKind.CALL
              && comparison.holds(Long.compare(subject.durationNanos(), nanos));
      case OfAttribute(var key, var test) ->
          hasAttribute(subject.attributes(), key, test)
              || hasAttribute(subject.resource(), key, test);
      case HoldsWords(var words) ->
          EventTexts.any(subject.event(), text -> Words.holds(text, words));
    };
  }

  /** Whether events of a service can fulfil a condition; false only where none can. */
  public static boolean mayMatchIn(Condition condition, ServiceId service) {
    return switch (condition) {
      case AllOf(var parts) -> parts.stream().allMatch(part -> mayMatchIn(part, service));
      case AnyOf(var parts) -> parts.stream().anyMatch(part -> mayMatchIn(part, service));
      case OfService(var name) -> isOf(name, service);
      case Not(OfService(var name)) -> !isOf(name, service);
      case Everything _ -> true;
      case Not _ -> true;
      case OfKind _ -> true;
      case OfStatus _ -> true;
      case OfSeverity _ -> true;
      case OfOperation _ -> true;
      case OfEntity _ -> true;
      case OfTrace _ -> true;
      case OfSpan _ -> true;
      case OfVersion _ -> true;
      case OfDuration _ -> true;
      case OfAttribute _ -> true;
      case HoldsWords _ -> true;
    };
  }

  private static boolean isOf(TextTest name, ServiceId service) {
    return name.holds(service.name())
        || (!service.namespace().isEmpty()
            && name.holds(service.namespace() + "/" + service.name()));
  }

  /** How an entity is named in a search: {@code type/key}. */
  public static String text(EntityRef entity) {
    return entity.type() + "/" + entity.key();
  }

  private static boolean hasStatus(Status status, Subject subject) {
    return switch (status) {
      case ERROR -> subject.isError();
      case OK -> subject.kind() == EventKind.CALL && subject.statusCode() == Call.STATUS_OK;
      case UNSET -> subject.kind() == EventKind.CALL && subject.statusCode() == Call.STATUS_UNSET;
    };
  }

  private static boolean hasSeverity(Comparison comparison, Severity severity, Subject subject) {
    if (subject.kind() != EventKind.LOG && subject.kind() != EventKind.SIGNAL) {
      return false;
    }
    int number = subject.statusCode();
    return number > 0
        && switch (comparison) {
          case EQUAL -> number >= severity.lowest() && number <= severity.highest();
          case LESS -> number < severity.lowest();
          case AT_MOST -> number <= severity.highest();
          case MORE -> number > severity.highest();
          case AT_LEAST -> number >= severity.lowest();
        };
  }

  private static boolean hasVersion(TextTest version, Subject subject) {
    return hasAttribute(subject.resource(), SERVICE_VERSION, version)
        || (subject.kind() == EventKind.DEPLOYMENT
            && subject.event() instanceof Deployment deployment
            && version.holds(deployment.version()));
  }

  private static boolean hasAttribute(Attributes attributes, String key, ValueTest test) {
    for (int i = 0; i < attributes.size(); i++) {
      if (attributes.key(i).equals(key) && holds(test, attributes.value(i))) {
        return true;
      }
    }
    return false;
  }

  private static boolean holds(ValueTest test, Value value) {
    if (test instanceof TextTest.Present) {
      return true;
    }
    return switch (value) {
      case Value.Text(var text) -> test instanceof TextTest wanted && wanted.holds(text);
      case Value.Bool(var flag) ->
          test instanceof TextTest wanted && wanted.holds(Boolean.toString(flag));
      case Value.Int(var number) -> ofInt(test, number);
      case Value.Real(var number) -> ofReal(test, number);
      case Value.Array(var elements) -> elements.stream().anyMatch(element -> holds(test, element));
      case Value.Empty _, Value.Bytes _, Value.KeyValues _ -> false;
    };
  }

  private static boolean ofInt(ValueTest test, long number) {
    return switch (test) {
      case ValueTest.Compares(var comparison, var bound) -> comparison.holds(bound.orderOf(number));
      case TextTest.Is(var text) ->
          Bound.parse(text).filter(bound -> bound.orderOf(number) == 0).isPresent();
      case TextTest wanted -> wanted.holds(Long.toString(number));
    };
  }

  private static boolean ofReal(ValueTest test, double number) {
    return switch (test) {
      case ValueTest.Compares(var comparison, var bound) ->
          !Double.isNaN(number) && comparison.holds(bound.orderOf(number));
      case TextTest.Is(var text) ->
          Bound.parse(text).filter(bound -> bound.orderOf(number) == 0).isPresent();
      case TextTest wanted -> wanted.holds(Double.toString(number));
    };
  }
}
