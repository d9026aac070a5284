package dev.traversion.recorder;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Bounds what one node holds of deliveries that are not durable yet. Without it, senders faster
 * than the store would fill the memory; with it they are told to come back.
 */
public final class IntakeGate {
  private final long maxBytes;
  private final AtomicLong waitingBytes = new AtomicLong();
  private final long maxDeliveries;
  private final AtomicLong waitingDeliveries = new AtomicLong();

  /**
   * @param maxBytes of request bodies, decompressed
   * @param maxDeliveries requests at once
   */
  public IntakeGate(long maxBytes, long maxDeliveries, MeterRegistry metrics) {
    this.maxBytes = maxBytes;
    this.maxDeliveries = maxDeliveries;
    Gauge.builder("traversion.intake.waiting.bytes", waitingBytes, AtomicLong::doubleValue)
        .description("bytes of deliveries that are not durable yet")
        .register(metrics);
  }

  /** Whether a delivery may come in; if so, {@link #leave} must follow. */
  boolean enter(long bytes) {
    long deliveries = waitingDeliveries.incrementAndGet();
    long waiting = waitingBytes.addAndGet(bytes);
    // A delivery larger than the bound may still pass alone, or it could never pass.
    boolean tooMany = deliveries > maxDeliveries || (waiting > maxBytes && deliveries > 1);
    if (tooMany) {
      leave(bytes);
      return false;
    }
    return true;
  }

  void leave(long bytes) {
    waitingDeliveries.decrementAndGet();
    waitingBytes.addAndGet(-bytes);
  }
}
