package dev.traversion.replay;

/**
 * An answer with all that has to be said about how complete it is.
 *
 * @param completeness what may be missing from {@code value}
 */
public record Answer<T>(T value, Completeness completeness) {}
