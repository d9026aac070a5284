package dev.traversion.model.frame;

/** Binary logarithms of counts, for estimates of entropy: looked up, since estimates are many. */
final class Log2 {
  private static final double[] TABLE = new double[FrameLimits.SEAL_EVENTS + 1];

  static {
    for (int i = 1; i < TABLE.length; i++) {
      TABLE[i] = Math.log(i) / Math.log(2);
    }
  }

  private Log2() {}

  /** The logarithm; 0 for 0, whose share of an entropy is 0. */
  static double of(int count) {
    return count < TABLE.length ? TABLE[count] : Math.log(count) / Math.log(2);
  }
}
