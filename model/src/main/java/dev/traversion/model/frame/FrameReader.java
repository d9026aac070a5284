package dev.traversion.model.frame;

import dev.traversion.model.attribute.Attributes;
import dev.traversion.model.event.Call;
import dev.traversion.model.event.ConfigChange;
import dev.traversion.model.event.Deployment;
import dev.traversion.model.event.EntityChange;
import dev.traversion.model.event.EntityRef;
import dev.traversion.model.event.Event;
import dev.traversion.model.event.EventKind;
import dev.traversion.model.event.LogLine;
import dev.traversion.model.event.Measurement;
import dev.traversion.model.event.Origin;
import dev.traversion.model.event.SpanContext;
import dev.traversion.model.event.SpanId;
import dev.traversion.model.event.SystemSignal;
import dev.traversion.model.event.TraceId;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Decodes sections as they are asked for. */
final class FrameReader implements Frame {
  private static final EventKind[] KINDS = EventKind.values();

  private final FrameAddress address;
  private final FrameHeader header;

  private @Nullable TimeColumns times;
  private @Nullable StatusColumns status;
  private @Nullable IdColumns ids;
  private EntityRef @Nullable [] entities;
  private Origin @Nullable [] origins;
  private @Nullable CallColumns calls;
  private CallColumns.@Nullable Lists callLists;
  private Attributes @Nullable [] callAttributes;
  private @Nullable LogColumns logs;
  private Attributes @Nullable [] logAttributes;
  private @Nullable MeasurementColumns measurements;
  private @Nullable ChangeColumns changes;
  private @Nullable BitSet errors;

  /** By row: which of its kind it is, from 0. */
  private int @Nullable [] numberInKind;

  FrameReader(FrameAddress address, byte[] bytes) {
    this.address = address;
    try {
      header = new FrameHeader(bytes);
    } catch (MalformedColumnException e) {
      throw new DamagedFrameException(address, "header", e.what(), e);
    }
  }

  /** Reads a section; whatever goes wrong means that its bytes are not what was written. */
  private <T> T read(FrameSection section, Function<ColumnSource, T> columns) {
    return decoded(section, () -> columns.apply(header.open(section)));
  }

  private <T> T decoded(FrameSection section, Supplier<T> decoding) {
    try {
      return decoding.get();
    } catch (DamagedFrameException e) {
      throw e;
    } catch (MalformedColumnException e) {
      throw new DamagedFrameException(address, section.column(), e.what(), e);
    } catch (RuntimeException e) {
      throw new DamagedFrameException(address, section.column(), "unreadable column", e);
    }
  }

  private TimeColumns times() {
    if (times == null) {
      times = read(FrameSection.TIMES, in -> TimeColumns.read(in, header.rows));
    }
    return times;
  }

  private StatusColumns status() {
    if (status == null) {
      var known = times();
      status = read(FrameSection.STATUS, in -> StatusColumns.read(in, known));
    }
    return status;
  }

  private IdColumns ids() {
    if (ids == null) {
      var kinds = times().kinds;
      ids = read(FrameSection.IDS, in -> IdColumns.read(in, kinds));
    }
    return ids;
  }

  private EntityRef[] entities() {
    if (entities == null) {
      int n = entityRows().length;
      entities = read(FrameSection.ENTITIES, in -> ChangeColumns.readEntities(in, n));
    }
    return entities;
  }

  private Origin[] origins() {
    if (origins == null) {
      origins = read(FrameSection.ORIGINS, in -> OriginColumns.read(in, header.rows));
    }
    return origins;
  }

  private CallColumns calls() {
    if (calls == null) {
      int n = times().rowsOf(EventKind.CALL).length;
      calls = read(FrameSection.CALLS, in -> new CallColumns(in, n));
    }
    return calls;
  }

  private CallColumns.Lists callLists() {
    if (callLists == null) {
      var columns = calls();
      var starts = occurredOf(EventKind.CALL);
      calls = null; // should this fail, the next begins with the section again
      callLists = decoded(FrameSection.CALLS, () -> columns.readLists(starts));
      calls = columns;
    }
    return callLists;
  }

  private Attributes[] callAttributes() {
    if (callAttributes == null) {
      int n = times().rowsOf(EventKind.CALL).length;
      callAttributes = read(FrameSection.CALL_ATTRIBUTES, in -> AttributesColumn.read(in, n, 0));
    }
    return callAttributes;
  }

  private LogColumns logs() {
    if (logs == null) {
      var context = logContext();
      logs = read(FrameSection.LOGS, in -> new LogColumns(in, context));
    }
    return logs;
  }

  private TextContext logContext() {
    var rows = times().rowsOf(EventKind.LOG);
    var context = TextContext.of(rows.length);
    for (int i = 0; i < rows.length; i++) {
      var call = ids().context(rows[i], false);
      context.high()[i] = call.traceId().high();
      context.low()[i] = call.traceId().low();
      context.span()[i] = call.spanId().value();
      context.times()[i] = times().occurred[rows[i]];
    }
    return context;
  }

  private Attributes[] logAttributes() {
    if (logAttributes == null) {
      int n = times().rowsOf(EventKind.LOG).length;
      logAttributes = read(FrameSection.LOG_ATTRIBUTES, in -> AttributesColumn.read(in, n, 0));
    }
    return logAttributes;
  }

  private MeasurementColumns measurements() {
    if (measurements == null) {
      var occurred = occurredOf(EventKind.MEASUREMENT);
      measurements = read(FrameSection.MEASUREMENTS, in -> new MeasurementColumns(in, occurred));
    }
    return measurements;
  }

  private ChangeColumns changes() {
    if (changes == null) {
      var known = times();
      changes =
          read(
              FrameSection.CHANGES,
              in ->
                  new ChangeColumns(
                      in,
                      known.rowsOf(EventKind.ENTITY_CHANGE).length,
                      known.rowsOf(EventKind.CONFIG_CHANGE).length,
                      known.rowsOf(EventKind.DEPLOYMENT).length,
                      known.rowsOf(EventKind.SIGNAL).length));
    }
    return changes;
  }

  private long[] occurredOf(EventKind kind) {
    var rows = times().rowsOf(kind);
    var occurred = new long[rows.length];
    for (int i = 0; i < rows.length; i++) {
      occurred[i] = times().occurred[rows[i]];
    }
    return occurred;
  }

  private int numberInKind(int row) {
    if (numberInKind == null) {
      var kinds = times().kinds;
      var numbers = new int[kinds.length];
      var next = new int[KINDS.length];
      for (int i = 0; i < kinds.length; i++) {
        numbers[i] = next[kinds[i]]++;
      }
      numberInKind = numbers;
    }
    return numberInKind[row];
  }

  @Override
  public FrameAddress address() {
    return address;
  }

  @Override
  public int size() {
    return header.rows;
  }

  @Override
  public byte[] kinds() {
    return times().kinds;
  }

  @Override
  public long[] occurredAtNanos() {
    return times().occurred;
  }

  @Override
  public long[] recordedAtNanos() {
    return times().recorded;
  }

  @Override
  public long[] endNanos() {
    return times().ends;
  }

  @Override
  public BitSet errors() {
    if (errors == null) {
      var kinds = times().kinds;
      var columns = status();
      var found = new BitSet(kinds.length);
      for (int row = 0; row < kinds.length; row++) {
        if (columns.isError(row, kinds[row])) {
          found.set(row);
        }
      }
      errors = found;
    }
    return errors;
  }

  @Override
  public TraceId traceId(int row) {
    return ids().traceId(row);
  }

  @Override
  public int spanKind(int row) {
    return (int) calls().kinds[callNumber(row)];
  }

  private int callNumber(int row) {
    checkCall(row);
    return numberInKind(row);
  }

  private void checkCall(int row) {
    if (times().kinds[row] != EventKind.CALL.ordinal()) {
      throw new IllegalArgumentException("row " + row + " is no call");
    }
  }

  @Override
  public int[] entityRows() {
    return times().rowsOf(EventKind.ENTITY_CHANGE);
  }

  @Override
  public EntityRef entity(int row) {
    if (times().kinds[row] != EventKind.ENTITY_CHANGE.ordinal()) {
      throw new IllegalArgumentException("row " + row + " is no entity change");
    }
    return entities()[numberInKind(row)];
  }

  @Override
  public int statusCode(int row) {
    return status().codes[row];
  }

  @Override
  public SpanContext context(int row) {
    return ids().context(row, times().kinds[row] == EventKind.CALL.ordinal());
  }

  @Override
  public SpanId parentSpanId(int row) {
    checkCall(row);
    return ids().parent(row);
  }

  @Override
  public List<Call.Link> links(int row) {
    return callLists().links(callNumber(row));
  }

  @Override
  public String callName(int row) {
    return calls().names[callNumber(row)];
  }

  @Override
  public Attributes attributes(int row) {
    int i = numberInKind(row);
    return switch (KINDS[times().kinds[row]]) {
      case CALL -> callAttributes()[i];
      case LOG -> logAttributes()[i];
      case MEASUREMENT -> measurements().attributes[i];
      case ENTITY_CHANGE -> changes().entityChanges.attributes()[i];
      case DEPLOYMENT -> changes().deployments.attributes()[i];
      case CONFIG_CHANGE -> changes().configChanges.attributes()[i];
      case SIGNAL -> changes().signals.attributes()[i];
    };
  }

  @Override
  public Origin origin(int row) {
    return origins()[row];
  }

  @Override
  public List<Event> events() {
    var events = new ArrayList<Event>(header.rows);
    for (int row = 0; row < header.rows; row++) {
      events.add(event(row));
    }
    return Collections.unmodifiableList(events);
  }

  @Override
  public Event event(int row) {
    int i = numberInKind(row);
    return switch (KINDS[times().kinds[row]]) {
      case CALL -> call(row, i);
      case LOG -> log(row, i);
      case MEASUREMENT -> measurement(row, i);
      case ENTITY_CHANGE -> entityChange(row, i);
      case DEPLOYMENT -> deployment(row, i);
      case CONFIG_CHANGE -> configChange(row, i);
      case SIGNAL -> signal(row, i);
    };
  }

  private Call call(int row, int i) {
    var columns = calls();
    return new Call(
        origins()[row],
        ids().context(row, true),
        ids().parent(row),
        columns.traceStates[i],
        (int) columns.flags[i],
        columns.names[i],
        (int) columns.kinds[i],
        times().occurred[row],
        times().ends[row],
        times().recorded[row],
        callAttributes()[i],
        (int) columns.droppedAttributes[i],
        callLists().events(i),
        (int) columns.droppedEvents[i],
        callLists().links(i),
        (int) columns.droppedLinks[i],
        status().codes[row],
        columns.statusMessages[i]);
  }

  private LogLine log(int row, int i) {
    var columns = logs();
    return new LogLine(
        origins()[row],
        columns.times[i],
        columns.observed[i],
        times().recorded[row],
        status().codes[row],
        columns.severityTexts[i],
        columns.eventNames[i],
        columns.bodies[i],
        logAttributes()[i],
        (int) columns.droppedAttributes[i],
        (int) columns.flags[i],
        ids().context(row, false),
        (int) columns.ordinals[i]);
  }

  private Measurement measurement(int row, int i) {
    var columns = measurements();
    return new Measurement(
        origins()[row],
        columns.metrics[i],
        columns.starts[i],
        columns.times[i],
        times().recorded[row],
        columns.attributes[i],
        columns.points[i],
        (int) columns.flags[i],
        columns.exemplars(i),
        (int) columns.ordinals[i]);
  }

  private EntityChange entityChange(int row, int i) {
    var columns = changes().entityChanges;
    return new EntityChange(
        origins()[row],
        entities()[i],
        columns.values().get(i),
        times().occurred[row],
        times().recorded[row],
        ids().context(row, false),
        columns.attributes()[i],
        (int) columns.ordinals()[i]);
  }

  private Deployment deployment(int row, int i) {
    var columns = changes().deployments;
    return new Deployment(
        origins()[row],
        columns.versions()[i],
        columns.previous()[i],
        columns.commits()[i],
        columns.environments()[i],
        columns.sources()[i],
        times().occurred[row],
        times().recorded[row],
        columns.attributes()[i],
        (int) columns.ordinals()[i]);
  }

  private ConfigChange configChange(int row, int i) {
    var columns = changes().configChanges;
    return new ConfigChange(
        origins()[row],
        changes().configKeys[i],
        columns.values().get(i),
        times().occurred[row],
        times().recorded[row],
        ids().context(row, false),
        columns.attributes()[i],
        (int) columns.ordinals()[i]);
  }

  private SystemSignal signal(int row, int i) {
    var columns = changes().signals;
    return new SystemSignal(
        origins()[row],
        columns.names()[i],
        status().codes[row],
        columns.bodies()[i],
        times().occurred[row],
        times().recorded[row],
        ids().context(row, false),
        columns.attributes()[i],
        (int) columns.ordinals()[i]);
  }
}
