package dev.traversion.http.otlp;

import dev.traversion.recorder.Intake;
import dev.traversion.recorder.Intake.Encoding;
import dev.traversion.recorder.Intake.Signal;
import dev.traversion.recorder.Receipt;
import dev.traversion.recorder.otlp.OtlpReplies;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Server;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * OTLP/gRPC. Messages stay bytes here, so that protobuf types stay in the recorder.
 *
 * <p>Source: OpenTelemetry protocol specification 1.9, section OTLP/gRPC.
 */
public final class OtlpGrpcDoor {
  private static final String NAME = "otlp-grpc";
  private static final Duration RETRY_WHEN_FULL = Duration.ofSeconds(1);
  private static final int CALLS_PER_CONNECTION = 128;
  private static final Metadata.Key<byte[]> STATUS_DETAILS =
      Metadata.Key.of("grpc-status-details-bin", Metadata.BINARY_BYTE_MARSHALLER);

  private final Intake intake;
  private final ByteBudget budget;
  private final IntakeMetrics metrics;
  private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
  private final Server server;

  /**
   * Binds the door; it answers from then on.
   *
   * @param address port 0: any free one
   * @param maxMessageBytes the most bytes of a message, decompressed
   * @throws IOException if the address cannot be bound
   */
  public OtlpGrpcDoor(
      InetSocketAddress address,
      int maxMessageBytes,
      Intake intake,
      ByteBudget budget,
      IntakeMetrics metrics)
      throws IOException {
    this.intake = intake;
    this.budget = budget;
    this.metrics = metrics;
    var builder =
        NettyServerBuilder.forAddress(address)
            .executor(executor)
            .maxInboundMessageSize(maxMessageBytes)
            .maxConcurrentCallsPerConnection(CALLS_PER_CONNECTION)
            .permitKeepAliveTime(10, TimeUnit.SECONDS)
            .permitKeepAliveWithoutCalls(true);
    for (var signal : Signal.values()) {
      builder.addService(service(signal));
    }
    try {
      this.server = builder.build().start();
    } catch (IOException | RuntimeException e) {
      executor.close();
      throw e;
    }
  }

  /** Where it is bound. */
  public InetSocketAddress address() {
    return (InetSocketAddress) server.getListenSockets().getFirst();
  }

  /** Takes no more calls, waits for those in flight, and lets go of the port. Blocks. */
  public void stop(Duration grace) {
    server.shutdown();
    try {
      if (!server.awaitTermination(grace.toMillis(), TimeUnit.MILLISECONDS)) {
        server.shutdownNow();
        server.awaitTermination(1, TimeUnit.SECONDS);
      }
    } catch (InterruptedException e) {
      server.shutdownNow();
      Thread.currentThread().interrupt();
    } finally {
      executor.shutdownNow();
    }
  }

  private ServerServiceDefinition service(Signal signal) {
    var name =
        switch (signal) {
          case TRACES -> "opentelemetry.proto.collector.trace.v1.TraceService";
          case LOGS -> "opentelemetry.proto.collector.logs.v1.LogsService";
          case METRICS -> "opentelemetry.proto.collector.metrics.v1.MetricsService";
        };
    var method =
        MethodDescriptor.<byte[], byte[]>newBuilder(Bytes.INSTANCE, Bytes.INSTANCE)
            .setType(MethodDescriptor.MethodType.UNARY)
            .setFullMethodName(MethodDescriptor.generateFullMethodName(name, "Export"))
            .build();
    return ServerServiceDefinition.builder(name)
        .addMethod(
            method,
            ServerCalls.asyncUnaryCall(
                (byte[] message, StreamObserver<byte[]> reply) -> export(signal, message, reply)))
        .build();
  }

  private void export(Signal signal, byte[] message, StreamObserver<byte[]> reply) {
    long start = System.nanoTime();
    var lease = budget.lease();
    if (!lease.take(message.length)) {
      var why = new Body.Unreadable(Body.Why.BUSY, "too many bytes are waiting");
      metrics.turnedAway(NAME, OtlpHttpDoor.name(signal), why);
      reply.onError(later(new Receipt.Refused(why.detail(), RETRY_WHEN_FULL, true)));
      return;
    }
    intake
        .otlp(signal, Encoding.PROTOBUF, message)
        .whenComplete(
            (receipt, failure) -> {
              lease.close();
              if (failure != null) {
                reply.onError(Status.INTERNAL.asRuntimeException());
              } else {
                metrics.settled(NAME, OtlpHttpDoor.name(signal), message.length, start, receipt);
                answer(signal, receipt, reply);
              }
            });
  }

  private static void answer(Signal signal, Receipt receipt, StreamObserver<byte[]> reply) {
    switch (receipt) {
      case Receipt.Accepted accepted -> {
        reply.onNext(OtlpReplies.accepted(signal, Encoding.PROTOBUF, accepted));
        reply.onCompleted();
      }
      case Receipt.Malformed(var reason) ->
          reply.onError(Status.INVALID_ARGUMENT.withDescription(reason).asRuntimeException());
      case Receipt.Refused refused -> reply.onError(later(refused));
    }
  }

  private static StatusRuntimeException later(Receipt.Refused refused) {
    var trailers = new Metadata();
    trailers.put(STATUS_DETAILS, OtlpReplies.refused(Encoding.PROTOBUF, refused));
    return Status.fromCodeValue(OtlpReplies.codeOf(refused))
        .withDescription(refused.reason())
        .asRuntimeException(trailers);
  }

  /** Passes messages as they are. */
  private enum Bytes implements MethodDescriptor.Marshaller<byte[]> {
    INSTANCE;

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
