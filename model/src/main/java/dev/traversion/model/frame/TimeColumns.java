package dev.traversion.model.frame;

import dev.traversion.model.event.Call;
import dev.traversion.model.event.EventKind;

/**
 * Kinds and times of all rows.
 *
 * <p>Exporters send spans as they end, archives often as they began: whichever of start and end
 * moves in the smaller steps is written, the other follows from the duration.
 */
final class TimeColumns {
  private static final int BY_START = 0;
  private static final int BY_END = 1;
  private static final int CALL = EventKind.CALL.ordinal();

  final byte[] kinds;
  final long[] occurred;
  final long[] ends;
  final long[] recorded;

  private TimeColumns(int n) {
    kinds = new byte[n];
    occurred = new long[n];
    ends = new long[n];
    recorded = new long[n];
  }

  static void write(ColumnSink out, FrameRows rows) {
    int n = rows.size();
    var kinds = new long[n];
    var occurred = new long[n];
    var ends = new long[n];
    var recorded = new long[n];
    var durations = new long[rows.calls.size()];
    int call = 0;
    for (int row = 0; row < n; row++) {
      var event = rows.all[row];
      kinds[row] = rows.kinds[row];
      occurred[row] = event.occurredAtNanos();
      recorded[row] = event.recordedAtNanos();
      if (event instanceof Call span) {
        ends[row] = span.endNanos();
        durations[call++] = span.endNanos() - span.startNanos();
      } else {
        ends[row] = occurred[row];
      }
    }
    IntColumn.write(out, kinds, n);
    boolean byEnd = steps(ends) < steps(occurred);
    out.numbers.put(byEnd ? BY_END : BY_START);
    IntColumn.write(out, byEnd ? ends : occurred, n);
    IntColumn.write(out, durations, call);
    IntColumn.write(out, recorded, n);
  }

  private static long steps(long[] times) {
    long bits = 0;
    for (int i = 1; i < times.length; i++) {
      long step = times[i] - times[i - 1];
      bits += 64 - Long.numberOfLeadingZeros((step << 1) ^ (step >> 63));
    }
    return bits;
  }

  static TimeColumns read(ColumnSource in, int n) {
    var columns = new TimeColumns(n);
    var kinds = IntColumn.read(in, n);
    int calls = 0;
    int known = EventKind.values().length;
    for (int row = 0; row < n; row++) {
      columns.kinds[row] = (byte) ColumnSource.checkedIndex(kinds[row], known);
      if (kinds[row] == CALL) {
        calls++;
      }
    }
    int order = in.numbers().get();
    if (order != BY_START && order != BY_END) {
      throw new MalformedColumnException("an unknown order of times");
    }
    var times = IntColumn.read(in, n);
    var durations = IntColumn.read(in, calls);
    var recorded = IntColumn.read(in, n);
    int call = 0;
    for (int row = 0; row < n; row++) {
      long duration = kinds[row] == CALL ? durations[call++] : 0;
      columns.occurred[row] = order == BY_START ? times[row] : times[row] - duration;
      columns.ends[row] = order == BY_START ? times[row] + duration : times[row];
    }
    System.arraycopy(recorded, 0, columns.recorded, 0, n);
    return columns;
  }

  int[] rowsOf(EventKind kind) {
    int count = 0;
    for (byte k : kinds) {
      if (k == kind.ordinal()) {
        count++;
      }
    }
    var rows = new int[count];
    int at = 0;
    for (int row = 0; row < kinds.length; row++) {
      if (kinds[row] == kind.ordinal()) {
        rows[at++] = row;
      }
    }
    return rows;
  }
}
