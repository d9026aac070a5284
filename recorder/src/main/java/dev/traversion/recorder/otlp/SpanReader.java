package dev.traversion.recorder.otlp;

import dev.traversion.model.event.Call;
import dev.traversion.model.event.Origin;
import dev.traversion.model.event.SpanContext;
import dev.traversion.model.event.SpanId;
import dev.traversion.recorder.delivery.Delivery;
import dev.traversion.recorder.delivery.Limits;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;
import java.util.ArrayList;
import java.util.List;

/** Reads spans as calls. */
final class SpanReader implements Envelope.Items {
  private static final int TRACE_ID = (Span.TRACE_ID_FIELD_NUMBER << 3) | Wire.LEN;
  private static final int SPAN_ID = (Span.SPAN_ID_FIELD_NUMBER << 3) | Wire.LEN;
  private static final int TRACE_STATE = (Span.TRACE_STATE_FIELD_NUMBER << 3) | Wire.LEN;
  private static final int PARENT = (Span.PARENT_SPAN_ID_FIELD_NUMBER << 3) | Wire.LEN;
  private static final int NAME = (Span.NAME_FIELD_NUMBER << 3) | Wire.LEN;
  private static final int KIND = (Span.KIND_FIELD_NUMBER << 3) | Wire.VARINT;
  private static final int START = (Span.START_TIME_UNIX_NANO_FIELD_NUMBER << 3) | Wire.FIXED64;
  private static final int END = (Span.END_TIME_UNIX_NANO_FIELD_NUMBER << 3) | Wire.FIXED64;
  private static final int ATTRIBUTE = (Span.ATTRIBUTES_FIELD_NUMBER << 3) | Wire.LEN;
  private static final int DROPPED_ATTRIBUTES =
      (Span.DROPPED_ATTRIBUTES_COUNT_FIELD_NUMBER << 3) | Wire.VARINT;
  private static final int EVENT = (Span.EVENTS_FIELD_NUMBER << 3) | Wire.LEN;
  private static final int DROPPED_EVENTS =
      (Span.DROPPED_EVENTS_COUNT_FIELD_NUMBER << 3) | Wire.VARINT;
  private static final int LINK = (Span.LINKS_FIELD_NUMBER << 3) | Wire.LEN;
  private static final int DROPPED_LINKS =
      (Span.DROPPED_LINKS_COUNT_FIELD_NUMBER << 3) | Wire.VARINT;
  private static final int STATUS = (Span.STATUS_FIELD_NUMBER << 3) | Wire.LEN;
  private static final int FLAGS = (Span.FLAGS_FIELD_NUMBER << 3) | Wire.FIXED32;

  private static final int STATUS_MESSAGE = (Status.MESSAGE_FIELD_NUMBER << 3) | Wire.LEN;
  private static final int STATUS_CODE = (Status.CODE_FIELD_NUMBER << 3) | Wire.VARINT;

  private static final int EVENT_TIME =
      (Span.Event.TIME_UNIX_NANO_FIELD_NUMBER << 3) | Wire.FIXED64;
  private static final int EVENT_NAME = (Span.Event.NAME_FIELD_NUMBER << 3) | Wire.LEN;
  private static final int EVENT_ATTRIBUTE = (Span.Event.ATTRIBUTES_FIELD_NUMBER << 3) | Wire.LEN;
  private static final int EVENT_DROPPED =
      (Span.Event.DROPPED_ATTRIBUTES_COUNT_FIELD_NUMBER << 3) | Wire.VARINT;

  private static final int LINK_TRACE_ID = (Span.Link.TRACE_ID_FIELD_NUMBER << 3) | Wire.LEN;
  private static final int LINK_SPAN_ID = (Span.Link.SPAN_ID_FIELD_NUMBER << 3) | Wire.LEN;
  private static final int LINK_TRACE_STATE = (Span.Link.TRACE_STATE_FIELD_NUMBER << 3) | Wire.LEN;
  private static final int LINK_ATTRIBUTE = (Span.Link.ATTRIBUTES_FIELD_NUMBER << 3) | Wire.LEN;
  private static final int LINK_DROPPED =
      (Span.Link.DROPPED_ATTRIBUTES_COUNT_FIELD_NUMBER << 3) | Wire.VARINT;
  private static final int LINK_FLAGS = (Span.Link.FLAGS_FIELD_NUMBER << 3) | Wire.FIXED32;

  private final Wire wire;
  private final Limits limits;
  private final Ids ids;
  private final AttributeReader attributes;
  private final AttributeReader inner;
  private final Delivery delivery;
  private final long recordedAtNanos;

  private final ArrayList<Call.SpanEvent> events = new ArrayList<>();
  private final ArrayList<Call.Link> links = new ArrayList<>();
  private int excessEvents;
  private int excessLinks;
  private int statusCode;
  private long statusMessage;

  SpanReader(Wire wire, Texts texts, Limits limits, Delivery delivery, long recordedAtNanos) {
    this.wire = wire;
    this.limits = limits;
    this.ids = new Ids(wire);
    this.attributes = new AttributeReader(wire, texts, limits);
    this.inner = new AttributeReader(wire, texts, limits);
    this.delivery = delivery;
    this.recordedAtNanos = recordedAtNanos;
  }

  @Override
  public void read(long slice, Origin origin, Delivery.Place place) {
    long trace = 0;
    long span = 0;
    long traceState = 0;
    long parent = 0;
    long name = 0;
    int kind = 0;
    long start = 0;
    long end = 0;
    int droppedAttributes = 0;
    int droppedEvents = 0;
    int droppedLinks = 0;
    int flags = 0;
    clear();
    long outer = wire.open(slice);
    while (wire.hasMore()) {
      int tag = wire.tag();
      switch (tag) {
        case TRACE_ID -> trace = wire.slice();
        case SPAN_ID -> span = wire.slice();
        case TRACE_STATE -> traceState = wire.slice();
        case PARENT -> parent = wire.slice();
        case NAME -> name = wire.slice();
        case KIND -> kind = wire.varint32();
        case START -> start = wire.fixed64();
        case END -> end = wire.fixed64();
        case ATTRIBUTE -> attributes.add(wire.slice());
        case DROPPED_ATTRIBUTES -> droppedAttributes = wire.varint32();
        case EVENT -> event(wire.slice());
        case DROPPED_EVENTS -> droppedEvents = wire.varint32();
        case LINK -> link(wire.slice());
        case DROPPED_LINKS -> droppedLinks = wire.varint32();
        case STATUS -> status(wire.slice());
        case FLAGS -> flags = wire.fixed32();
        default -> wire.skip(tag);
      }
    }
    wire.close(outer);

    var traceId = ids.trace(trace);
    var spanId = ids.span(span);
    var fault = fault(trace, traceId.isNone(), span, spanId, parent, start, end);
    if (!fault.isEmpty()) {
      delivery.reject(place, fault);
      return;
    }
    var nameText = attributes.text(name, "name");
    var traceStateText = attributes.text(traceState, "trace_state");
    var statusText = attributes.text(statusMessage, "status.message");
    delivery.accept(
        new Call(
            origin,
            new SpanContext(traceId, spanId),
            ids.span(parent),
            traceStateText,
            flags,
            nameText,
            kind,
            start,
            end,
            recordedAtNanos,
            attributes.build(),
            droppedAttributes + attributes.dropped(),
            events.isEmpty() ? List.of() : events,
            droppedEvents + excessEvents,
            links.isEmpty() ? List.of() : links,
            droppedLinks + excessLinks,
            statusCode,
            statusText),
        place);
  }

  private void clear() {
    attributes.clear();
    events.clear();
    links.clear();
    excessEvents = 0;
    excessLinks = 0;
    statusCode = 0;
    statusMessage = 0;
  }

  private static String fault(
      long trace, boolean noTrace, long span, SpanId spanId, long parent, long start, long end) {
    if (noTrace) {
      return Ids.fault("traceId", trace, Ids.TRACE_BYTES, true);
    }
    if (spanId.isNone()) {
      return Ids.fault("spanId", span, Ids.SPAN_BYTES, true);
    }
    if (Wire.length(parent) != 0 && Wire.length(parent) != Ids.SPAN_BYTES) {
      return Ids.fault("parentSpanId", parent, Ids.SPAN_BYTES, false);
    }
    var startFault = timeFault("startTimeUnixNano", start);
    return startFault.isEmpty() ? timeFault("endTimeUnixNano", end) : startFault;
  }

  private static String timeFault(String name, long nanos) {
    if (nanos == 0) {
      return name + " is missing";
    }
    return nanos < 0 ? name + " lies after the year 2262" : "";
  }

  private void status(long slice) {
    long outer = wire.open(slice);
    while (wire.hasMore()) {
      int tag = wire.tag();
      switch (tag) {
        case STATUS_MESSAGE -> statusMessage = wire.slice();
        case STATUS_CODE -> statusCode = wire.varint32();
        default -> wire.skip(tag);
      }
    }
    wire.close(outer);
  }

  private void event(long slice) {
    if (events.size() == limits.spanEvents()) {
      excessEvents++;
      return;
    }
    long time = 0;
    long name = 0;
    int dropped = 0;
    inner.clear();
    long outer = wire.open(slice);
    while (wire.hasMore()) {
      int tag = wire.tag();
      switch (tag) {
        case EVENT_TIME -> time = wire.fixed64();
        case EVENT_NAME -> name = wire.slice();
        case EVENT_ATTRIBUTE -> inner.add(wire.slice());
        case EVENT_DROPPED -> dropped = wire.varint32();
        default -> wire.skip(tag);
      }
    }
    wire.close(outer);
    var nameText = inner.text(name, "name");
    events.add(new Call.SpanEvent(time, nameText, inner.build(), dropped + inner.dropped()));
  }

  /** A link to nothing is dropped and counted as such; it does not spoil its span. */
  private void link(long slice) {
    if (links.size() == limits.links()) {
      excessLinks++;
      return;
    }
    long trace = 0;
    long span = 0;
    long traceState = 0;
    int dropped = 0;
    int flags = 0;
    inner.clear();
    long outer = wire.open(slice);
    while (wire.hasMore()) {
      int tag = wire.tag();
      switch (tag) {
        case LINK_TRACE_ID -> trace = wire.slice();
        case LINK_SPAN_ID -> span = wire.slice();
        case LINK_TRACE_STATE -> traceState = wire.slice();
        case LINK_ATTRIBUTE -> inner.add(wire.slice());
        case LINK_DROPPED -> dropped = wire.varint32();
        case LINK_FLAGS -> flags = wire.fixed32();
        default -> wire.skip(tag);
      }
    }
    wire.close(outer);
    var context = ids.context(trace, span);
    if (context.traceId().isNone() || context.spanId().isNone()) {
      excessLinks++;
      return;
    }
    var traceStateText = inner.text(traceState, "trace_state");
    links.add(
        new Call.Link(context, traceStateText, inner.build(), dropped + inner.dropped(), flags));
  }
}
