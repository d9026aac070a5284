package dev.traversion.replay;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import java.util.function.UnaryOperator;

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

  private final Cache<K, Read<V>> last;
  private final ReentrantLock[] stripes = new ReentrantLock[STRIPES];

  /** Orders questions and reads; no clock is exact enough. */
  private final AtomicLong ticks = new AtomicLong();

  /** Keeps what was last read of some thousand keys. */
  SharedReads() {
    this(Caffeine.newBuilder().maximumSize(MOST_KEPT).build());
  }

  /** Keeps what was last read, of so many bytes in all. */
  SharedReads(long bytes, ToIntFunction<V> weight) {
    this(
        Caffeine.newBuilder()
            .maximumWeight(bytes)
            .weigher((K _, Read<V> read) -> weight.applyAsInt(read.value()))
            .build());
  }

  private SharedReads(Cache<K, Read<V>> last) {
    this.last = last;
    for (int i = 0; i < STRIPES; i++) {
      stripes[i] = new ReentrantLock();
    }
  }

  /** What a read told that began after this call did. */
  V read(K key, Function<K, V> reader) {
    return update(key, known -> known, _ -> reader.apply(key));
  }

  /**
   * The same, where a read brings up to date what was read before.
   *
   * @param usable what was read before, unless it does not serve this question
   * @param reader is given what was read before and is usable
   */
  V update(K key, UnaryOperator<Optional<V>> usable, Function<Optional<V>, V> reader) {
    long asked = ticks.incrementAndGet();
    var stripe = stripes[Math.floorMod(key.hashCode(), STRIPES)];
    stripe.lock();
    try {
      var known = Optional.ofNullable(last.getIfPresent(key));
      var before = usable.apply(known.map(Read::value));
      if (before.isPresent() && known.filter(read -> read.begun() > asked).isPresent()) {
        return before.get();
      }
      long begun = ticks.incrementAndGet();
      var value = reader.apply(before);
      last.put(key, new Read<>(begun, value)); // put anew, so that it is weighed anew
      return value;
    } finally {
      stripe.unlock();
    }
  }
}
