package dev.traversion.replay;

import dev.traversion.model.event.EventKind;
import dev.traversion.model.search.Condition;
import java.util.EnumSet;
import java.util.Set;

/** Which kinds of event can fulfil a condition, so that frames without any are passed over. */
final class ConditionKinds {
  private ConditionKinds() {}

  /** Whether only what reports a failure can fulfil a condition. */
  static boolean areFailures(Condition condition) {
    return switch (condition) {
      case Condition.AllOf(var parts) -> parts.stream().anyMatch(ConditionKinds::areFailures);
      case Condition.AnyOf(var parts) -> parts.stream().allMatch(ConditionKinds::areFailures);
      case Condition.OfStatus(var status) -> status == Condition.Status.ERROR;
      case Condition.Everything _,
          Condition.Not _,
          Condition.OfService _,
          Condition.OfKind _,
          Condition.OfSeverity _,
          Condition.OfOperation _,
          Condition.OfEntity _,
          Condition.OfTrace _,
          Condition.OfSpan _,
          Condition.OfVersion _,
          Condition.OfDuration _,
          Condition.OfAttribute _,
          Condition.HoldsWords _ ->
          false;
    };
  }

  static Set<EventKind> of(Condition condition) {
    return switch (condition) {
      case Condition.AllOf(var parts) -> {
        var kinds = EnumSet.allOf(EventKind.class);
        parts.forEach(part -> kinds.retainAll(of(part)));
        yield kinds;
      }
      case Condition.AnyOf(var parts) -> {
        var kinds = EnumSet.noneOf(EventKind.class);
        parts.forEach(part -> kinds.addAll(of(part)));
        yield kinds;
      }
      case Condition.Not(Condition.OfKind(var kind)) -> EnumSet.complementOf(EnumSet.of(kind));
      case Condition.OfKind(var kind) -> EnumSet.of(kind);
      case Condition.OfStatus(var status) ->
          status == Condition.Status.ERROR
              ? EnumSet.of(EventKind.CALL, EventKind.LOG, EventKind.SIGNAL)
              : EnumSet.of(EventKind.CALL);
      case Condition.OfSeverity _ -> EnumSet.of(EventKind.LOG, EventKind.SIGNAL);
      case Condition.OfOperation _, Condition.OfDuration _ -> EnumSet.of(EventKind.CALL);
      case Condition.OfEntity _ -> EnumSet.of(EventKind.ENTITY_CHANGE);
      case Condition.Everything _,
          Condition.Not _,
          Condition.OfService _,
          Condition.OfTrace _,
          Condition.OfSpan _,
          Condition.OfVersion _,
          Condition.OfAttribute _,
          Condition.HoldsWords _ ->
          EnumSet.allOf(EventKind.class);
    };
  }
}
