package dev.traversion.model.frame;

import dev.traversion.model.attribute.Attributes;
import dev.traversion.model.event.Call;
import dev.traversion.model.event.SpanContext;
import dev.traversion.model.event.SpanId;
import dev.traversion.model.event.TraceId;
import java.util.Arrays;
import java.util.List;

/**
 * What calls have besides times, ids, status and attributes. Points and links are decoded when
 * asked for.
 */
final class CallColumns {
  final String[] names;
  final long[] kinds;
  final String[] traceStates;
  final long[] flags;
  final String[] statusMessages;
  final long[] droppedAttributes;
  final long[] droppedEvents;
  final long[] droppedLinks;
  private final ColumnSource rest;

  /** Points within calls, and links. */
  static final class Lists {
    private final Call.SpanEvent[] events;
    private final int[] eventFrom;
    private final Call.Link[] links;
    private final int[] linkFrom;

    private Lists(ColumnSource in, long[] starts) {
      int n = starts.length;
      var eventCounts = IntColumn.read(in, n);
      eventFrom = from(eventCounts, n);
      events = readEvents(in, eventCounts, eventFrom[n], starts);
      var linkCounts = IntColumn.read(in, n);
      linkFrom = from(linkCounts, n);
      links = readLinks(in, linkFrom[n]);
    }

    List<Call.SpanEvent> events(int call) {
      return List.of(Arrays.copyOfRange(events, eventFrom[call], eventFrom[call + 1]));
    }

    List<Call.Link> links(int call) {
      return List.of(Arrays.copyOfRange(links, linkFrom[call], linkFrom[call + 1]));
    }
  }

  static void write(ColumnSink out, List<Call> calls) {
    int n = calls.size();
    var names = new String[n];
    var traceStates = new String[n];
    var statusMessages = new String[n];
    var numbers = new long[5][n];
    var eventCounts = new long[n];
    var linkCounts = new long[n];
    int events = 0;
    int links = 0;
    for (int i = 0; i < n; i++) {
      var call = calls.get(i);
      names[i] = call.name();
      traceStates[i] = call.traceState();
      statusMessages[i] = call.statusMessage();
      numbers[0][i] = call.spanKind();
      numbers[1][i] = call.flags();
      numbers[2][i] = call.droppedAttributes();
      numbers[3][i] = call.droppedEvents();
      numbers[4][i] = call.droppedLinks();
      eventCounts[i] = call.events().size();
      linkCounts[i] = call.links().size();
      events += call.events().size();
      links += call.links().size();
    }
    TextColumn.write(out, names, n);
    TextColumn.write(out, traceStates, n);
    TextColumn.write(out, statusMessages, n);
    for (var column : numbers) {
      IntColumn.write(out, column, n);
    }
    IntColumn.write(out, eventCounts, n);
    writeEvents(out, calls, events);
    IntColumn.write(out, linkCounts, n);
    writeLinks(out, calls, links);
  }

  private static void writeEvents(ColumnSink out, List<Call> calls, int n) {
    var offsets = new long[n];
    var names = new String[n];
    var attributes = new Attributes[n];
    var dropped = new long[n];
    int at = 0;
    for (var call : calls) {
      for (var event : call.events()) {
        offsets[at] = event.timeNanos() - call.startNanos();
        names[at] = event.name();
        attributes[at] = event.attributes();
        dropped[at++] = event.droppedAttributes();
      }
    }
    IntColumn.write(out, offsets, n);
    TextColumn.write(out, names, n);
    IntColumn.write(out, dropped, n);
    AttributesColumn.write(out, attributes, n, 0);
  }

  private static void writeLinks(ColumnSink out, List<Call> calls, int n) {
    var ids = new long[3][n];
    var traceStates = new String[n];
    var attributes = new Attributes[n];
    var dropped = new long[n];
    var flags = new long[n];
    int at = 0;
    for (var call : calls) {
      for (var link : call.links()) {
        ids[0][at] = link.context().traceId().high();
        ids[1][at] = link.context().traceId().low();
        ids[2][at] = link.context().spanId().value();
        traceStates[at] = link.traceState();
        attributes[at] = link.attributes();
        dropped[at] = link.droppedAttributes();
        flags[at++] = link.flags();
      }
    }
    for (var column : ids) {
      RawColumn.write(out, column, n);
    }
    TextColumn.write(out, traceStates, n);
    IntColumn.write(out, dropped, n);
    IntColumn.write(out, flags, n);
    AttributesColumn.write(out, attributes, n, 0);
  }

  CallColumns(ColumnSource in, int n) {
    names = TextColumn.read(in, n);
    traceStates = TextColumn.read(in, n);
    statusMessages = TextColumn.read(in, n);
    kinds = IntColumn.read(in, n);
    flags = IntColumn.read(in, n);
    droppedAttributes = IntColumn.read(in, n);
    droppedEvents = IntColumn.read(in, n);
    droppedLinks = IntColumn.read(in, n);
    rest = in;
  }

  /**
   * Decodes points and links. Once only: they are read on from where the other columns end.
   *
   * @param starts of all calls
   */
  Lists readLists(long[] starts) {
    return new Lists(rest, starts);
  }

  private static int[] from(long[] counts, int n) {
    ColumnSource.checkedTotal(counts, n);
    var from = new int[n + 1];
    for (int i = 0; i < n; i++) {
      from[i + 1] = from[i] + (int) counts[i];
    }
    return from;
  }

  private static Call.SpanEvent[] readEvents(ColumnSource in, long[] counts, int n, long[] starts) {
    var offsets = IntColumn.read(in, n);
    var names = TextColumn.read(in, n);
    var dropped = IntColumn.read(in, n);
    var attributes = AttributesColumn.read(in, n, 0);
    var events = new Call.SpanEvent[n];
    int at = 0;
    for (int i = 0; i < counts.length; i++) {
      for (long c = 0; c < counts[i]; c++, at++) {
        events[at] =
            new Call.SpanEvent(
                starts[i] + offsets[at],
                names[at],
                attributes[at],
                ColumnSource.checkedInt(dropped[at]));
      }
    }
    return events;
  }

  private static Call.Link[] readLinks(ColumnSource in, int n) {
    var highs = RawColumn.read(in, n);
    var lows = RawColumn.read(in, n);
    var spans = RawColumn.read(in, n);
    var traceStates = TextColumn.read(in, n);
    var dropped = IntColumn.read(in, n);
    var flags = IntColumn.read(in, n);
    var attributes = AttributesColumn.read(in, n, 0);
    var links = new Call.Link[n];
    for (int i = 0; i < n; i++) {
      links[i] =
          new Call.Link(
              new SpanContext(new TraceId(highs[i], lows[i]), new SpanId(spans[i])),
              traceStates[i],
              attributes[i],
              ColumnSource.checkedInt(dropped[i]),
              ColumnSource.checkedInt(flags[i]));
    }
    return links;
  }
}
