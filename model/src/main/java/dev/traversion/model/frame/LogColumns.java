package dev.traversion.model.frame;

import dev.traversion.model.attribute.Value;
import dev.traversion.model.event.LogLine;
import java.util.List;

/** What log lines have besides their occurredAt, ids, severity number and attributes. */
final class LogColumns {
  // which of the two times a line has; occurredAt is the first that is there
  private static final int BOTH = 0;
  private static final int TIME_ONLY = 1;
  private static final int OBSERVED_ONLY = 2;
  private static final int NEITHER = 3;

  final long[] times;
  final long[] observed;
  final String[] severityTexts;
  final String[] eventNames;
  final Value[] bodies;
  final long[] droppedAttributes;
  final long[] flags;
  final long[] ordinals;

  static void write(ColumnSink out, List<LogLine> logs) {
    int n = logs.size();
    var which = new long[n];
    var delays = new long[n];
    var severityTexts = new String[n];
    var eventNames = new String[n];
    var bodies = new Value[n];
    var dropped = new long[n];
    var flags = new long[n];
    var ordinals = new long[n];
    var context = TextContext.of(n);
    int both = 0;
    for (int i = 0; i < n; i++) {
      var log = logs.get(i);
      if (log.timeNanos() != 0) {
        which[i] = log.observedNanos() != 0 ? BOTH : TIME_ONLY;
      } else {
        which[i] = log.observedNanos() != 0 ? OBSERVED_ONLY : NEITHER;
      }
      if (which[i] == BOTH) {
        delays[both++] = log.observedNanos() - log.timeNanos();
      }
      severityTexts[i] = log.severityText();
      eventNames[i] = log.eventName();
      bodies[i] = log.body();
      dropped[i] = log.droppedAttributes();
      flags[i] = log.flags();
      ordinals[i] = log.ordinal();
      context.high()[i] = log.context().traceId().high();
      context.low()[i] = log.context().traceId().low();
      context.span()[i] = log.context().spanId().value();
      context.times()[i] = log.occurredAtNanos();
    }
    IntColumn.write(out, which, n);
    IntColumn.write(out, delays, both);
    TextColumn.write(out, severityTexts, n);
    TextColumn.write(out, eventNames, n);
    IntColumn.write(out, dropped, n);
    IntColumn.write(out, flags, n);
    IntColumn.write(out, ordinals, n);
    ValueColumn.writeMixed(out, bodies, n, 0, context);
  }

  LogColumns(ColumnSource in, TextContext context) {
    var occurred = context.times();
    int n = occurred.length;
    var which = IntColumn.read(in, n);
    int both = 0;
    for (long w : which) {
      both += ColumnSource.checkedIndex(w, NEITHER + 1) == BOTH ? 1 : 0;
    }
    var delays = IntColumn.read(in, both);
    times = new long[n];
    observed = new long[n];
    int at = 0;
    for (int i = 0; i < n; i++) {
      if (which[i] == BOTH || which[i] == TIME_ONLY) {
        times[i] = occurred[i];
      }
      if (which[i] == BOTH) {
        observed[i] = occurred[i] + delays[at++];
      } else if (which[i] == OBSERVED_ONLY) {
        observed[i] = occurred[i];
      }
    }
    severityTexts = TextColumn.read(in, n);
    eventNames = TextColumn.read(in, n);
    droppedAttributes = IntColumn.read(in, n);
    flags = IntColumn.read(in, n);
    ordinals = IntColumn.read(in, n);
    bodies = ValueColumn.readMixed(in, n, 0, context);
  }
}
