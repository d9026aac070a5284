package dev.traversion.recorder.otlp;

import dev.traversion.model.event.LogLine;
import dev.traversion.model.event.Origin;
import dev.traversion.recorder.delivery.Delivery;
import dev.traversion.recorder.delivery.Limits;
import io.opentelemetry.proto.logs.v1.LogRecord;

/** Reads log records as log lines, and those with one of our event names as what they announce. */
final class LogReader implements Envelope.Items {
  private static final int TIME = (LogRecord.TIME_UNIX_NANO_FIELD_NUMBER << 3) | Wire.FIXED64;
  private static final int OBSERVED =
      (LogRecord.OBSERVED_TIME_UNIX_NANO_FIELD_NUMBER << 3) | Wire.FIXED64;
  private static final int SEVERITY_NUMBER =
      (LogRecord.SEVERITY_NUMBER_FIELD_NUMBER << 3) | Wire.VARINT;
  private static final int SEVERITY_TEXT = (LogRecord.SEVERITY_TEXT_FIELD_NUMBER << 3) | Wire.LEN;
  private static final int BODY = (LogRecord.BODY_FIELD_NUMBER << 3) | Wire.LEN;
  private static final int ATTRIBUTE = (LogRecord.ATTRIBUTES_FIELD_NUMBER << 3) | Wire.LEN;
  private static final int DROPPED =
      (LogRecord.DROPPED_ATTRIBUTES_COUNT_FIELD_NUMBER << 3) | Wire.VARINT;
  private static final int FLAGS = (LogRecord.FLAGS_FIELD_NUMBER << 3) | Wire.FIXED32;
  private static final int TRACE_ID = (LogRecord.TRACE_ID_FIELD_NUMBER << 3) | Wire.LEN;
  private static final int SPAN_ID = (LogRecord.SPAN_ID_FIELD_NUMBER << 3) | Wire.LEN;
  private static final int EVENT_NAME = (LogRecord.EVENT_NAME_FIELD_NUMBER << 3) | Wire.LEN;

  private final Wire wire;
  private final Limits limits;
  private final Ids ids;
  private final AttributeReader attributes;
  private final Delivery delivery;
  private final long recordedAtNanos;
  private final Announcements announcements;

  LogReader(Wire wire, Texts texts, Limits limits, Delivery delivery, long recordedAtNanos) {
    this.wire = wire;
    this.limits = limits;
    this.ids = new Ids(wire);
    this.attributes = new AttributeReader(wire, texts, limits);
    this.delivery = delivery;
    this.recordedAtNanos = recordedAtNanos;
    this.announcements =
        new Announcements(new ValueReader(wire, texts, limits.depth()), limits, recordedAtNanos);
  }

  @Override
  public void read(long slice, Origin origin, Delivery.Place place) {
    long time = 0;
    long observed = 0;
    int severityNumber = 0;
    long severityText = 0;
    long body = 0;
    int dropped = 0;
    int flags = 0;
    long trace = 0;
    long span = 0;
    long eventName = 0;
    attributes.clear();
    long outer = wire.open(slice);
    while (wire.hasMore()) {
      int tag = wire.tag();
      switch (tag) {
        case TIME -> time = wire.fixed64();
        case OBSERVED -> observed = wire.fixed64();
        case SEVERITY_NUMBER -> severityNumber = wire.varint32();
        case SEVERITY_TEXT -> severityText = wire.slice();
        case BODY -> body = wire.slice();
        case ATTRIBUTE -> attributes.add(wire.slice());
        case DROPPED -> dropped = wire.varint32();
        case FLAGS -> flags = wire.fixed32();
        case TRACE_ID -> trace = wire.slice();
        case SPAN_ID -> span = wire.slice();
        case EVENT_NAME -> eventName = wire.slice();
        default -> wire.skip(tag);
      }
    }
    wire.close(outer);
    if (time < 0 || observed < 0) {
      delivery.reject(
          place,
          (time < 0 ? "timeUnixNano" : "observedTimeUnixNano") + " lies after the year 2262");
      return;
    }
    var context = ids.context(trace, span);
    var eventNameText = attributes.text(eventName, "event_name");
    var announced = Announcements.named(eventNameText, attributes.find(Conventions.EVENT_NAME));
    if (announced != null) {
      announcements.read(
          announced,
          new Announcements.Source(
              origin, time, observed, severityNumber, body, attributes.build(), context),
          delivery,
          place);
      return;
    }
    var severity = attributes.text(severityText, "severity_text");
    var bodyValue = attributes.value(body, limits.bodyBytes(), "body");
    delivery.accept(
        new LogLine(
            origin,
            time,
            observed,
            recordedAtNanos,
            severityNumber,
            severity,
            eventNameText,
            bodyValue,
            attributes.build(),
            dropped + attributes.dropped(),
            flags,
            context,
            0),
        place);
  }
}
