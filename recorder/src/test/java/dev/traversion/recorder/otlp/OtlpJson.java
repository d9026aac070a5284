package dev.traversion.recorder.otlp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.protobuf.Message;
import com.google.protobuf.util.JsonFormat;
import dev.traversion.recorder.Intake.Signal;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import java.io.IOException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Set;

/** Writes requests as OTLP/JSON by way of protobuf's own JSON mapping: not the code under test. */
final class OtlpJson {
  private static final Set<String> IDS = Set.of("traceId", "spanId", "parentSpanId");
  private static final ObjectMapper JSON = new ObjectMapper();

  private OtlpJson() {}

  static byte[] of(Signal signal, byte[] protobuf) throws IOException {
    Message request =
        switch (signal) {
          case TRACES -> ExportTraceServiceRequest.parseFrom(protobuf);
          case LOGS -> ExportLogsServiceRequest.parseFrom(protobuf);
          case METRICS -> ExportMetricsServiceRequest.parseFrom(protobuf);
        };
    var json = JSON.readTree(JsonFormat.printer().printingEnumsAsInts().print(request));
    hexIds(json);
    return JSON.writeValueAsBytes(json);
  }

  private static void hexIds(JsonNode node) {
    if (node instanceof ObjectNode object) {
      for (var member : object.properties()) {
        if (IDS.contains(member.getKey()) && member.getValue().isTextual()) {
          var bytes = Base64.getDecoder().decode(member.getValue().textValue());
          object.put(member.getKey(), HexFormat.of().formatHex(bytes));
        }
      }
    }
    node.forEach(OtlpJson::hexIds);
  }
}
