package dev.traversion.replay.navigate;

/** What a field held after a write. */
public sealed interface FieldValue {

  /**
   * A value.
   *
   * @param json JSON text, numbers digit for digit as they were written
   */
  record Known(String json) implements FieldValue {}

  /** No such field, or no entity. */
  record Absent() implements FieldValue {}

  /** The value of the entity was recorded in part, or is no JSON. */
  record Unknown() implements FieldValue {}
}
