package dev.traversion.model.state;

import dev.traversion.model.event.Document;
import java.util.Optional;

/**
 * What is known of a setting at an instant.
 *
 * @param value empty when removed (a tombstone)
 */
public record ConfigState(String key, Optional<Document> value, Stamp stamp) {}
