package dev.traversion.replay.timeline;

import dev.traversion.model.event.Event;
import dev.traversion.model.frame.Frame;
import dev.traversion.model.frame.FrameAddress;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Counts chosen events along a window, bucket by bucket, as timelines count all of them.
 * Thread-safe.
 */
public final class MatchCounts {
  private final Plan plan;
  private final Sum[] sums;
  private final Set<Content> counted = new HashSet<>();

  /** Tells two rows under one number apart: with the same content they are one, written twice. */
  private record Content(FrameAddress address, int hash) {}

  /**
   * @param toNanos after {@code fromNanos}
   */
  public MatchCounts(long fromNanos, long toNanos, int buckets) {
    this.plan = Plan.of(fromNanos, toNanos, buckets);
    this.sums = Pyramid.sums(plan);
  }

  /**
   * Adds rows of a frame that lie in the window.
   *
   * @throws dev.traversion.model.frame.DamagedFrameException if a column that is counted is damaged
   */
  public void add(Frame frame, List<Integer> rows) {
    var columns = FrameColumns.of(frame);
    var content =
        new Content(
            frame.address(),
            31 * Arrays.hashCode(columns.occurred()) + Arrays.hashCode(columns.ends()));
    synchronized (this) {
      if (counted.add(content)) {
        for (int row : rows) {
          sums[plan.bucketOf(columns.occurred()[row])].add(
              columns.kinds()[row], columns.duration(row), columns.errors().get(row));
        }
      }
    }
  }

  /** Adds an event that lies in the window and in no frame that is counted. */
  public synchronized void add(Event event) {
    Pyramid.add(event, plan, sums);
  }

  public synchronized Timeline toTimeline() {
    return Pyramid.timeline(plan, sums);
  }
}
