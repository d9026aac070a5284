package dev.traversion.replay;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

/**
 * Reads that several ask for at a time: one read answers all who asked before it began. Nobody gets
 * anything older than without sharing, and of any number who ask together, at most two read: a page
 * that follows an instant poses half a dozen questions at a time, and each wants the same rows.
 *
 * <p>Thread-safe. What a read throws, only the one who read gets.
 */
final class SharedReads<K, V> {
  private static final int STRIPES = 64;
  private static final int MOST_KEPT = 10_000;

  /**
   * @param begun when it began, on {@link #ticks}
   */
  private record Read<V>(long begun, V value) {}

  private final Function<K, V> reader;
  private final Cache<K, Read<V>> last = Caffeine.newBuilder().maximumSize(MOST_KEPT).build();
  private final ReentrantLock[] stripes = new ReentrantLock[STRIPES];

  /** Orders questions and reads; no clock is exact enough. */
  private final AtomicLong ticks = new AtomicLong();

  SharedReads(Function<K, V> reader) {
    this.reader = reader;
    for (int i = 0; i < STRIPES; i++) {
      stripes[i] = new ReentrantLock();
    }
  }

  /** What a read told that began after this call did. */
  V read(K key) {
    long asked = ticks.incrementAndGet();
    var stripe = stripes[Math.floorMod(key.hashCode(), STRIPES)];
    stripe.lock();
    try {
      var known = last.getIfPresent(key);
      if (known != null && known.begun() > asked) {
        return known.value();
      }
      long begun = ticks.incrementAndGet();
      var value = reader.apply(key);
      last.put(key, new Read<>(begun, value));
      return value;
    } finally {
      stripe.unlock();
    }
  }
}
