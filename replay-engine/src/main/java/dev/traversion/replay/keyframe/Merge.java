package dev.traversion.replay.keyframe;

import dev.traversion.model.state.Fold;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/** Sorted entries: several sequences of them as one, and what of one is needed. */
final class Merge {
  private Merge() {}

  /** One sequence without duplicates. */
  static Iterator<Entry> of(List<Iterator<Entry>> sorted) {
    return sorted.size() == 1
        ? sorted.getFirst()
        : new SortedMerge<>(sorted, Entry.BY_KEY, EntryValue::winner);
  }

  /**
   * Of sorted entries, those that the state of some instant at or after a horizon may hold: of each
   * thing the last write by the horizon and all after it, and the intervals that reach into the
   * window before the horizon.
   */
  static Iterator<Entry> since(long horizonNanos, long windowNanos, Iterator<Entry> sorted) {
    if (horizonNanos == Long.MIN_VALUE) {
      return sorted;
    }
    long windowStart = Fold.windowStart(horizonNanos, windowNanos);
    return new Iterator<>() {
      /** The last write by the horizon that was let through: its thing's earlier ones are not. */
      private @Nullable Entry settled;

      private @Nullable Entry next = find();

      @Override
      public boolean hasNext() {
        return next != null;
      }

      @Override
      public Entry next() {
        var found = next;
        if (found == null) {
          throw new NoSuchElementException();
        }
        next = find();
        return found;
      }

      private @Nullable Entry find() {
        while (sorted.hasNext()) {
          var entry = sorted.next();
          if (isNeeded(entry)) {
            return entry;
          }
        }
        return null;
      }

      private boolean isNeeded(Entry entry) {
        if (EntryKey.sectionOf(entry.key()) == EntryKey.CALLS) {
          return EntryKey.endNanos(entry.key()) > windowStart;
        }
        if (EntryKey.occurredAt(entry.key()) > horizonNanos) {
          return true;
        }
        if (settled != null && EntryKey.sameThing(settled.key(), entry.key())) {
          return false;
        }
        settled = entry;
        return true;
      }
    };
  }
}
