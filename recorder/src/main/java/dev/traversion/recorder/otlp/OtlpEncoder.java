package dev.traversion.recorder.otlp;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import dev.traversion.model.attribute.Attributes;
import dev.traversion.model.attribute.Value;
import dev.traversion.model.event.Call;
import dev.traversion.model.event.Event;
import dev.traversion.model.event.EventKind;
import dev.traversion.model.event.Measurement;
import dev.traversion.model.event.Origin;
import dev.traversion.model.event.SpanContext;
import dev.traversion.model.event.SpanId;
import dev.traversion.model.event.TraceId;
import dev.traversion.recorder.Intake.Signal;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.ArrayValue;
import io.opentelemetry.proto.common.v1.InstrumentationScope;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.common.v1.KeyValueList;
import io.opentelemetry.proto.logs.v1.ResourceLogs;
import io.opentelemetry.proto.logs.v1.ScopeLogs;
import io.opentelemetry.proto.metrics.v1.ResourceMetrics;
import io.opentelemetry.proto.metrics.v1.ScopeMetrics;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes events as OTLP export requests, the inverse of {@link OtlpDecoder}: what it writes decodes
 * to equal events, but for the time of recording and the ordinals, which belong to a delivery.
 *
 * <p>Events are grouped by resource and scope, in the order in which these first occur, as an
 * exporter would do.
 */
public final class OtlpEncoder {
  private OtlpEncoder() {}

  /** Which signal carries an event. */
  public static Signal signalOf(Event event) {
    return signalOf(event.kind());
  }

  /** Which signal carries the events of a kind. */
  public static Signal signalOf(EventKind kind) {
    return switch (kind) {
      case CALL -> Signal.TRACES;
      case MEASUREMENT -> Signal.METRICS;
      case LOG, ENTITY_CHANGE, DEPLOYMENT, CONFIG_CHANGE, SIGNAL -> Signal.LOGS;
    };
  }

  /**
   * The export request that carries these events.
   *
   * @throws IllegalArgumentException if the signal does not carry one of them
   */
  public static byte[] encode(Signal signal, List<? extends Event> events) {
    for (var event : events) {
      if (signalOf(event) != signal) {
        throw new IllegalArgumentException(signal + " does not carry a " + event.kind().text());
      }
    }
    return switch (signal) {
      case TRACES -> traces(events).toByteArray();
      case LOGS -> logs(events).toByteArray();
      case METRICS -> metrics(events).toByteArray();
    };
  }

  static ExportTraceServiceRequest traces(List<? extends Event> calls) {
    var request = ExportTraceServiceRequest.newBuilder();
    grouped(calls)
        .forEach(
            (resource, scopes) -> {
              var resourceSpans = ResourceSpans.newBuilder();
              resourceSpans.setResource(resource(resource)).setSchemaUrl(resource.schemaUrl());
              scopes.forEach(
                  (scope, events) -> {
                    var scopeSpans = ScopeSpans.newBuilder();
                    scopeSpans.setScope(scope(scope)).setSchemaUrl(scope.schemaUrl());
                    events.forEach(event -> scopeSpans.addSpans(span((Call) event)));
                    resourceSpans.addScopeSpans(scopeSpans);
                  });
              request.addResourceSpans(resourceSpans);
            });
    return request.build();
  }

  static ExportLogsServiceRequest logs(List<? extends Event> all) {
    var request = ExportLogsServiceRequest.newBuilder();
    grouped(all)
        .forEach(
            (resource, scopes) -> {
              var resourceLogs = ResourceLogs.newBuilder();
              resourceLogs.setResource(resource(resource)).setSchemaUrl(resource.schemaUrl());
              scopes.forEach(
                  (scope, events) -> {
                    var scopeLogs = ScopeLogs.newBuilder();
                    scopeLogs.setScope(scope(scope)).setSchemaUrl(scope.schemaUrl());
                    events.forEach(event -> scopeLogs.addLogRecords(LogEncoder.record(event)));
                    resourceLogs.addScopeLogs(scopeLogs);
                  });
              request.addResourceLogs(resourceLogs);
            });
    return request.build();
  }

  static ExportMetricsServiceRequest metrics(List<? extends Event> all) {
    var request = ExportMetricsServiceRequest.newBuilder();
    grouped(all)
        .forEach(
            (resource, scopes) -> {
              var resourceMetrics = ResourceMetrics.newBuilder();
              resourceMetrics.setResource(resource(resource)).setSchemaUrl(resource.schemaUrl());
              scopes.forEach(
                  (scope, events) -> {
                    var scopeMetrics = ScopeMetrics.newBuilder();
                    scopeMetrics.setScope(scope(scope)).setSchemaUrl(scope.schemaUrl());
                    MetricEncoder.Shape.group(events.stream().map(Measurement.class::cast).toList())
                        .forEach(
                            (shape, points) ->
                                scopeMetrics.addMetrics(MetricEncoder.metric(shape, points)));
                    resourceMetrics.addScopeMetrics(scopeMetrics);
                  });
              request.addResourceMetrics(resourceMetrics);
            });
    return request.build();
  }

  private static Map<Origin.Resource, Map<Origin.Scope, List<Event>>> grouped(
      List<? extends Event> events) {
    var groups = new LinkedHashMap<Origin.Resource, Map<Origin.Scope, List<Event>>>();
    Origin last = null;
    List<Event> group = new ArrayList<>();
    for (var event : events) {
      var origin = event.origin();
      if (last == null || !origin.equals(last)) {
        group =
            groups
                .computeIfAbsent(origin.resource(), _ -> new LinkedHashMap<>())
                .computeIfAbsent(origin.scope(), _ -> new ArrayList<>());
        last = origin;
      }
      group.add(event);
    }
    return groups;
  }

  private static Resource resource(Origin.Resource resource) {
    return Resource.newBuilder()
        .addAllAttributes(keyValues(resource.attributes()))
        .setDroppedAttributesCount(resource.droppedAttributes())
        .build();
  }

  private static InstrumentationScope scope(Origin.Scope scope) {
    return InstrumentationScope.newBuilder()
        .setName(scope.name())
        .setVersion(scope.version())
        .addAllAttributes(keyValues(scope.attributes()))
        .setDroppedAttributesCount(scope.droppedAttributes())
        .build();
  }

  private static Span span(Call call) {
    var span =
        Span.newBuilder()
            .setTraceId(traceId(call.context().traceId()))
            .setSpanId(spanId(call.context().spanId()))
            .setParentSpanId(spanId(call.parentSpanId()))
            .setTraceState(call.traceState())
            .setFlags(call.flags())
            .setName(call.name())
            .setKindValue(call.spanKind())
            .setStartTimeUnixNano(call.startNanos())
            .setEndTimeUnixNano(call.endNanos())
            .addAllAttributes(keyValues(call.attributes()))
            .setDroppedAttributesCount(call.droppedAttributes())
            .setDroppedEventsCount(call.droppedEvents())
            .setDroppedLinksCount(call.droppedLinks());
    if (call.statusCode() != 0 || !call.statusMessage().isEmpty()) {
      span.setStatus(
          Status.newBuilder().setCodeValue(call.statusCode()).setMessage(call.statusMessage()));
    }
    for (var event : call.events()) {
      span.addEvents(
          Span.Event.newBuilder()
              .setTimeUnixNano(event.timeNanos())
              .setName(event.name())
              .addAllAttributes(keyValues(event.attributes()))
              .setDroppedAttributesCount(event.droppedAttributes()));
    }
    for (var link : call.links()) {
      span.addLinks(
          Span.Link.newBuilder()
              .setTraceId(traceId(link.context()))
              .setSpanId(spanId(link.context()))
              .setTraceState(link.traceState())
              .addAllAttributes(keyValues(link.attributes()))
              .setDroppedAttributesCount(link.droppedAttributes())
              .setFlags(link.flags()));
    }
    return span.build();
  }

  static ByteString traceId(SpanContext context) {
    return traceId(context.traceId());
  }

  static ByteString spanId(SpanContext context) {
    return spanId(context.spanId());
  }

  private static ByteString traceId(TraceId id) {
    return id.isNone()
        ? ByteString.EMPTY
        : UnsafeByteOperations.unsafeWrap(
            ByteBuffer.allocate(16).putLong(id.high()).putLong(id.low()).flip());
  }

  private static ByteString spanId(SpanId id) {
    return id.isNone()
        ? ByteString.EMPTY
        : UnsafeByteOperations.unsafeWrap(ByteBuffer.allocate(8).putLong(id.value()).flip());
  }

  static List<KeyValue> keyValues(Attributes attributes) {
    var pairs = new ArrayList<KeyValue>(attributes.size());
    attributes.forEach((key, value) -> pairs.add(keyValue(key, value)));
    return pairs;
  }

  static KeyValue keyValue(String key, Value value) {
    return KeyValue.newBuilder().setKey(key).setValue(anyValue(value)).build();
  }

  static AnyValue anyValue(Value value) {
    var any = AnyValue.newBuilder();
    switch (value) {
      case Value.Empty _ -> {}
      case Value.Text(var text) -> any.setStringValue(text);
      case Value.Bool(var flag) -> any.setBoolValue(flag);
      case Value.Int(var number) -> any.setIntValue(number);
      case Value.Real(var number) -> any.setDoubleValue(number);
      case Value.Bytes(var bytes) ->
          any.setBytesValue(UnsafeByteOperations.unsafeWrap(bytes.toByteArray()));
      case Value.Array(var elements) -> {
        var array = ArrayValue.newBuilder();
        elements.forEach(element -> array.addValues(anyValue(element)));
        any.setArrayValue(array);
      }
      case Value.KeyValues(var entries) ->
          any.setKvlistValue(KeyValueList.newBuilder().addAllValues(keyValues(entries)));
    }
    return any.build();
  }
}
