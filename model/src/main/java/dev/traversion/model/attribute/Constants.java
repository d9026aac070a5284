package dev.traversion.model.attribute;

/**
 * Shared instances; outside {@link Value}, since constants on a sealed interface can deadlock
 * loading.
 */
final class Constants {
  static final Value EMPTY = new Value.Empty();
  static final Value TRUE = new Value.Bool(true);
  static final Value FALSE = new Value.Bool(false);

  private Constants() {}
}
