package dev.traversion.recorder.otlp;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.google.protobuf.CodedOutputStream;
import dev.traversion.recorder.Intake.Encoding;
import dev.traversion.recorder.Intake.Signal;
import dev.traversion.recorder.Receipt;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsPartialSuccess;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceResponse;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsPartialSuccess;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceResponse;
import io.opentelemetry.proto.collector.trace.v1.ExportTracePartialSuccess;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Optional;

/** Writes what an OTLP client is answered: the body of a response, or of an error. */
public final class OtlpReplies {
  /** {@code google.rpc.Code} of a body that cannot be read; HTTP 400. */
  public static final int INVALID_ARGUMENT = 3;

  /** {@code google.rpc.Code} of "too much is waiting"; HTTP 429. Retryable with a delay only. */
  public static final int RESOURCE_EXHAUSTED = 8;

  /** {@code google.rpc.Code} of "the store is away"; HTTP 503. Retryable. */
  public static final int UNAVAILABLE = 14;

  private static final String RETRY_INFO = "type.googleapis.com/google.rpc.RetryInfo";
  private static final JsonFactory JSON = new JsonFactory();

  @FunctionalInterface
  private interface Fields {
    void write(CodedOutputStream out) throws IOException;
  }

  private OtlpReplies() {}

  /**
   * The {@code Export*ServiceResponse}: partial success where items were rejected, else the empty
   * message, which is no bytes in protobuf and <code>{}</code> in JSON.
   */
  public static byte[] accepted(Signal signal, Encoding encoding, Receipt.Accepted receipt) {
    return switch (encoding) {
      case PROTOBUF -> protobuf(signal, receipt);
      case JSON -> json(signal, receipt);
    };
  }

  private static byte[] protobuf(Signal signal, Receipt.Accepted receipt) {
    if (receipt.rejected() == 0) {
      return new byte[0];
    }
    return switch (signal) {
      case TRACES ->
          ExportTraceServiceResponse.newBuilder()
              .setPartialSuccess(
                  ExportTracePartialSuccess.newBuilder()
                      .setRejectedSpans(receipt.rejected())
                      .setErrorMessage(receipt.reason()))
              .build()
              .toByteArray();
      case LOGS ->
          ExportLogsServiceResponse.newBuilder()
              .setPartialSuccess(
                  ExportLogsPartialSuccess.newBuilder()
                      .setRejectedLogRecords(receipt.rejected())
                      .setErrorMessage(receipt.reason()))
              .build()
              .toByteArray();
      case METRICS ->
          ExportMetricsServiceResponse.newBuilder()
              .setPartialSuccess(
                  ExportMetricsPartialSuccess.newBuilder()
                      .setRejectedDataPoints(receipt.rejected())
                      .setErrorMessage(receipt.reason()))
              .build()
              .toByteArray();
    };
  }

  private static byte[] json(Signal signal, Receipt.Accepted receipt) {
    var count =
        switch (signal) {
          case TRACES -> "rejectedSpans";
          case LOGS -> "rejectedLogRecords";
          case METRICS -> "rejectedDataPoints";
        };
    return json(
        generator -> {
          if (receipt.rejected() != 0) {
            generator.writeObjectFieldStart("partialSuccess");
            generator.writeStringField(count, Long.toString(receipt.rejected()));
            generator.writeStringField("errorMessage", receipt.reason());
            generator.writeEndObject();
          }
        });
  }

  /** The {@code google.rpc.Code} of a refusal. */
  public static int codeOf(Receipt.Refused receipt) {
    return receipt.overloaded() ? RESOURCE_EXHAUSTED : UNAVAILABLE;
  }

  /** The {@code google.rpc.Status} that tells a client to try again later, and when. */
  public static byte[] refused(Encoding encoding, Receipt.Refused receipt) {
    return status(encoding, codeOf(receipt), receipt.reason(), Optional.of(receipt.retryAfter()));
  }

  /** The {@code google.rpc.Status} that tells a client that its body cannot be read. */
  public static byte[] malformed(Encoding encoding, Receipt.Malformed receipt) {
    return status(encoding, INVALID_ARGUMENT, receipt.reason(), Optional.empty());
  }

  /**
   * A {@code google.rpc.Status}, the body of every OTLP error and of gRPC's {@code
   * grpc-status-details-bin}.
   *
   * @param retryAfter sent as {@code google.rpc.RetryInfo}, without which OTLP clients give up on
   *     {@link #RESOURCE_EXHAUSTED}
   */
  public static byte[] status(
      Encoding encoding, int code, String message, Optional<Duration> retryAfter) {
    return switch (encoding) {
      case PROTOBUF -> protobufStatus(code, message, retryAfter);
      case JSON -> jsonStatus(code, message, retryAfter);
    };
  }

  // google.rpc.Status { code = 1, message = 2, details = 3 }, google.protobuf.Any { type_url = 1,
  // value = 2 }, google.rpc.RetryInfo { retry_delay = 1 }, google.protobuf.Duration { seconds = 1,
  // nanos = 2 }
  private static byte[] protobufStatus(int code, String message, Optional<Duration> retryAfter) {
    return message(
        out -> {
          out.writeInt32(1, code);
          out.writeString(2, message);
          if (retryAfter.isPresent()) {
            out.writeByteArray(3, retryInfo(retryAfter.get()));
          }
        });
  }

  private static byte[] retryInfo(Duration delay) {
    var duration =
        message(
            out -> {
              out.writeInt64(1, delay.toSeconds());
              out.writeInt32(2, delay.toNanosPart());
            });
    var info = message(out -> out.writeByteArray(1, duration));
    return message(
        out -> {
          out.writeString(1, RETRY_INFO);
          out.writeByteArray(2, info);
        });
  }

  private static byte[] jsonStatus(int code, String message, Optional<Duration> retryAfter) {
    return json(
        generator -> {
          generator.writeNumberField("code", code);
          generator.writeStringField("message", message);
          if (retryAfter.isPresent()) {
            generator.writeArrayFieldStart("details");
            generator.writeStartObject();
            generator.writeStringField("@type", RETRY_INFO);
            generator.writeStringField("retryDelay", seconds(retryAfter.get()));
            generator.writeEndObject();
            generator.writeEndArray();
          }
        });
  }

  /** Protobuf's JSON of a duration, e.g. {@code 1.5s}. */
  private static String seconds(Duration duration) {
    var exact =
        BigDecimal.valueOf(duration.toSeconds()).add(BigDecimal.valueOf(duration.toNanosPart(), 9));
    return exact.stripTrailingZeros().toPlainString() + "s";
  }

  private static byte[] message(Fields fields) {
    var bytes = new ByteArrayOutputStream();
    try {
      var out = CodedOutputStream.newInstance(bytes);
      fields.write(out);
      out.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e); // memory does not fail
    }
    return bytes.toByteArray();
  }

  @FunctionalInterface
  private interface Members {
    void write(JsonGenerator generator) throws IOException;
  }

  private static byte[] json(Members members) {
    var bytes = new ByteArrayOutputStream();
    try (var generator = JSON.createGenerator(bytes)) {
      generator.writeStartObject();
      members.write(generator);
      generator.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e); // memory does not fail
    }
    return bytes.toByteArray();
  }
}
