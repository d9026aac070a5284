package dev.traversion.replay;

import dev.traversion.model.event.Event;
import dev.traversion.model.event.EventKind;
import dev.traversion.model.frame.DamagedFrameException;
import dev.traversion.model.frame.Frame;
import dev.traversion.model.state.CallState;
import dev.traversion.model.state.Fold;
import org.jspecify.annotations.Nullable;

/** Picks rows out of frames by the cheap columns, before any event is decoded whole. */
final class Rows {
  private static final EventKind[] KINDS = EventKind.values();

  private Rows() {}

  static EventKind kind(byte ordinal) {
    return KINDS[ordinal];
  }

  /**
   * Adds a frame's part in a state, but for its entities. A row that is damaged is left out and
   * noted, the rows beside it are taken: so what is left of a damaged frame does not depend on
   * which of its rows were asked for, and a keyframe that once took some of them agrees with the
   * frame read again.
   */
  static void foldAllButEntities(Frame frame, Fold fold, Missing missing) {
    var kinds = frame.kinds();
    var occurred = frame.occurredAtNanos();
    for (int row = 0; row < kinds.length; row++) {
      if (occurred[row] > fold.atNanos()) {
        continue;
      }
      try {
        switch (kind(kinds[row])) {
          case CONFIG_CHANGE, DEPLOYMENT -> fold.add(frame.event(row));
          case CALL -> {
            long end = frame.endNanos()[row];
            if (Fold.isHeld(occurred[row], end, fold.atNanos(), fold.windowNanos())) {
              fold.put(CallState.of(frame, row));
            }
          }
          case ENTITY_CHANGE, LOG, MEASUREMENT, SIGNAL -> {}
        }
      } catch (DamagedFrameException _) {
        missing.damaged(frame.address());
      }
    }
  }

  /** Adds the calls of a frame that the fold's instant holds, and nothing else. */
  static void foldCalls(Frame frame, Fold fold, Missing missing) {
    var kinds = frame.kinds();
    var starts = frame.occurredAtNanos();
    var ends = frame.endNanos();
    for (int row = 0; row < kinds.length; row++) {
      if (kind(kinds[row]) == EventKind.CALL
          && Fold.isHeld(starts[row], ends[row], fold.atNanos(), fold.windowNanos())) {
        try {
          fold.put(CallState.of(frame, row));
        } catch (DamagedFrameException _) {
          missing.damaged(frame.address());
        }
      }
    }
  }

  /** The event of a row; null, and noted, where it is damaged. */
  static @Nullable Event event(Frame frame, int row, Missing missing) {
    try {
      return frame.event(row);
    } catch (DamagedFrameException _) {
      missing.damaged(frame.address());
      return null;
    }
  }
}
