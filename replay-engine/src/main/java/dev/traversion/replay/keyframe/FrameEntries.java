package dev.traversion.replay.keyframe;

import dev.traversion.model.event.ConfigChange;
import dev.traversion.model.event.Deployment;
import dev.traversion.model.event.EntityChange;
import dev.traversion.model.event.EventKind;
import dev.traversion.model.frame.DamagedFrameException;
import dev.traversion.model.frame.Frame;
import dev.traversion.model.state.CallState;
import dev.traversion.model.state.Fold;
import java.util.Arrays;
import java.util.function.Consumer;

/**
 * What a keyframe keeps of one frame.
 *
 * <p>Calls stay where they are: the keyframe only says in which interval a frame's are. But a frame
 * also brings a few late ones, hours older than the rest; they would stretch that interval until
 * every frame might hold calls of every instant. So stray calls, those far from the others, are
 * copied into the keyframe.
 */
public final class FrameEntries {
  private static final EventKind[] KINDS = EventKind.values();

  /** How far from the middle half of the ends the others may be, in widths of that half. */
  private static final long WIDTHS = 3;

  /** Calls that end within this of each other are never strays. */
  private static final long SLACK_NANOS = 1_000_000_000L;

  /** If more than one call in so many were a stray, none is: they are what the frame is made of. */
  private static final int STRAYS = 4;

  private final Frame frame;
  private final int bytes;
  private final Consumer<Entry> to;
  private boolean whole = true;

  private FrameEntries(Frame frame, int bytes, Consumer<Entry> to) {
    this.frame = frame;
    this.bytes = bytes;
    this.to = to;
  }

  /**
   * Extracts the entries of a frame.
   *
   * @param bytes its stored size
   * @return whether all of it could be read; what could is given all the same
   */
  public static boolean extract(Frame frame, int bytes, Consumer<Entry> to) {
    var entries = new FrameEntries(frame, bytes, to);
    try {
      entries.changes();
      entries.calls();
    } catch (DamagedFrameException _) {
      return false;
    }
    return entries.whole;
  }

  private void changes() {
    var kinds = frame.kinds();
    for (int row = 0; row < kinds.length; row++) {
      switch (KINDS[kinds[row]]) {
        case ENTITY_CHANGE, CONFIG_CHANGE, DEPLOYMENT -> change(row);
        case CALL, LOG, MEASUREMENT, SIGNAL -> {}
      }
    }
  }

  private void change(int row) {
    try {
      switch (frame.event(row)) {
        case EntityChange change -> to.accept(EntryValue.of(Fold.entityState(change)));
        case ConfigChange change -> to.accept(EntryValue.of(Fold.configState(change)));
        case Deployment deployed -> to.accept(EntryValue.of(Fold.deploymentState(deployed)));
        default -> throw new IllegalStateException("a row is of another kind than its frame says");
      }
    } catch (DamagedFrameException _) {
      whole = false;
    }
  }

  private void calls() {
    var kinds = frame.kinds();
    var starts = frame.occurredAtNanos();
    var ends = frame.endNanos();
    var rows = new int[kinds.length];
    int count = 0;
    for (int row = 0; row < kinds.length; row++) {
      if (kinds[row] == EventKind.CALL.ordinal()) {
        rows[count++] = row;
      }
    }
    if (count == 0) {
      return;
    }
    var body = body(Arrays.copyOf(rows, count), starts, ends);
    long from = Long.MAX_VALUE;
    long until = Long.MIN_VALUE;
    for (int i = 0; i < count; i++) {
      int row = rows[i];
      if (body.holds(starts[row], ends[row])) {
        from = Math.min(from, starts[row]);
        until = Math.max(until, ends[row]);
      } else {
        stray(row);
      }
    }
    if (from != Long.MAX_VALUE) {
      to.accept(EntryValue.ofFrame(from, until, frame.address().sequenceNr(), bytes));
    }
  }

  private void stray(int row) {
    try {
      to.accept(EntryValue.of(CallState.of(frame, row)));
    } catch (DamagedFrameException _) {
      whole = false;
    }
  }

  /** Where most of a frame's calls are: they begin at or after {@code from}, end by {@code to}. */
  private record Body(long fromNanos, long toNanos) {
    boolean holds(long start, long end) {
      return start >= fromNanos && end >= fromNanos && end <= toNanos && start <= toNanos;
    }
  }

  private static Body body(int[] rows, long[] starts, long[] ends) {
    var sorted = new long[rows.length];
    for (int i = 0; i < rows.length; i++) {
      sorted[i] = ends[rows[i]];
    }
    Arrays.sort(sorted);
    long low = sorted[sorted.length / 4];
    long high = sorted[sorted.length - 1 - sorted.length / 4];
    long around = Math.max(SLACK_NANOS, WIDTHS * (high - low));
    // Far apart as a clock gone wrong may put them: then nothing is a stray.
    if (high - low < 0 || around < 0 || around > Long.MAX_VALUE / 4) {
      return new Body(Long.MIN_VALUE, Long.MAX_VALUE);
    }
    var body = new Body(low - around, high + around);
    int strays = 0;
    for (int row : rows) {
      strays += body.holds(starts[row], ends[row]) ? 0 : 1;
    }
    return strays * STRAYS > rows.length || body.fromNanos > body.toNanos
        ? new Body(Long.MIN_VALUE, Long.MAX_VALUE)
        : body;
  }
}
