package dev.traversion.model.event;

import dev.traversion.model.attribute.Attributes;
import java.util.Optional;

/**
 * An entity was written or deleted. The whole new value is carried, so that changes merge by last
 * write wins.
 *
 * @param value the value after the change; empty when the entity was deleted
 * @param context the call that made the change, if known
 * @param attributes what else the sender said; the reserved {@code traversion.*} keys are left out
 * @param ordinal which of the equal changes of one delivery this is, from 0
 */
public record EntityChange(
    Origin origin,
    EntityRef entity,
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
    return EventKind.ENTITY_CHANGE;
  }
}
