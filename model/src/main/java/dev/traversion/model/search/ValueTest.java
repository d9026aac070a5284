package dev.traversion.model.search;

/** A test of an attribute's value. */
public sealed interface ValueTest permits TextTest, ValueTest.Compares {

  /** An int or a double that compares so with a bound. */
  record Compares(Comparison comparison, Bound bound) implements ValueTest {}
}
