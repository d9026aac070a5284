package dev.traversion.recorder.otlp;

import dev.traversion.model.attribute.Value;
import dev.traversion.model.event.Call;
import dev.traversion.model.event.ConfigChange;
import dev.traversion.model.event.Deployment;
import dev.traversion.model.event.Document;
import dev.traversion.model.event.EntityChange;
import dev.traversion.model.event.Event;
import dev.traversion.model.event.LogLine;
import dev.traversion.model.event.Measurement;
import dev.traversion.model.event.SystemSignal;
import io.opentelemetry.proto.logs.v1.LogRecord;
import java.util.Locale;
import java.util.Optional;

/** Writes the events that travel as log records. */
final class LogEncoder {
  private LogEncoder() {}

  static LogRecord record(Event event) {
    return switch (event) {
      case LogLine log -> line(log);
      case EntityChange change -> entityChange(change);
      case ConfigChange change -> configChange(change);
      case Deployment deployment -> deployment(deployment);
      case SystemSignal signal -> signal(signal);
      case Call _, Measurement _ ->
          throw new IllegalArgumentException("no log record carries a " + event.kind().text());
    };
  }

  private static LogRecord line(LogLine log) {
    var record =
        LogRecord.newBuilder()
            .setTimeUnixNano(log.timeNanos())
            .setObservedTimeUnixNano(log.observedNanos())
            .setSeverityNumberValue(log.severityNumber())
            .setSeverityText(log.severityText())
            .setEventName(log.eventName())
            .addAllAttributes(OtlpEncoder.keyValues(log.attributes()))
            .setDroppedAttributesCount(log.droppedAttributes())
            .setFlags(log.flags())
            .setTraceId(OtlpEncoder.traceId(log.context()))
            .setSpanId(OtlpEncoder.spanId(log.context()));
    if (!(log.body() instanceof Value.Empty)) {
      record.setBody(OtlpEncoder.anyValue(log.body()));
    }
    return record.build();
  }

  private static LogRecord entityChange(EntityChange change) {
    var record = announcement(change, Conventions.ENTITY_CHANGE);
    put(record, Conventions.ENTITY_TYPE, change.entity().type());
    put(record, Conventions.ENTITY_KEY, change.entity().key());
    putValue(record, Conventions.ENTITY_OPERATION, change.value());
    return record.addAllAttributes(OtlpEncoder.keyValues(change.attributes())).build();
  }

  private static LogRecord configChange(ConfigChange change) {
    var record = announcement(change, Conventions.CONFIG_CHANGE);
    put(record, Conventions.CONFIG_KEY, change.key());
    putValue(record, Conventions.CONFIG_OPERATION, change.value());
    return record.addAllAttributes(OtlpEncoder.keyValues(change.attributes())).build();
  }

  private static LogRecord deployment(Deployment deployment) {
    var record = announcement(deployment, Conventions.DEPLOYMENT);
    put(record, Conventions.SERVICE_VERSION, deployment.version());
    put(record, Conventions.DEPLOYMENT_PREVIOUS_VERSION, deployment.previousVersion());
    put(record, Conventions.COMMIT, deployment.commit());
    put(record, Conventions.ENVIRONMENT, deployment.environment());
    put(record, Conventions.DEPLOYMENT_SOURCE, deployment.source().name().toLowerCase(Locale.ROOT));
    return record.addAllAttributes(OtlpEncoder.keyValues(deployment.attributes())).build();
  }

  private static LogRecord signal(SystemSignal signal) {
    var record = announcement(signal, Conventions.SIGNAL);
    put(record, Conventions.SIGNAL_NAME, signal.name());
    record.setSeverityNumberValue(signal.severityNumber());
    record.setBody(OtlpEncoder.anyValue(signal.body()));
    return record.addAllAttributes(OtlpEncoder.keyValues(signal.attributes())).build();
  }

  private static LogRecord.Builder announcement(Event event, String name) {
    return LogRecord.newBuilder()
        .setEventName(name)
        .setTimeUnixNano(event.occurredAtNanos())
        .setTraceId(OtlpEncoder.traceId(event.context()))
        .setSpanId(OtlpEncoder.spanId(event.context()));
  }

  private static void putValue(
      LogRecord.Builder record, String operationKey, Optional<Document> value) {
    if (value.isEmpty()) {
      put(record, operationKey, Conventions.DELETE);
      return;
    }
    var document = value.get();
    put(record, operationKey, Conventions.PUT);
    put(record, Conventions.VALUE_FORMAT, Conventions.VALUE_FORMAT_JSON);
    if (document.truncated()) {
      record.addAttributes(OtlpEncoder.keyValue(Conventions.VALUE_TRUNCATED, Value.of(true)));
      record.addAttributes(
          OtlpEncoder.keyValue(Conventions.VALUE_SIZE, Value.of(document.originalLength())));
    }
    record.setBody(OtlpEncoder.anyValue(Value.of(document.json())));
  }

  private static void put(LogRecord.Builder record, String key, String value) {
    record.addAttributes(OtlpEncoder.keyValue(key, Value.of(value)));
  }
}
