package dev.traversion.replay;

import dev.traversion.journal.FrameEntry;
import dev.traversion.model.event.Event;
import dev.traversion.model.event.EventId;
import dev.traversion.model.frame.Frame;
import dev.traversion.model.frame.FrameAddress;
import dev.traversion.model.mirror.ServiceId;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Merges the frames of one service's lanes by time.
 *
 * <p>Frames overlap, and one long call makes its frame overlap with all that were sealed meanwhile.
 * So what is held of a frame between two of its events is a place in it; the frames themselves are
 * few, those last read from, and one that was let go of is read again.
 */
final class WindowSweep {
  private static final int FRAMES_HELD = 32;
  private static final int FRAMES_AT_ONCE = 16;
  private static final int MOST_OF_AN_INSTANT = 10_000;

  private final FrameReader frames;
  private final EventFilter filter;
  private final EventSweep.Visitor visitor;
  private final Missing missing;

  private final PriorityQueue<Strand> strands =
      new PriorityQueue<>(Comparator.comparingLong(Strand::nextNanos));
  private final Map<FrameAddress, List<Chosen>> held =
      new LinkedHashMap<>(FRAMES_HELD * 2, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<FrameAddress, List<Chosen>> eldest) {
          return size() > FRAMES_HELD;
        }
      };

  /** Frames that nothing was read of yet, in the order in which they are begun. */
  private List<FrameEntry> unread = List.of();

  private int begun;

  WindowSweep(FrameReader frames, EventFilter filter, EventSweep.Visitor visitor, Missing missing) {
    this.frames = frames;
    this.filter = filter;
    this.visitor = visitor;
    this.missing = missing;
  }

  /** A frame and its rows that are wanted, in the order of time. */
  private record Chosen(Frame frame, List<Integer> order) {}

  /** Where the sweep stands in a frame, or in events that are in none yet. */
  private abstract static class Strand {
    private long nextNanos;

    Strand(long nextNanos) {
      this.nextNanos = nextNanos;
    }

    /** When its next event occurred. */
    final long nextNanos() {
      return nextNanos;
    }

    final void nextAt(long nanos) {
      nextNanos = nanos;
    }

    /**
     * Steps over the next event.
     *
     * @param into takes it, if it can be read
     * @return whether there is another one
     */
    abstract boolean step(List<Event> into);
  }

  void go(ServiceId service, List<View> views) throws IOException {
    var entries = new ArrayList<FrameEntry>();
    for (var view : views) {
      view.noteUnlistedGaps(missing, filter::mayMatch);
      entries.addAll(
          view.frames().occurringIn(filter.fromNanos(), filter.lastNanos(), filter::mayMatch));
      var open =
          view.open().stream()
              .filter(event -> filter.matches(EventKey.of(service, event), event))
              .sorted(Comparator.comparingLong(Event::occurredAtNanos))
              .toList();
      if (!open.isEmpty()) {
        strands.add(new Open(open));
      }
    }
    entries.sort(Comparator.comparingLong(entry -> entry.summary().minOccurredNanos()));
    unread = entries;
    merge(service);
  }

  private void merge(ServiceId service) throws IOException {
    var instant = new ArrayList<Event>();
    long at = Long.MIN_VALUE;
    while (true) {
      begin();
      var next = strands.poll();
      if (next == null) {
        break;
      }
      if (next.nextNanos() != at || instant.size() == MOST_OF_AN_INSTANT) {
        show(service, instant);
        instant.clear();
        at = next.nextNanos();
      }
      if (next.step(instant)) {
        strands.add(next);
      }
    }
    show(service, instant);
  }

  /** Begins every frame that may hold an event as early as the next one that is known. */
  private void begin() {
    while (begun < unread.size()) {
      var entry = unread.get(begun);
      var next = strands.peek();
      if (next != null && next.nextNanos() < entry.summary().minOccurredNanos()) {
        return;
      }
      begun++;
      int copies = rows(entry).size();
      for (int copy = 0; copy < copies; copy++) {
        var strand = new InFrame(entry, copy);
        if (strand.place()) {
          strands.add(strand);
        }
      }
    }
  }

  private void show(ServiceId service, List<Event> events) throws IOException {
    if (events.size() <= 1) {
      if (!events.isEmpty()) {
        visitor.take(service, List.copyOf(events));
      }
      return;
    }
    var distinct = new TreeMap<EventId, Event>();
    for (var event : events) {
      // Of two recordings the earlier is shown, as in every listing.
      distinct.merge(
          event.id(),
          event,
          (one, other) -> one.recordedAtNanos() <= other.recordedAtNanos() ? one : other);
    }
    visitor.take(service, List.copyOf(distinct.values()));
  }

  /** What a frame holds that is wanted; a retried write may have left it twice. */
  private List<Chosen> rows(FrameEntry entry) {
    var known = held.get(entry.address());
    if (known != null) {
      return known;
    }
    var read = read(entry);
    held.putAll(read);
    return read.getOrDefault(entry.address(), List.of());
  }

  /** Reads a frame, and with it some that will be begun next. */
  private Map<FrameAddress, List<Chosen>> read(FrameEntry entry) {
    var batch = new ArrayList<FrameEntry>();
    batch.add(entry);
    for (int i = begun; i < unread.size() && batch.size() < FRAMES_AT_ONCE; i++) {
      if (!held.containsKey(unread.get(i).address())) {
        batch.add(unread.get(i));
      }
    }
    var read = new HashMap<FrameAddress, List<Chosen>>();
    batch.forEach(wanted -> read.put(wanted.address(), new ArrayList<>(1)));
    frames.each(
        batch,
        missing,
        frame -> {
          var rows = new Chosen(frame, filter.matchingRows(frame, missing));
          synchronized (read) {
            var copies = read.get(frame.address());
            if (copies != null) {
              copies.add(rows);
            }
          }
        });
    return read;
  }

  /** Events that are in no frame yet. */
  private static final class Open extends Strand {
    private final List<Event> events;
    private int next;

    /**
     * @param events at least one, in the order of time
     */
    Open(List<Event> events) {
      super(events.getFirst().occurredAtNanos());
      this.events = events;
    }

    @Override
    boolean step(List<Event> into) {
      into.add(events.get(next++));
      if (next == events.size()) {
        return false;
      }
      nextAt(events.get(next).occurredAtNanos());
      return true;
    }
  }

  private final class InFrame extends Strand {
    private final FrameEntry entry;
    private final int copy;
    private int next;

    InFrame(FrameEntry entry, int copy) {
      super(entry.summary().minOccurredNanos());
      this.entry = entry;
      this.copy = copy;
    }

    /** Finds out when the next event occurred; false when there is none. */
    boolean place() {
      var rows = here();
      if (rows == null || next >= rows.order().size()) {
        return false;
      }
      nextAt(rows.frame().occurredAtNanos()[rows.order().get(next)]);
      return true;
    }

    @Override
    boolean step(List<Event> into) {
      var rows = here();
      if (rows == null) {
        return false;
      }
      var event = Rows.event(rows.frame(), rows.order().get(next), missing);
      if (event != null) {
        into.add(event);
      }
      next++;
      return place();
    }

    private @Nullable Chosen here() {
      var copies = rows(entry);
      return copy < copies.size() ? copies.get(copy) : null;
    }
  }
}
