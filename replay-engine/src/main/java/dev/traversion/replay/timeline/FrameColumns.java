package dev.traversion.replay.timeline;

import dev.traversion.journal.FrameEntry;
import dev.traversion.model.frame.Frame;
import dev.traversion.model.frame.FrameAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The columns of a frame that timelines are made of. */
record FrameColumns(byte[] kinds, long[] occurred, long[] ends, BitSet errors) {

  /**
   * @throws dev.traversion.model.frame.DamagedFrameException if one of them is damaged: such a
   *     frame is left out whole, so that it is never counted in part
   */
  static FrameColumns of(Frame frame) {
    return new FrameColumns(
        frame.kinds(), frame.occurredAtNanos(), frame.endNanos(), frame.errors());
  }

  /**
   * Reads frames; those that cannot be read are absent. Two rows under one number with the same
   * content are one frame that was written twice.
   */
  static Map<FrameAddress, List<FrameColumns>> read(List<FrameEntry> entries, FrameSource frames) {
    var found = new ConcurrentHashMap<FrameAddress, List<FrameColumns>>();
    frames.each(
        entries,
        frame -> {
          var columns = of(frame);
          found.compute(
              frame.address(),
              (_, known) -> {
                if (known == null) {
                  return List.of(columns);
                }
                var more = new ArrayList<>(known);
                if (known.stream().noneMatch(columns::sameAs)) {
                  more.add(columns);
                }
                return more;
              });
        });
    return found;
  }

  int size() {
    return kinds.length;
  }

  /** How long a call took, by its sender's word no less than nothing; 0 for other kinds. */
  long duration(int row) {
    return Math.max(0, ends[row] - occurred[row]);
  }

  private boolean sameAs(FrameColumns other) {
    return Arrays.equals(kinds, other.kinds)
        && Arrays.equals(occurred, other.occurred)
        && Arrays.equals(ends, other.ends)
        && errors.equals(other.errors);
  }
}
