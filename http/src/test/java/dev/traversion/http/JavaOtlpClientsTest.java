package dev.traversion.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.traversion.model.attribute.Value;
import dev.traversion.model.event.Call;
import dev.traversion.model.event.Event;
import dev.traversion.model.event.LogLine;
import dev.traversion.model.event.Measurement;
import dev.traversion.recorder.Receipt;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.logs.Severity;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.exporter.otlp.http.logs.OtlpHttpLogRecordExporter;
import io.opentelemetry.exporter.otlp.http.metrics.OtlpHttpMetricExporter;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.exporter.otlp.logs.OtlpGrpcLogRecordExporter;
import io.opentelemetry.exporter.otlp.metrics.OtlpGrpcMetricExporter;
import io.opentelemetry.exporter.otlp.trace.OtlpGrpcSpanExporter;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.logs.SdkLoggerProvider;
import io.opentelemetry.sdk.logs.export.LogRecordExporter;
import io.opentelemetry.sdk.logs.export.SimpleLogRecordProcessor;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.metrics.export.MetricExporter;
import io.opentelemetry.sdk.metrics.export.PeriodicMetricReader;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The exporters of the OpenTelemetry Java SDK, against the doors. */
class JavaOtlpClientsTest {
  private static final Resource SHOP =
      Resource.create(Attributes.of(AttributeKey.stringKey("service.name"), "checkout"));

  private TestNode node;

  @BeforeEach
  void start() {
    node = new TestNode();
  }

  @AfterEach
  void stop() {
    node.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"http", "http gzip", "grpc", "grpc gzip"})
  void export_spans(String transport) {
    try (var tracing =
        SdkTracerProvider.builder()
            .setResource(SHOP)
            .addSpanProcessor(SimpleSpanProcessor.create(spans(transport)))
            .build()) {
      tracing
          .get("test")
          .spanBuilder("POST /orders")
          .setSpanKind(SpanKind.SERVER)
          .setAttribute("whole", 42)
          .setAttribute("real", 0.5)
          .startSpan()
          .end();
      assertThat(tracing.forceFlush().join(20, TimeUnit.SECONDS).isSuccess()).isTrue();
    }
    assertThat(only(Call.class))
        .satisfies(
            call -> {
              assertThat(call.name()).isEqualTo("POST /orders");
              assertThat(call.spanKind()).isEqualTo(Call.KIND_SERVER);
              assertThat(call.attributes().get("whole")).isEqualTo(Value.of(42));
              assertThat(call.attributes().get("real")).isEqualTo(Value.of(0.5));
            });
  }

  @ParameterizedTest
  @ValueSource(strings = {"http", "http gzip", "grpc", "grpc gzip"})
  void export_log_records(String transport) {
    try (var logging =
        SdkLoggerProvider.builder()
            .setResource(SHOP)
            .addLogRecordProcessor(SimpleLogRecordProcessor.create(logs(transport)))
            .build()) {
      logging
          .get("test")
          .logRecordBuilder()
          .setSeverity(Severity.ERROR)
          .setBody("payment refused")
          .emit();
      assertThat(logging.forceFlush().join(20, TimeUnit.SECONDS).isSuccess()).isTrue();
    }
    assertThat(only(LogLine.class))
        .satisfies(
            line -> {
              assertThat(line.body()).isEqualTo(Value.of("payment refused"));
              assertThat(line.isError()).isTrue();
            });
  }

  @ParameterizedTest
  @ValueSource(strings = {"http", "http gzip", "grpc", "grpc gzip"})
  void export_metrics(String transport) {
    try (var metering =
        SdkMeterProvider.builder()
            .setResource(SHOP)
            .registerMetricReader(
                PeriodicMetricReader.builder(metrics(transport))
                    .setInterval(Duration.ofHours(1))
                    .build())
            .build()) {
      metering.get("test").counterBuilder("orders").build().add(3);
      assertThat(metering.forceFlush().join(20, TimeUnit.SECONDS).isSuccess()).isTrue();
    }
    assertThat(
            node.intake.events().stream()
                .filter(event -> event instanceof Measurement)
                .map(event -> (Measurement) event)
                .filter(measurement -> measurement.metric().name().equals("orders")))
        .isNotEmpty()
        .allSatisfy(
            measurement ->
                assertThat(measurement.point())
                    .isEqualTo(
                        new Measurement.Point.Sum(new Measurement.Reading.Whole(3), 2, true)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"http", "grpc"})
  void send_again_what_was_refused_for_now(String transport) {
    node.intake.answer(new Receipt.Refused("full", Duration.ofMillis(20), true));
    CompletableResultCode flushed;
    try (var exporter = spans(transport);
        var tracing =
            SdkTracerProvider.builder()
                .setResource(SHOP)
                .addSpanProcessor(SimpleSpanProcessor.create(exporter))
                .build()) {
      tracing.get("test").spanBuilder("GET /cart").startSpan().end();
      TestNode.eventually(
          () -> assertThat(node.metrics.scrape()).contains("outcome=\"overloaded\""));
      node.intake.answer(null);
      flushed = tracing.forceFlush().join(20, TimeUnit.SECONDS);
    }
    assertThat(flushed.isSuccess()).isTrue();
    assertThat(only(Call.class).name()).isEqualTo("GET /cart");
  }

  @Test
  void do_not_send_again_what_is_malformed() {
    node.intake.answer(new Receipt.Malformed("no such thing"));
    for (var transport : List.of("http", "grpc")) {
      try (var exporter = spans(transport);
          var tracing =
              SdkTracerProvider.builder()
                  .addSpanProcessor(SimpleSpanProcessor.create(exporter))
                  .build()) {
        tracing.get("test").spanBuilder("GET /cart").startSpan().end();
        tracing.forceFlush().join(20, TimeUnit.SECONDS);
      }
    }
    assertThat(
            Stream.of(node.metrics.scrape().split("\n"))
                .filter(line -> line.startsWith("traversion_intake_requests_total"))
                .toList())
        .hasSize(2)
        .allMatch(line -> line.contains("malformed") && line.endsWith(" 1.0"));
  }

  private <E extends Event> E only(Class<E> kind) {
    var events = node.intake.events().stream().filter(kind::isInstance).map(kind::cast).toList();
    assertThat(events).hasSize(1);
    return events.getFirst();
  }

  private SpanExporter spans(String transport) {
    return switch (transport) {
      case "http", "http gzip" ->
          OtlpHttpSpanExporter.builder()
              .setEndpoint(node.otlp("/v1/traces").toString())
              .setCompression(compression(transport))
              .build();
      default ->
          OtlpGrpcSpanExporter.builder()
              .setEndpoint(node.grpc().toString())
              .setCompression(compression(transport))
              .build();
    };
  }

  private LogRecordExporter logs(String transport) {
    return switch (transport) {
      case "http", "http gzip" ->
          OtlpHttpLogRecordExporter.builder()
              .setEndpoint(node.otlp("/v1/logs").toString())
              .setCompression(compression(transport))
              .build();
      default ->
          OtlpGrpcLogRecordExporter.builder()
              .setEndpoint(node.grpc().toString())
              .setCompression(compression(transport))
              .build();
    };
  }

  private MetricExporter metrics(String transport) {
    return switch (transport) {
      case "http", "http gzip" ->
          OtlpHttpMetricExporter.builder()
              .setEndpoint(node.otlp("/v1/metrics").toString())
              .setCompression(compression(transport))
              .build();
      default ->
          OtlpGrpcMetricExporter.builder()
              .setEndpoint(node.grpc().toString())
              .setCompression(compression(transport))
              .build();
    };
  }

  private static String compression(String transport) {
    return transport.endsWith("gzip") ? "gzip" : "none";
  }
}
