package dev.traversion.model.state;

import dev.traversion.model.event.Document;
import dev.traversion.model.event.SpanContext;
import java.util.Comparator;
import java.util.Optional;

/**
 * Chooses between two states of one thing: total orders, so that the choice does not depend on
 * which came first. Content decides only between different writes of the very same stamp.
 */
public final class LastWrite {
  private static final Comparator<Optional<Document>> DOCUMENTS =
      Comparator.<Optional<Document>, Boolean>comparing(Optional::isPresent)
          .thenComparing(document -> document.map(Document::json).orElse(""))
          .thenComparing(document -> document.map(Document::truncated).orElse(false))
          .thenComparingLong(document -> document.map(Document::originalLength).orElse(0L));

  private static final Comparator<SpanContext> CONTEXTS =
      Comparator.<SpanContext>comparingLong(context -> context.traceId().high())
          .thenComparingLong(context -> context.traceId().low())
          .thenComparingLong(context -> context.spanId().value());

  private static final Comparator<EntityState> ENTITIES =
      Comparator.comparing(EntityState::stamp)
          .thenComparing(EntityState::value, DOCUMENTS)
          .thenComparing(EntityState::writer, CONTEXTS)
          .thenComparing(EntityState::serviceVersion);

  private static final Comparator<ConfigState> CONFIG =
      Comparator.comparing(ConfigState::stamp).thenComparing(ConfigState::value, DOCUMENTS);

  private static final Comparator<DeploymentState> DEPLOYMENTS =
      Comparator.comparing(DeploymentState::stamp).thenComparing(DeploymentState::commit);

  private static final Comparator<CallState> CALLS =
      Comparator.comparingLong(CallState::endNanos)
          .thenComparingLong(CallState::startNanos)
          .thenComparing(CallState::error)
          .thenComparing(CallState::name)
          .thenComparingInt(CallState::spanKind)
          .thenComparing(CallState::context, CONTEXTS);

  private LastWrite() {}

  public static EntityState ofEntities(EntityState one, EntityState other) {
    // Long histories have many writes and hardly two of one nanosecond.
    long at = one.stamp().occurredAtNanos();
    long otherAt = other.stamp().occurredAtNanos();
    if (at != otherAt) {
      return at > otherAt ? one : other;
    }
    return ENTITIES.compare(one, other) >= 0 ? one : other;
  }

  public static ConfigState ofConfig(ConfigState one, ConfigState other) {
    return CONFIG.compare(one, other) >= 0 ? one : other;
  }

  public static DeploymentState ofDeployments(DeploymentState one, DeploymentState other) {
    return DEPLOYMENTS.compare(one, other) >= 0 ? one : other;
  }

  public static CallState ofCalls(CallState one, CallState other) {
    return CALLS.compare(one, other) >= 0 ? one : other;
  }
}
