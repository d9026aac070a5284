package dev.traversion.replay.keyframe;

import dev.traversion.model.state.Fold;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * Merges sorted entries into one sorted sequence without duplicates; what it holds in memory is one
 * entry of each source. {@link #since} leaves out what no instant from a horizon on can need.
 */
final class Merge implements Iterator<Entry> {
  private static final class Source {
    private final Iterator<Entry> rest;
    private Entry head;

    Source(Iterator<Entry> rest) {
      this.rest = rest;
      this.head = rest.next();
    }
  }

  private final PriorityQueue<Source> sources =
      new PriorityQueue<>(Comparator.comparing((Source source) -> source.head, Entry.BY_KEY));

  private Merge(List<Iterator<Entry>> sorted) {
    for (var source : sorted) {
      if (source.hasNext()) {
        sources.add(new Source(source));
      }
    }
  }

  static Iterator<Entry> of(List<Iterator<Entry>> sorted) {
    return sorted.size() == 1 ? sorted.getFirst() : new Merge(sorted);
  }

  @Override
  public boolean hasNext() {
    return !sources.isEmpty();
  }

  @Override
  public Entry next() {
    var least = take();
    while (!sources.isEmpty() && Entry.BY_KEY.compare(sources.element().head, least) == 0) {
      least = EntryValue.winner(least, take());
    }
    return least;
  }

  private Entry take() {
    var source = sources.remove();
    var head = source.head;
    if (source.rest.hasNext()) {
      source.head = source.rest.next();
      sources.add(source);
    }
    return head;
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
