package dev.traversion.replay.keyframe;

import java.util.Iterator;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/** Of writes, in order of their keys, the last of each thing by an instant; none is decoded. */
final class LastWrites implements Iterator<Entry> {
  private final Iterator<Entry> writes;
  private final long atNanos;
  private @Nullable Entry last;
  private @Nullable Entry next;

  LastWrites(Iterator<Entry> writes, long atNanos) {
    this.writes = writes;
    this.atNanos = atNanos;
    this.next = find();
  }

  private @Nullable Entry find() {
    while (writes.hasNext()) {
      var write = writes.next();
      boolean taken = last != null && EntryKey.sameThing(last.key(), write.key());
      if (!taken && EntryKey.occurredAt(write.key()) <= atNanos) {
        last = write;
        return write;
      }
    }
    return null;
  }

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
}
