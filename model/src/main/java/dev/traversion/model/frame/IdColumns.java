package dev.traversion.model.frame;

import dev.traversion.model.event.Call;
import dev.traversion.model.event.EventKind;
import dev.traversion.model.event.SpanContext;
import dev.traversion.model.event.SpanId;
import dev.traversion.model.event.TraceId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;

/**
 * Trace and span ids of all rows.
 *
 * <p>Every row that can belong to a call has a <em>link</em>: the parent of a call, the call of
 * anything else. A link mostly leads to a row of the same frame, and then it costs a row distance;
 * links out of the frame are kept once each. A trace id is kept once, and mostly foretold by the
 * link: parent and child are of one trace, whichever of them comes first.
 */
final class IdColumns {
  private static final int CALL = EventKind.CALL.ordinal();

  // classes of links
  private static final int NO_LINK = 0;
  private static final int NEW_FOREIGN = 1;
  private static final int KNOWN_FOREIGN = 2;
  private static final int ROW = 3;

  // codes of traces; above: how many traces ago this one was first seen
  private static final int FORETOLD = 0;
  private static final int NEW_TRACE = 1;
  private static final int RECENT_TRACE = 2;

  private final int[] traceOf;
  private final List<TraceId> traces;
  private final long[] spanIds;
  private final long[] links;

  private IdColumns(int[] traceOf, List<TraceId> traces, long[] spanIds, long[] links) {
    this.traceOf = traceOf;
    this.traces = traces;
    this.spanIds = spanIds;
    this.links = links;
  }

  TraceId traceId(int row) {
    return traces.get(traceOf[row]);
  }

  /** The context of a row; for a call its own. */
  SpanContext context(int row, boolean isCall) {
    long span = isCall ? spanIds[row] : links[row];
    if (span == 0 && traceOf[row] == 0) {
      return SpanContext.none();
    }
    return new SpanContext(traceId(row), span == 0 ? SpanId.none() : new SpanId(span));
  }

  SpanId parent(int row) {
    return links[row] == 0 ? SpanId.none() : new SpanId(links[row]);
  }

  static void write(ColumnSink out, FrameRows rows) {
    int n = rows.size();
    int calls = rows.calls.size();
    var spans = new LongIndex(calls);
    var own = new long[calls];
    int call = 0;
    for (int row = 0; row < n; row++) {
      if (rows.all[row] instanceof Call span) {
        own[call] = span.context().spanId().value();
        spans.putIfAbsent(own[call++], row);
      }
    }
    RawColumn.write(out, own, calls);

    var targets = writeLinks(out, rows, spans);
    writeTraces(out, rows, targets);
  }

  /** Returns for each row what it links to, as {@link Foreseer} wants it. */
  private static int[] writeLinks(ColumnSink out, FrameRows rows, LongIndex spans) {
    int n = rows.size();
    var classes = new long[n];
    var distances = new long[n];
    var recencies = new long[n];
    var foreigners = new long[n];
    var foreignIndex = new LongIndex(16);
    var targets = new int[n];
    int linked = 0;
    int byRow = 0;
    int again = 0;
    int foreign = 0;
    for (int row = 0; row < n; row++) {
      if (!FrameRows.hasContext(rows.kinds[row])) {
        continue;
      }
      var event = rows.all[row];
      long link =
          event instanceof Call span
              ? span.parentSpanId().value()
              : event.context().spanId().value();
      int target = link == 0 ? -1 : spans.get(link);
      if (link == 0) {
        classes[linked++] = NO_LINK;
        targets[row] = Foreseer.NOTHING;
      } else if (target >= 0) {
        classes[linked++] = ROW;
        distances[byRow++] = (long) row - target;
        targets[row] = target;
      } else {
        int known = foreignIndex.putIfAbsent(link, foreign);
        if (known < 0) {
          classes[linked++] = NEW_FOREIGN;
          targets[row] = n + foreign;
          foreigners[foreign++] = link;
        } else {
          classes[linked++] = KNOWN_FOREIGN;
          recencies[again++] = (long) foreign - known;
          targets[row] = n + known;
        }
      }
    }
    IntColumn.write(out, classes, linked);
    IntColumn.write(out, distances, byRow);
    IntColumn.write(out, recencies, again);
    RawColumn.write(out, foreigners, foreign);
    return targets;
  }

  private static void writeTraces(ColumnSink out, FrameRows rows, int[] targets) {
    int n = rows.size();
    var foreseer = new Foreseer(targets);
    var index = new HashMap<TraceId, Integer>();
    index.put(TraceId.none(), 0);
    var codes = new long[n];
    var highs = new long[n];
    var lows = new long[n];
    int coded = 0;
    int traces = 1;
    for (int row = 0; row < n; row++) {
      if (!FrameRows.hasContext(rows.kinds[row])) {
        continue;
      }
      var trace = rows.all[row].context().traceId();
      var known = index.putIfAbsent(trace, traces);
      if (known == null) {
        codes[coded++] = NEW_TRACE;
        highs[traces - 1] = trace.high();
        lows[traces - 1] = trace.low();
        foreseer.learn(row, traces++);
      } else {
        codes[coded++] =
            foreseer.foretell(row) == known ? FORETOLD : RECENT_TRACE + traces - 1 - known;
        foreseer.learn(row, known);
      }
    }
    IntColumn.write(out, codes, coded);
    RawColumn.write(out, highs, traces - 1);
    RawColumn.write(out, lows, traces - 1);
  }

  static IdColumns read(ColumnSource in, byte[] kinds) {
    int n = kinds.length;
    int calls = 0;
    int linked = 0;
    for (byte kind : kinds) {
      calls += kind == CALL ? 1 : 0;
      linked += FrameRows.hasContext(kind) ? 1 : 0;
    }
    var own = RawColumn.read(in, calls);
    var spanIds = new long[n];
    int call = 0;
    for (int row = 0; row < n; row++) {
      if (kinds[row] == CALL) {
        spanIds[row] = own[call++];
      }
    }
    var links = new long[n];
    var targets = readLinks(in, kinds, linked, spanIds, links);

    var codes = IntColumn.read(in, linked);
    int fresh = 0;
    for (long code : codes) {
      fresh += code == NEW_TRACE ? 1 : 0;
    }
    var highs = RawColumn.read(in, fresh);
    var lows = RawColumn.read(in, fresh);
    var traces = new ArrayList<TraceId>(fresh + 1);
    traces.add(TraceId.none());
    for (int i = 0; i < fresh; i++) {
      traces.add(new TraceId(highs[i], lows[i]));
    }
    var foreseer = new Foreseer(targets);
    var traceOf = new int[n];
    int coded = 0;
    int seen = 1;
    for (int row = 0; row < n; row++) {
      if (!FrameRows.hasContext(kinds[row])) {
        continue;
      }
      long code = codes[coded++];
      if (code == FORETOLD) {
        traceOf[row] = foreseer.foretell(row);
      } else if (code == NEW_TRACE) {
        traceOf[row] = seen++;
      } else {
        traceOf[row] = ColumnSource.checkedIndex(seen - 1 - (code - RECENT_TRACE), seen);
      }
      foreseer.learn(row, traceOf[row]);
    }
    return new IdColumns(traceOf, traces, spanIds, links);
  }

  private static int[] readLinks(
      ColumnSource in, byte[] kinds, int linked, long[] spanIds, long[] links) {
    int n = kinds.length;
    var classes = IntColumn.read(in, linked);
    var counts = new int[ROW + 1];
    for (long c : classes) {
      counts[ColumnSource.checkedIndex(c, counts.length)]++;
    }
    var distances = IntColumn.read(in, counts[ROW]);
    var recencies = IntColumn.read(in, counts[KNOWN_FOREIGN]);
    var foreigners = RawColumn.read(in, counts[NEW_FOREIGN]);
    var targets = new int[n];
    int at = 0;
    int byRow = 0;
    int again = 0;
    int foreign = 0;
    for (int row = 0; row < n; row++) {
      if (!FrameRows.hasContext(kinds[row])) {
        targets[row] = Foreseer.NOTHING;
        continue;
      }
      switch ((int) classes[at++]) {
        case NO_LINK -> targets[row] = Foreseer.NOTHING;
        case ROW -> {
          int target = ColumnSource.checkedIndex(row - distances[byRow++], n);
          targets[row] = target;
          links[row] = spanIds[target];
        }
        case NEW_FOREIGN -> {
          targets[row] = n + foreign;
          links[row] = foreigners[foreign++];
        }
        default -> {
          int known = ColumnSource.checkedIndex(foreign - recencies[again++], foreign);
          targets[row] = n + known;
          links[row] = foreigners[known];
        }
      }
    }
    return targets;
  }

  /**
   * Foretells the trace of a row from what it links to, or from a row that linked to it, or from
   * the row before. Writer and reader ask it the same in the same order.
   */
  private static final class Foreseer {
    static final int NOTHING = -1;

    private final int[] targets;

    /** By row, and after the rows by foreign link; -1 when not known. */
    private final int[] traces;

    private int last;

    /**
     * @param targets by row: a row, or the number of rows plus a foreign link, or {@link #NOTHING}
     */
    Foreseer(int[] targets) {
      this.targets = targets;
      traces = new int[targets.length * 2];
      Arrays.fill(traces, -1);
    }

    int foretell(int row) {
      int target = targets[row];
      if (target >= 0 && traces[target] >= 0) {
        return traces[target];
      }
      return traces[row] >= 0 ? traces[row] : last;
    }

    void learn(int row, int trace) {
      traces[row] = trace;
      last = trace;
      int target = targets[row];
      if (target >= 0 && traces[target] < 0) {
        traces[target] = trace;
      }
    }
  }
}
