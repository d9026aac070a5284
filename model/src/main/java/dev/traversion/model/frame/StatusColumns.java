package dev.traversion.model.frame;

import dev.traversion.model.event.Call;
import dev.traversion.model.event.EventKind;
import dev.traversion.model.event.LogLine;
import dev.traversion.model.event.SystemSignal;

/** Status codes of calls, severities of log lines and signals: what tells a failure. */
final class StatusColumns {
  /** By row; 0 where the kind has none. */
  final int[] codes;

  private StatusColumns(int[] codes) {
    this.codes = codes;
  }

  static void write(ColumnSink out, FrameRows rows) {
    var codes = new long[rows.size()];
    int at = 0;
    for (var call : rows.calls) {
      codes[at++] = call.statusCode();
    }
    IntColumn.write(out, codes, at);
    at = 0;
    for (var log : rows.logs) {
      codes[at++] = log.severityNumber();
    }
    IntColumn.write(out, codes, at);
    at = 0;
    for (var signal : rows.signals) {
      codes[at++] = signal.severityNumber();
    }
    IntColumn.write(out, codes, at);
  }

  static StatusColumns read(ColumnSource in, TimeColumns times) {
    var codes = new int[times.kinds.length];
    fill(in, codes, times.rowsOf(EventKind.CALL));
    fill(in, codes, times.rowsOf(EventKind.LOG));
    fill(in, codes, times.rowsOf(EventKind.SIGNAL));
    return new StatusColumns(codes);
  }

  private static void fill(ColumnSource in, int[] codes, int[] rows) {
    var column = IntColumn.read(in, rows.length);
    for (int i = 0; i < rows.length; i++) {
      codes[rows[i]] = ColumnSource.checkedInt(column[i]);
    }
  }

  /** As {@link Call#isError()}, {@link LogLine#isError()} and {@link SystemSignal#isError()}. */
  boolean isError(int row, byte kind) {
    if (kind == EventKind.CALL.ordinal()) {
      return codes[row] == Call.STATUS_ERROR;
    }
    return (kind == EventKind.LOG.ordinal() || kind == EventKind.SIGNAL.ordinal())
        && codes[row] >= LogLine.SEVERITY_ERROR;
  }
}
