package dev.traversion.replay;

import dev.traversion.model.event.Event;
import dev.traversion.model.event.EventKind;
import dev.traversion.model.frame.DamagedFrameException;
import dev.traversion.model.frame.Frame;
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
   * Adds a frame's part in a state. A row that is damaged is left out and noted, the rows beside it
   * are taken: so what is left of a damaged frame does not depend on which of its rows were asked
   * for, and a keyframe that once took some of them agrees with the frame read again.
   */
  static void fold(Frame frame, Fold fold, Missing missing) {
    var kinds = frame.kinds();
    var occurred = frame.occurredAtNanos();
    for (int row = 0; row < kinds.length; row++) {
      if (occurred[row] > fold.atNanos()) {
        continue;
      }
      try {
        if (isPartOfState(frame, row, kinds[row], occurred[row], fold)) {
          fold.add(frame.event(row));
        }
      } catch (DamagedFrameException _) {
        missing.damaged(frame.address());
      }
    }
  }

  private static boolean isPartOfState(Frame frame, int row, byte kind, long occurred, Fold fold) {
    return switch (kind(kind)) {
      case ENTITY_CHANGE, CONFIG_CHANGE, DEPLOYMENT -> true;
      case CALL -> Fold.isHeld(occurred, frame.endNanos()[row], fold.atNanos(), fold.windowNanos());
      case LOG, MEASUREMENT, SIGNAL -> false;
    };
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
