package dev.traversion.replay;

import dev.traversion.model.event.EventKind;
import dev.traversion.model.frame.Frame;
import dev.traversion.model.state.CallState;
import dev.traversion.model.state.Fold;
import java.util.ArrayList;
import java.util.List;

/** The calls of a frame, decoded: successive instants hold many of the same. Immutable. */
final class FrameCalls {
  /** Of a call with its ids; the names of operations are shared within a frame. */
  private static final int BYTES_PER_CALL = 192;

  private final List<CallState> calls;

  private FrameCalls(List<CallState> calls) {
    this.calls = calls;
  }

  /**
   * @throws dev.traversion.model.frame.DamagedFrameException if one of them cannot be read
   */
  static FrameCalls of(Frame frame) {
    var kinds = frame.kinds();
    var calls = new ArrayList<CallState>();
    for (int row = 0; row < kinds.length; row++) {
      if (Rows.kind(kinds[row]) == EventKind.CALL) {
        calls.add(CallState.of(frame, row));
      }
    }
    return new FrameCalls(List.copyOf(calls));
  }

  /** Adds the calls that the fold's instant holds. */
  void addTo(Fold fold) {
    for (var call : calls) {
      if (Fold.isHeld(call.startNanos(), call.endNanos(), fold.atNanos(), fold.windowNanos())) {
        fold.put(call);
      }
    }
  }

  /** Bytes held, roughly. */
  int weight() {
    return calls.size() * BYTES_PER_CALL;
  }
}
