package dev.traversion.replay.navigate;

/**
 * A field that a write changed. Where either value is unknown the change is a guess: the two may
 * have been the same.
 *
 * @param path JSON pointer (RFC 6901), e.g. {@code /items/0/price}; empty for the whole value
 */
public record FieldChange(String path, FieldValue before, FieldValue after) {}
