package dev.traversion.replay;

import dev.traversion.journal.IndexMark;
import dev.traversion.model.mirror.MirrorId;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.ToIntFunction;
import java.util.function.UnaryOperator;

/**
 * Reads of what a store holds of a mirror, spared as long as the mirror tells that nothing was
 * added. In a while it is read again all the same: a mirror can vouch for its own rows only.
 *
 * <p>Thread-safe.
 */
final class MarkedReads<V> {
  /**
   * @param mark what the mirror had told before it was read
   */
  private record Marked<V>(V value, Optional<IndexMark> mark, long readNanos) {}

  private final SharedReads<MirrorId, Marked<V>> reads;
  private final long againAfterNanos;
  private final LongSupplier nanoClock;

  private MarkedReads(
      SharedReads<MirrorId, Marked<V>> reads, Duration againAfter, LongSupplier nanoClock) {
    this.reads = reads;
    this.againAfterNanos = againAfter.toNanos();
    this.nanoClock = nanoClock;
  }

  /** Keeps what was last read of some thousand mirrors. */
  static <V> MarkedReads<V> of(Duration againAfter, LongSupplier nanoClock) {
    return new MarkedReads<>(new SharedReads<>(), againAfter, nanoClock);
  }

  /** Keeps what was last read, of so many bytes in all. */
  static <V> MarkedReads<V> of(
      long bytes, ToIntFunction<V> weight, Duration againAfter, LongSupplier nanoClock) {
    return new MarkedReads<>(
        new SharedReads<>(bytes, marked -> weight.applyAsInt(marked.value())),
        againAfter,
        nanoClock);
  }

  /**
   * What the store holds.
   *
   * @param mark what the mirror told just now; without one, the store is read
   * @param reader is given what was read before
   */
  V read(MirrorId mirror, Optional<IndexMark> mark, Function<Optional<V>, V> reader) {
    return update(mirror, mark, known -> known, reader);
  }

  /**
   * The same.
   *
   * @param usable what was read before, unless it does not serve this question
   */
  V update(
      MirrorId mirror,
      Optional<IndexMark> mark,
      UnaryOperator<Optional<V>> usable,
      Function<Optional<V>, V> reader) {
    return reads
        .update(
            mirror,
            known -> known.filter(marked -> usable.apply(Optional.of(marked.value())).isPresent()),
            known -> {
              long now = nanoClock.getAsLong();
              return known
                  .filter(before -> mark.isPresent() && before.mark().equals(mark))
                  .filter(before -> now - before.readNanos() < againAfterNanos)
                  .orElseGet(() -> new Marked<>(reader.apply(known.map(Marked::value)), mark, now));
            })
        .value();
  }
}
