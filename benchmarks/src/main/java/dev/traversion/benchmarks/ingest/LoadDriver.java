package dev.traversion.benchmarks.ingest;

import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/**
 * Sends a load as OpenTelemetry's exporters would: over kept-alive connections, one request at a
 * time each, again after a refusal.
 *
 * <p>The loop is open: each request has a time at which it is due, and its latency counts from
 * then, so a server that stalls is charged for all it kept waiting, also where the bound on
 * requests under way delays the sending.
 */
final class LoadDriver {
  private static final int ATTEMPTS = 5;
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final long FIRST_BACKOFF_MILLIS = 1_000;
  private static final long LONGEST_BACKOFF_MILLIS = 5_000;
  private static final long LATE_NANOS = 100_000_000;
  private static final long LONGEST_LATENCY_MICROS = TimeUnit.MINUTES.toMicros(10);

  private final LoadPlan plan;
  private final Journeys journeys;
  private final AtomicLong next = new AtomicLong();
  private final AtomicLong sent = new AtomicLong();
  private final AtomicLong acked = new AtomicLong();
  private final AtomicLong ackedInWindow = new AtomicLong();
  private final AtomicLong refusals = new AtomicLong();
  private final AtomicLong retries = new AtomicLong();
  private final AtomicLong gaveUp = new AtomicLong();
  private final AtomicLong rejectedSpans = new AtomicLong();
  private final AtomicLong lateStarts = new AtomicLong();
  private final AtomicLong lastAck = new AtomicLong();
  private final Histogram latency = new ConcurrentHistogram(LONGEST_LATENCY_MICROS, 3);
  private final BitSet acknowledged;
  private final long startNanoTime;
  private final long startEpochNanos;

  /** Told of the load's course. */
  interface Course {
    /** The warm-up is over. */
    void measuring();

    /**
     * Something every second.
     *
     * @param second since the load began, warm-up included
     * @param sent spans
     * @param acked spans
     */
    void second(long second, long sent, long acked, long refusals);

    /** The measured window is over; answers may still be awaited. */
    void measured();
  }

  private LoadDriver(LoadPlan plan, Journeys journeys, InstantSource clock) {
    this.plan = plan;
    this.journeys = journeys;
    this.acknowledged = new BitSet(Math.toIntExact(plan.requests()));
    this.startNanoTime = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(200);
    this.startEpochNanos = epochNanos(clock.instant()) + TimeUnit.MILLISECONDS.toNanos(200);
  }

  private static long epochNanos(Instant instant) {
    return instant.getEpochSecond() * 1_000_000_000L + instant.getNano();
  }

  /**
   * Sends the load; returns when every request is acknowledged or given up.
   *
   * @throws IOException if no connection can be made at the start
   */
  static LoadResult run(
      LoadPlan plan, Journeys journeys, int port, InstantSource clock, Course course)
      throws IOException, InterruptedException {
    var connections = new ArrayList<OtlpConnection>();
    try {
      for (int i = 0; i < plan.connections(); i++) {
        connections.add(new OtlpConnection(port, PATIENCE));
      }
      return new LoadDriver(plan, journeys, clock).drive(connections, course);
    } finally {
      for (var connection : connections) {
        connection.close();
      }
    }
  }

  private LoadResult drive(List<OtlpConnection> connections, Course course)
      throws InterruptedException {
    var senders = new ArrayList<Thread>();
    for (var connection : connections) {
      senders.add(
          Thread.ofPlatform().daemon().name("otlp-sender").start(() -> sendAll(connection)));
    }
    follow(course);
    for (var sender : senders) {
      sender.join();
    }
    return new LoadResult(
        acknowledged,
        ackedInWindow.get(),
        windowLength(),
        Duration.ofNanos(Math.max(0, lastAck.get() - plan.dueNanos(plan.requests()))),
        latency,
        refusals.get(),
        retries.get(),
        gaveUp.get(),
        rejectedSpans.get(),
        lateStarts.get());
  }

  private Duration windowLength() {
    return Duration.ofNanos(plan.dueNanos(plan.requests()) - plan.dueNanos(plan.firstMeasured()));
  }

  private void follow(Course course) {
    long windowStart = startNanoTime + plan.dueNanos(plan.firstMeasured());
    long windowEnd = startNanoTime + plan.dueNanos(plan.requests());
    boolean measuring = false;
    for (long wake = startNanoTime; ; wake += TimeUnit.SECONDS.toNanos(1)) {
      if (!measuring && wake >= windowStart) {
        sleepUntil(windowStart);
        course.measuring();
        measuring = true;
      }
      if (wake >= windowEnd) {
        sleepUntil(windowEnd);
        course.measured();
        return;
      }
      sleepUntil(wake);
      course.second(
          (wake - startNanoTime) / TimeUnit.SECONDS.toNanos(1),
          sent.get() * Load.SPANS,
          acked.get() * Load.SPANS,
          refusals.get());
    }
  }

  private void sendAll(OtlpConnection connection) {
    var body = ByteBuffer.allocateDirect(journeys.longestBody());
    for (long request = next.getAndIncrement();
        request < plan.requests();
        request = next.getAndIncrement()) {
      long due = startNanoTime + plan.dueNanos(request);
      sleepUntil(due);
      boolean measured = request >= plan.firstMeasured();
      if (measured && System.nanoTime() - due > LATE_NANOS) {
        lateStarts.incrementAndGet();
      }
      long roundStart = plan.dueNanos(request - plan.load().service(request));
      journeys.template(request).write(plan.load(), request, startEpochNanos + roundStart, body);
      sent.incrementAndGet();
      if (deliver(connection, body)) {
        settle(request, System.nanoTime(), due, measured);
      } else {
        gaveUp.incrementAndGet();
      }
    }
  }

  private void settle(long request, long now, long due, boolean measured) {
    acked.incrementAndGet();
    synchronized (acknowledged) {
      acknowledged.set((int) request);
    }
    long sinceStart = now - startNanoTime;
    lastAck.accumulateAndGet(sinceStart, Math::max);
    if (sinceStart >= plan.dueNanos(plan.firstMeasured())
        && sinceStart < plan.dueNanos(plan.requests())) {
      ackedInWindow.incrementAndGet();
    }
    if (measured) {
      latency.recordValue(Math.min(LONGEST_LATENCY_MICROS, Math.max(1, (now - due) / 1_000)));
    }
  }

  /** Whether the body was acknowledged, after as many attempts as an exporter makes. */
  private boolean deliver(OtlpConnection connection, ByteBuffer body) {
    long backoffMillis = FIRST_BACKOFF_MILLIS;
    for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
      if (attempt > 1) {
        retries.incrementAndGet();
      }
      long waitMillis = backoffMillis;
      try {
        if (attempt > 1 && !connection.isOpen()) {
          connection.reconnect();
        }
        var answer = connection.post(body.rewind());
        switch (answer.status()) {
          case 200 -> {
            return accepted(answer);
          }
          case 429, 502, 503, 504 -> {
            refusals.incrementAndGet();
            if (answer.retryAfterSeconds() >= 0) {
              waitMillis = answer.retryAfterSeconds() * 1_000L;
            }
          }
          default -> {
            System.err.println("the server answered " + answer.status() + ": not to be sent again");
            return false;
          }
        }
      } catch (IOException broken) {
        connection.abandon();
      }
      if (attempt < ATTEMPTS) {
        sleepUntil(System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(waitMillis));
        backoffMillis = Math.min(LONGEST_BACKOFF_MILLIS, backoffMillis * 3 / 2);
      }
    }
    return false;
  }

  private boolean accepted(OtlpConnection.Answer answer) throws IOException {
    if (answer.body().length > 0) {
      var partial = ExportTraceServiceResponse.parseFrom(answer.body()).getPartialSuccess();
      if (partial.getRejectedSpans() > 0) {
        rejectedSpans.addAndGet(partial.getRejectedSpans());
        return false;
      }
    }
    return true;
  }

  private static void sleepUntil(long nanoTime) {
    for (long left = nanoTime - System.nanoTime(); left > 0; left = nanoTime - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
  }
}
