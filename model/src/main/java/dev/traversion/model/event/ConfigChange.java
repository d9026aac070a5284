package dev.traversion.model.event;

import dev.traversion.model.attribute.Attributes;
import java.util.Optional;

/**
 * A setting or feature flag of the service changed.
 *
 * @param key never empty, e.g. {@code payment.timeout}
 * @param value the value after the change; empty when the setting was removed
 * @param context the call that made the change, if known
 * @param attributes what else the sender said; the reserved {@code traversion.*} keys are left out
 * @param ordinal which of the equal changes of one delivery this is, from 0
 */
public record ConfigChange(
    Origin origin,
    String key,
    Optional<Document> value,
    long occurredAtNanos,
    long recordedAtNanos,
    SpanContext context,
    Attributes attributes,
    int ordinal)
    implements Event {

  @Override
  public EventId id() {
    return ContentId.of(this);
  }

  @Override
  public EventKind kind() {
    return EventKind.CONFIG_CHANGE;
  }
}
