package dev.traversion.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Any;
import com.google.protobuf.CodedInputStream;
import dev.traversion.recorder.Receipt;
import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.ClientCalls;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What OTLP/gRPC answers, to the letter. */
class OtlpGrpcTest {
  private static final int MAX_MESSAGE = 100_000;
  private static final String TRACES = "opentelemetry.proto.collector.trace.v1.TraceService/Export";

  private static TestNode node;
  private static ManagedChannel channel;

  @BeforeAll
  static void start() {
    node = new TestNode("max-decoded-body = " + MAX_MESSAGE + ", max-held-bodies = 150000");
    channel =
        NettyChannelBuilder.forAddress("127.0.0.1", node.grpc().getPort()).usePlaintext().build();
  }

  @AfterAll
  static void stop() {
    channel.shutdownNow();
    node.close();
  }

  @BeforeEach
  void record() {
    node.intake.answer(null);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        TRACES,
        "opentelemetry.proto.collector.logs.v1.LogsService/Export",
        "opentelemetry.proto.collector.metrics.v1.MetricsService/Export"
      })
  void an_export_is_answered(String method) {
    assertThat(call(method, new byte[0])).isEmpty();
  }

  @Test
  void an_export_is_told_what_was_rejected() throws IOException {
    node.intake.answer(new Receipt.Accepted(3, 2, "no span id"));
    var partial =
        ExportTraceServiceResponse.parseFrom(call(TRACES, new byte[0])).getPartialSuccess();
    assertThat(partial.getRejectedSpans()).isEqualTo(2);
    assertThat(partial.getErrorMessage()).isEqualTo("no span id");
  }

  @Test
  void a_message_that_cannot_be_read_is_an_invalid_argument() {
    assertThat(failure(new byte[] {1, 2, 3}).getStatus().getCode())
        .isEqualTo(Status.Code.INVALID_ARGUMENT);
  }

  @Test
  void a_message_that_is_too_large_is_refused_for_good() {
    var failure = failure(new byte[MAX_MESSAGE + 1]);
    assertThat(failure.getStatus().getCode()).isEqualTo(Status.Code.RESOURCE_EXHAUSTED);
    assertThat(details(failure)).isNull();
  }

  @Test
  void too_much_waiting_is_resource_exhausted_with_a_time_to_retry() throws IOException {
    node.intake.answer(new Receipt.Refused("full", Duration.ofMillis(1_200), true));
    var failure = failure(new byte[0]);
    assertThat(failure.getStatus().getCode()).isEqualTo(Status.Code.RESOURCE_EXHAUSTED);
    assertThat(failure.getStatus().getDescription()).isEqualTo("full");
    assertThat(retryDelay(failure)).isEqualTo(Duration.ofMillis(1_200));
  }

  @Test
  void a_store_that_is_away_is_unavailable_with_a_time_to_retry() throws IOException {
    node.intake.answer(new Receipt.Refused("no Cassandra", Duration.ofSeconds(3), false));
    var failure = failure(new byte[0]);
    assertThat(failure.getStatus().getCode()).isEqualTo(Status.Code.UNAVAILABLE);
    assertThat(retryDelay(failure)).isEqualTo(Duration.ofSeconds(3));
  }

  @Test
  void another_method_is_unimplemented() {
    var failure =
        Assertions.assertThrows(
            StatusRuntimeException.class,
            () -> call("opentelemetry.proto.collector.trace.v1.TraceService/Import", new byte[0]));
    assertThat(failure.getStatus().getCode()).isEqualTo(Status.Code.UNIMPLEMENTED);
  }

  private static StatusRuntimeException failure(byte[] message) {
    return Assertions.assertThrows(StatusRuntimeException.class, () -> call(TRACES, message));
  }

  private static byte[] call(String method, byte[] message) {
    return ClientCalls.blockingUnaryCall(
        channel,
        MethodDescriptor.<byte[], byte[]>newBuilder(new Bytes(), new Bytes())
            .setType(MethodDescriptor.MethodType.UNARY)
            .setFullMethodName(method)
            .build(),
        CallOptions.DEFAULT.withDeadlineAfter(20, TimeUnit.SECONDS),
        message);
  }

  private static byte[] details(StatusRuntimeException failure) {
    return failure
        .getTrailers()
        .get(Metadata.Key.of("grpc-status-details-bin", Metadata.BINARY_BYTE_MARSHALLER));
  }

  /** Reads {@code google.rpc.Status.details[0]} as a {@code google.rpc.RetryInfo}. */
  private static Duration retryDelay(StatusRuntimeException failure) throws IOException {
    var status = CodedInputStream.newInstance(details(failure));
    while (true) {
      int tag = status.readTag();
      assertThat(tag).as("details").isNotZero();
      if (tag >>> 3 != 3) {
        status.skipField(tag);
        continue;
      }
      var any = Any.parseFrom(status.readByteArray());
      assertThat(any.getTypeUrl()).isEqualTo("type.googleapis.com/google.rpc.RetryInfo");
      var info = any.getValue().newCodedInput();
      assertThat(info.readTag() >>> 3).isEqualTo(1);
      var delay = com.google.protobuf.Duration.parseFrom(info.readByteArray());
      return Duration.ofSeconds(delay.getSeconds(), delay.getNanos());
    }
  }

  private static final class Bytes implements MethodDescriptor.Marshaller<byte[]> {
    @Override
    public InputStream stream(byte[] value) {
      return new ByteArrayInputStream(value);
    }

    @Override
    public byte[] parse(InputStream stream) {
      try {
        return stream.readAllBytes();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
