package dev.traversion.model.frame;

/**
 * Where the columns of one section are written: three streams, because what is alike compresses
 * best together and what is random is not worth compressing.
 */
final class ColumnSink {
  /** Headers, indexes, classes: small numbers, compressed. */
  final ByteSink numbers = new ByteSink();

  /** What is left of numbers when all that can be predicted is gone, and ids: stored as it is. */
  final BitSink bits = new BitSink();

  /** Characters and opaque bytes, compressed. */
  final ByteSink text = new ByteSink();

  void clear() {
    numbers.clear();
    bits.clear();
    text.clear();
  }
}
