package dev.traversion.model.state;

import dev.traversion.model.event.Document;
import dev.traversion.model.event.EntityRef;
import dev.traversion.model.event.SpanContext;
import java.util.Optional;

/**
 * What is known of an entity at an instant.
 *
 * @param value its value; empty when deleted (a tombstone)
 * @param stamp of the write that gave it
 * @param writer the call that wrote it; none when unknown
 * @param serviceVersion {@code service.version} of the writer; empty when unknown
 */
public record EntityState(
    EntityRef entity,
    Optional<Document> value,
    Stamp stamp,
    SpanContext writer,
    String serviceVersion) {

  public boolean isDeleted() {
    return value.isEmpty();
  }
}
