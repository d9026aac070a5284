package dev.traversion.http.otlp;

import java.util.concurrent.atomic.AtomicLong;

/** How many bytes of requests may be held at once, over all connections. Thread-safe. */
public final class ByteBudget {
  private final long limit;
  private final AtomicLong held = new AtomicLong();

  public ByteBudget(long limit) {
    this.limit = limit;
  }

  /** Bytes held now. */
  public long held() {
    return held.get();
  }

  public Lease lease() {
    return new Lease();
  }

  /** What one request holds; given back by {@link #close}, at most once. */
  public final class Lease implements AutoCloseable {
    private final AtomicLong mine = new AtomicLong();

    private Lease() {}

    /** Takes more, or nothing and false if that is more than is left. */
    public boolean take(long bytes) {
      if (held.addAndGet(bytes) > limit) {
        held.addAndGet(-bytes);
        return false;
      }
      mine.addAndGet(bytes);
      return true;
    }

    @Override
    public void close() {
      held.addAndGet(-mine.getAndSet(0));
    }
  }
}
