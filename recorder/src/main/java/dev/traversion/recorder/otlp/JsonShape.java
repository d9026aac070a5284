package dev.traversion.recorder.otlp;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import dev.traversion.recorder.Intake.Signal;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What OTLP/JSON calls the fields of a message, taken from the generated descriptors. */
final class JsonShape {
  private static final Set<String> HEX_IDS = Set.of("trace_id", "span_id", "parent_span_id");
  private static final Map<String, JsonShape> BY_MESSAGE = new HashMap<>();
  private static final JsonShape TRACES = of(ExportTraceServiceRequest.getDescriptor());
  private static final JsonShape LOGS = of(ExportLogsServiceRequest.getDescriptor());
  private static final JsonShape METRICS = of(ExportMetricsServiceRequest.getDescriptor());

  /** How a value is written. */
  enum Type {
    MESSAGE,
    STRING,
    HEX_ID,
    BYTES,
    BOOL,
    INT64,
    UINT64,
    INT32,
    UINT32,
    SINT32,
    FIXED64,
    SFIXED64,
    FIXED32,
    DOUBLE,
    ENUM
  }

  /**
   * @param message the shape of a message's fields; an empty shape for any other type
   * @param enumNumbers the numbers of an enum's names; empty for any other type
   */
  record Field(
      int number,
      Type type,
      boolean repeated,
      JsonShape message,
      Map<String, Integer> enumNumbers) {}

  private final Map<String, Field> fields = new HashMap<>();

  private JsonShape() {}

  static JsonShape of(Signal signal) {
    return switch (signal) {
      case TRACES -> TRACES;
      case LOGS -> LOGS;
      case METRICS -> METRICS;
    };
  }

  /** The field of a JSON name; null when there is none. */
  @Nullable Field field(String jsonName) {
    return fields.get(jsonName);
  }

  private static JsonShape of(Descriptor message) {
    var known = BY_MESSAGE.get(message.getFullName());
    if (known != null) {
      return known;
    }
    var shape = new JsonShape();
    BY_MESSAGE.put(message.getFullName(), shape); // first, since messages contain themselves
    message.getFields().forEach(field -> shape.fields.put(field.getJsonName(), of(field)));
    return shape;
  }

  private static Field of(FieldDescriptor field) {
    var type = type(field);
    return new Field(
        field.getNumber(),
        type,
        field.isRepeated(),
        type == Type.MESSAGE ? of(field.getMessageType()) : new JsonShape(),
        type == Type.ENUM
            ? field.getEnumType().getValues().stream()
                .collect(
                    Collectors.toUnmodifiableMap(
                        EnumValueDescriptor::getName, EnumValueDescriptor::getNumber))
            : Map.of());
  }

  private static Type type(FieldDescriptor field) {
    return switch (field.getType()) {
      case MESSAGE -> Type.MESSAGE;
      case STRING -> Type.STRING;
      case BYTES -> HEX_IDS.contains(field.getName()) ? Type.HEX_ID : Type.BYTES;
      case BOOL -> Type.BOOL;
      case INT64 -> Type.INT64;
      case UINT64 -> Type.UINT64;
      case INT32 -> Type.INT32;
      case UINT32 -> Type.UINT32;
      case SINT32 -> Type.SINT32;
      case FIXED64 -> Type.FIXED64;
      case SFIXED64 -> Type.SFIXED64;
      case FIXED32 -> Type.FIXED32;
      case DOUBLE -> Type.DOUBLE;
      case ENUM -> Type.ENUM;
      case FLOAT, SFIXED32, SINT64, GROUP ->
          throw new IllegalStateException("OTLP has no such field so far: " + field.getFullName());
    };
  }
}
