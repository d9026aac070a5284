package dev.traversion.recorder.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.traversion.model.event.Event;
import dev.traversion.recorder.Intake.Encoding;
import dev.traversion.recorder.Intake.Signal;
import dev.traversion.recorder.delivery.Decoded;
import dev.traversion.recorder.delivery.Limits;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.logs.v1.ResourceLogs;
import io.opentelemetry.proto.logs.v1.ScopeLogs;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.ResourceMetrics;
import io.opentelemetry.proto.metrics.v1.ScopeMetrics;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.util.HexFormat;
import java.util.List;

/** Export requests as the tests speak of them. */
final class Requests {
  static final long NOON = 1_767_268_800_000_000_000L;
  static final long RECORDED = NOON + 1_000_000_000L;
  static final String TRACE = "5b8efff798038103d269b633813fc60c";
  static final String SPAN = "eee19b7ec3c1b174";

  private Requests() {}

  static Resource service(String name) {
    return Resource.newBuilder().addAttributes(text("service.name", name)).build();
  }

  static KeyValue text(String key, String value) {
    return pair(key, AnyValue.newBuilder().setStringValue(value).build());
  }

  static KeyValue flag(String key, boolean value) {
    return pair(key, AnyValue.newBuilder().setBoolValue(value).build());
  }

  static KeyValue number(String key, long value) {
    return pair(key, AnyValue.newBuilder().setIntValue(value).build());
  }

  static KeyValue pair(String key, AnyValue value) {
    return KeyValue.newBuilder().setKey(key).setValue(value).build();
  }

  static ByteString hex(String digits) {
    return ByteString.copyFrom(HexFormat.of().parseHex(digits));
  }

  /** A span that is acceptable as it is. */
  static Span.Builder span(String name) {
    return Span.newBuilder()
        .setTraceId(hex(TRACE))
        .setSpanId(hex(SPAN))
        .setName(name)
        .setStartTimeUnixNano(NOON)
        .setEndTimeUnixNano(NOON + 5);
  }

  static LogRecord.Builder log(String body) {
    return LogRecord.newBuilder()
        .setTimeUnixNano(NOON)
        .setBody(AnyValue.newBuilder().setStringValue(body));
  }

  static byte[] traces(Resource resource, Span.Builder... spans) {
    var scope = ScopeSpans.newBuilder();
    for (var span : spans) {
      scope.addSpans(span);
    }
    return ExportTraceServiceRequest.newBuilder()
        .addResourceSpans(ResourceSpans.newBuilder().setResource(resource).addScopeSpans(scope))
        .build()
        .toByteArray();
  }

  static byte[] logs(Resource resource, LogRecord.Builder... records) {
    var scope = ScopeLogs.newBuilder();
    for (var record : records) {
      scope.addLogRecords(record);
    }
    return ExportLogsServiceRequest.newBuilder()
        .addResourceLogs(ResourceLogs.newBuilder().setResource(resource).addScopeLogs(scope))
        .build()
        .toByteArray();
  }

  static byte[] metrics(Resource resource, Metric.Builder... metrics) {
    var scope = ScopeMetrics.newBuilder();
    for (var metric : metrics) {
      scope.addMetrics(metric);
    }
    return ExportMetricsServiceRequest.newBuilder()
        .addResourceMetrics(
            ResourceMetrics.newBuilder().setResource(resource).addScopeMetrics(scope))
        .build()
        .toByteArray();
  }

  static Decoded decode(Signal signal, Encoding encoding, byte[] body) {
    return new OtlpDecoder(Limits.defaults(), "default").decode(signal, encoding, body, RECORDED);
  }

  /** What a readable request yields. */
  static Decoded.Events read(Signal signal, byte[] body) {
    return read(signal, Encoding.PROTOBUF, body);
  }

  static Decoded.Events read(Signal signal, Encoding encoding, byte[] body) {
    var decoded = decode(signal, encoding, body);
    assertThat(decoded).isInstanceOf(Decoded.Events.class);
    return (Decoded.Events) decoded;
  }

  /** All events, service by service. */
  static List<Event> events(Decoded.Events decoded) {
    return decoded.byService().values().stream().flatMap(List::stream).toList();
  }

  /** The only event of a request in which nothing was rejected. */
  static <E extends Event> E only(Class<E> kind, Decoded.Events decoded) {
    assertThat(decoded.reason()).isEmpty();
    assertThat(events(decoded)).hasSize(1);
    return kind.cast(events(decoded).getFirst());
  }
}
