package dev.traversion.replay;

/** Checks a claim for many seeds and says which one broke it. */
final class Seeds {
  /** Set to check one seed alone. */
  private static final Long PINNED = Long.getLong("seed");

  private Seeds() {}

  interface Claim {
    void check(long seed) throws Exception;
  }

  static void each(int count, Claim claim) {
    long first = PINNED == null ? 1 : PINNED;
    long last = PINNED == null ? count : PINNED;
    for (long seed = first; seed <= last; seed++) {
      try {
        claim.check(seed);
      } catch (Exception | AssertionError e) {
        throw new AssertionError("seed=" + seed + ": " + e.getMessage(), e);
      }
    }
  }
}
