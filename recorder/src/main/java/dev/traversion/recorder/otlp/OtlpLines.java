package dev.traversion.recorder.otlp;

import com.google.protobuf.Message;
import dev.traversion.model.event.Event;
import dev.traversion.model.event.LogLine;
import dev.traversion.model.event.Measurement;
import dev.traversion.recorder.Intake.Signal;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Writes events as lines of OTLP/JSON, an export request a line, as the OpenTelemetry Collector's
 * file exporter does and its {@code otlpjsonfile} receiver reads. Holds what fills a line of each
 * signal, and no more.
 *
 * <p>Events that differ in their ordinal alone come back as two only from one line. They are of one
 * instant, so lines are cut between instants.
 */
public final class OtlpLines {
  /** Readers of log files take lines of 1 MiB unless told otherwise. */
  static final int LINE_BYTES = 1_000_000;

  static final int LINE_EVENTS = 500;
  private static final byte[] LINE_END = {'\n'};

  private final OutputStream out;
  private final Map<Signal, List<Event>> waiting = new EnumMap<>(Signal.class);
  private final Map<Signal, Long> written = new EnumMap<>(Signal.class);
  private long lines;

  public OtlpLines(OutputStream out) {
    this.out = out;
    for (var signal : Signal.values()) {
      waiting.put(signal, new ArrayList<>());
      written.put(signal, 0L);
    }
  }

  /**
   * Takes events of one instant; such as may be equal in all but their ordinal, together.
   *
   * @throws IOException if the stream fails
   */
  public void add(List<Event> ofOneInstant) throws IOException {
    for (var event : ofOneInstant) {
      of(OtlpEncoder.signalOf(event)).add(dated(event));
    }
    for (var signal : Signal.values()) {
      if (of(signal).size() >= LINE_EVENTS) {
        end(signal);
      }
    }
  }

  /** Writes what does not fill a line; further events begin new ones. The stream stays open. */
  public void end() throws IOException {
    for (var signal : Signal.values()) {
      end(signal);
    }
  }

  /** A line that is no export request, such as one about the file. */
  public void line(byte[] json) throws IOException {
    out.write(json);
    out.write(LINE_END);
    lines++;
  }

  /** How many events of a signal are in the lines written so far. */
  public long written(Signal signal) {
    return written.getOrDefault(signal, 0L);
  }

  /** How many lines are written so far. */
  public long lines() {
    return lines;
  }

  private List<Event> of(Signal signal) {
    return waiting.getOrDefault(signal, List.of());
  }

  private void end(Signal signal) throws IOException {
    var events = of(signal);
    if (!events.isEmpty()) {
      write(signal, events);
      events.clear();
    }
  }

  private void write(Signal signal, List<Event> events) throws IOException {
    var json = ProtobufToJson.request(signal, request(signal, events));
    if (json.length > LINE_BYTES && events.size() > 1) {
      int middle = middle(events);
      write(signal, events.subList(0, middle));
      write(signal, events.subList(middle, events.size()));
      return;
    }
    line(json);
    written.merge(signal, (long) events.size(), Long::sum);
  }

  private static Message request(Signal signal, List<Event> events) {
    return switch (signal) {
      case TRACES -> OtlpEncoder.traces(events);
      case LOGS -> OtlpEncoder.logs(events);
      case METRICS -> OtlpEncoder.metrics(events);
    };
  }

  /** Where to cut: between two instants if possible. At least 1, less than the size. */
  private static int middle(List<Event> events) {
    int half = events.size() / 2;
    for (int away = 0; away < half; away++) {
      if (isBetweenInstants(events, half - away)) {
        return half - away;
      }
      if (half + away < events.size() && isBetweenInstants(events, half + away)) {
        return half + away;
      }
    }
    return half;
  }

  private static boolean isBetweenInstants(List<Event> events, int index) {
    return events.get(index - 1).occurredAtNanos() != events.get(index).occurredAtNanos();
  }

  /**
   * The event with its time spelled out: one that was sent without any happened when it was
   * recorded, which nobody who reads the line knows.
   */
  private static Event dated(Event event) {
    return switch (event) {
      case LogLine log when log.timeNanos() == 0 && log.observedNanos() == 0 ->
          new LogLine(
              log.origin(),
              0,
              log.recordedAtNanos(),
              log.recordedAtNanos(),
              log.severityNumber(),
              log.severityText(),
              log.eventName(),
              log.body(),
              log.attributes(),
              log.droppedAttributes(),
              log.flags(),
              log.context(),
              log.ordinal());
      case Measurement point when point.timeNanos() == 0 ->
          new Measurement(
              point.origin(),
              point.metric(),
              point.startNanos(),
              point.recordedAtNanos(),
              point.recordedAtNanos(),
              point.attributes(),
              point.point(),
              point.flags(),
              point.exemplars(),
              point.ordinal());
      default -> event;
    };
  }
}
