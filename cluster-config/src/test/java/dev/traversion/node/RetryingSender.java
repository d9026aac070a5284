package dev.traversion.node;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.context.Context;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.common.export.RetryPolicy;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A service that exports spans with the real OpenTelemetry exporter, and sends a batch again until
 * it is acknowledged, as OTLP clients do.
 */
final class RetryingSender implements AutoCloseable {
  private final OtlpHttpSpanExporter exporter;
  private final SdkTracerProvider provider;
  private final List<SpanData> ended = new ArrayList<>();
  private final Set<String> acknowledged = ConcurrentHashMap.newKeySet();
  private final Semaphore progress = new Semaphore(0);
  private final AtomicInteger retries = new AtomicInteger();
  private final AtomicBoolean stopping = new AtomicBoolean();
  private final Thread thread;

  /** Sends until told to finish. */
  RetryingSender(String endpoint, String service) {
    this(endpoint, service, Integer.MAX_VALUE);
  }

  /** Sends so many batches, one after the other. */
  RetryingSender(String endpoint, String service, int batches) {
    exporter =
        OtlpHttpSpanExporter.builder()
            .setEndpoint(endpoint + "/v1/traces")
            .setTimeout(Duration.ofSeconds(15))
            .setRetryPolicy(
                RetryPolicy.builder()
                    .setMaxAttempts(3)
                    .setInitialBackoff(Duration.ofMillis(100))
                    .setMaxBackoff(Duration.ofSeconds(1))
                    .build())
            .build();
    provider =
        SdkTracerProvider.builder()
            .setResource(
                Resource.create(
                    Attributes.of(
                        AttributeKey.stringKey("service.namespace"),
                        "crash",
                        AttributeKey.stringKey("service.name"),
                        service)))
            .addSpanProcessor(new Collecting())
            .build();
    thread = Thread.ofVirtual().name("sender-" + service).start(() -> run(batches));
  }

  private void run(int batches) {
    for (int sent = 0; sent < batches && !stopping.get(); sent++) {
      send(batch(50));
    }
  }

  private List<SpanData> batch(int size) {
    var tracer = provider.get("crash-test");
    for (int i = 0; i < size; i++) {
      tracer.spanBuilder("work").startSpan().setAttribute("n", i).end();
    }
    var spans = List.copyOf(ended);
    ended.clear();
    return spans;
  }

  /** Takes the ended spans, instead of the batch processor that would drop what it cannot send. */
  private final class Collecting implements SpanProcessor {
    @Override
    public void onStart(Context parent, ReadWriteSpan span) {}

    @Override
    public boolean isStartRequired() {
      return false;
    }

    @Override
    public void onEnd(ReadableSpan span) {
      ended.add(span.toSpanData());
    }

    @Override
    public boolean isEndRequired() {
      return true;
    }
  }

  /** Sends until acknowledged, whatever happens to the node meanwhile. */
  private void send(List<SpanData> spans) {
    while (true) {
      var result = exporter.export(spans).join(30, TimeUnit.SECONDS);
      if (result.isSuccess()) {
        spans.forEach(span -> acknowledged.add(span.getTraceId() + "/" + span.getSpanId()));
        progress.release();
        return;
      }
      retries.incrementAndGet();
    }
  }

  /** Acknowledged spans as {@code traceId/spanId}. */
  Set<String> acknowledged() {
    return acknowledged;
  }

  /** Waits until so many batches beyond those waited for are acknowledged; false if not in time. */
  boolean awaitBatches(int count, Duration timeout) throws InterruptedException {
    return progress.tryAcquire(count, timeout.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Waits until so many batches are acknowledged from now on; false if they are not in time. */
  boolean awaitMoreBatches(int count, Duration timeout) throws InterruptedException {
    progress.drainPermits();
    return awaitBatches(count, timeout);
  }

  int retries() {
    return retries.get();
  }

  /** Ends after the batch under way is acknowledged. */
  void finish() throws InterruptedException {
    stopping.set(true);
    thread.join();
  }

  @Override
  public void close() {
    stopping.set(true);
    exporter.close();
    provider.close();
  }
}
