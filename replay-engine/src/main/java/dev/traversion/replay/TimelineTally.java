package dev.traversion.replay;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.traversion.journal.FrameEntry;
import dev.traversion.model.event.Call;
import dev.traversion.model.event.Event;
import dev.traversion.model.event.EventId;
import dev.traversion.model.event.EventKind;
import dev.traversion.model.frame.Frame;
import dev.traversion.model.frame.FrameAddress;
import dev.traversion.model.frame.FrameSummary;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Counts events per bucket of a window.
 *
 * <p>A frame that lies within one bucket is counted by its row in the index. That row does not tell
 * the longest call; it is found once, by the columns of kinds and times, and remembered. Only
 * frames on the border between buckets are read each time. Redeliveries that the mirror did not
 * recognise count each time.
 */
final class TimelineTally {
  private static final int KINDS = EventKind.values().length;
  private static final int REMEMBERED = 200_000;

  /** How many of the newest frames may hold what a moment ago was open. */
  private static final int SEALED_SINCE = 4;

  private final FrameReader frames;

  /** The longest call of a frame; a frame never changes. */
  private final Cache<FrameAddress, Long> longestCalls =
      Caffeine.newBuilder().maximumSize(REMEMBERED).build();

  TimelineTally(FrameReader frames) {
    this.frames = frames;
  }

  /**
   * @param toNanos after {@code fromNanos}, by no more than a long can say
   * @param buckets how many, at least one
   */
  Timeline count(List<View> views, long fromNanos, long toNanos, int buckets, Missing missing) {
    var tally = new Tally(fromNanos, toNanos, buckets);
    var unread = new ArrayList<FrameEntry>();
    for (var view : views) {
      view.noteGaps(missing, fromNanos, toNanos);
      for (var entry : view.frames().occurringIn(fromNanos, toNanos - 1, _ -> true)) {
        if (!countByIndex(entry, tally)) {
          unread.add(entry);
        }
      }
      unsealed(view, missing).forEach(tally::add);
    }
    frames.each(unread, missing, frame -> countByColumns(frame, tally));
    return tally.timeline();
  }

  /** The open events that no listed frame holds: a frame may have been sealed since they were. */
  private List<Event> unsealed(View view, Missing missing) {
    if (view.open().isEmpty()) {
      return List.of();
    }
    var byId = new ConcurrentHashMap<EventId, Event>();
    long firstRecorded = Long.MAX_VALUE;
    for (var event : view.open()) {
      byId.putIfAbsent(event.id(), event);
      firstRecorded = Math.min(firstRecorded, event.recordedAtNanos());
    }
    long first = firstRecorded;
    var sealedSince =
        view.frames().newest(SEALED_SINCE).stream()
            .filter(entry -> entry.summary().maxRecordedNanos() >= first)
            .toList();
    frames.each(
        sealedSince,
        missing,
        frame -> {
          for (int row = 0; row < frame.size(); row++) {
            var event = Rows.event(frame, row, missing);
            if (event != null) {
              byId.remove(event.id());
            }
          }
        });
    return List.copyOf(byId.values());
  }

  private boolean countByIndex(FrameEntry entry, Tally tally) {
    var summary = entry.summary();
    if (!tally.isWithinOneBucket(summary)) {
      return false;
    }
    var longest =
        summary.count(EventKind.CALL) == 0
            ? Long.valueOf(0)
            : longestCalls.getIfPresent(entry.address());
    if (longest == null) {
      return false;
    }
    tally.add(summary, longest);
    return true;
  }

  private void countByColumns(Frame frame, Tally tally) {
    var kinds = frame.kinds();
    var occurred = frame.occurredAtNanos();
    var ends = frame.endNanos();
    var errors = frame.errors();
    long longest = 0;
    synchronized (tally) {
      for (int row = 0; row < kinds.length; row++) {
        long duration = Math.max(0, ends[row] - occurred[row]);
        longest = Math.max(longest, duration);
        tally.add(Rows.kind(kinds[row]), occurred[row], duration, errors.get(row));
      }
    }
    longestCalls.put(frame.address(), longest);
  }

  /** The counts so far, by bucket and kind. */
  private static final class Tally {
    private final long fromNanos;
    private final long toNanos;
    private final long bucketNanos;
    private final long[][] counts;
    private final long[] errors;
    private final long[] longest;

    Tally(long fromNanos, long toNanos, int buckets) {
      this.fromNanos = fromNanos;
      this.toNanos = toNanos;
      this.bucketNanos = Math.max(1, Math.ceilDiv(toNanos - fromNanos, buckets));
      int used = (int) Math.ceilDiv(toNanos - fromNanos, bucketNanos);
      this.counts = new long[used][KINDS];
      this.errors = new long[used];
      this.longest = new long[used];
    }

    boolean isWithinOneBucket(FrameSummary summary) {
      return summary.minOccurredNanos() >= fromNanos
          && summary.maxOccurredNanos() < toNanos
          && bucket(summary.minOccurredNanos()) == bucket(summary.maxOccurredNanos());
    }

    void add(FrameSummary summary, long longestCall) {
      int bucket = bucket(summary.minOccurredNanos());
      for (int kind = 0; kind < KINDS; kind++) {
        counts[bucket][kind] += summary.counts()[kind];
      }
      errors[bucket] += summary.errors();
      longest[bucket] = Math.max(longest[bucket], longestCall);
    }

    void add(Event event) {
      long duration =
          event instanceof Call call ? Math.max(0, call.endNanos() - call.startNanos()) : 0;
      add(event.kind(), event.occurredAtNanos(), duration, event.isError());
    }

    void add(EventKind kind, long occurredAtNanos, long duration, boolean error) {
      if (occurredAtNanos >= fromNanos && occurredAtNanos < toNanos) {
        int bucket = bucket(occurredAtNanos);
        counts[bucket][kind.ordinal()]++;
        errors[bucket] += error ? 1 : 0;
        longest[bucket] = Math.max(longest[bucket], duration);
      }
    }

    Timeline timeline() {
      var buckets = new ArrayList<Timeline.Bucket>(counts.length);
      for (int i = 0; i < counts.length; i++) {
        long events = 0;
        for (long count : counts[i]) {
          events += count;
        }
        buckets.add(
            new Timeline.Bucket(
                fromNanos + i * bucketNanos,
                events,
                counts[i][EventKind.CALL.ordinal()],
                errors[i],
                counts[i][EventKind.ENTITY_CHANGE.ordinal()],
                counts[i][EventKind.DEPLOYMENT.ordinal()],
                counts[i][EventKind.CONFIG_CHANGE.ordinal()],
                longest[i]));
      }
      return new Timeline(fromNanos, bucketNanos, List.copyOf(buckets));
    }

    private int bucket(long occurredAtNanos) {
      return (int) ((occurredAtNanos - fromNanos) / bucketNanos);
    }
  }
}
