package dev.traversion.demo;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Everything that the demo started; closed in the opposite order, once, also on Ctrl-C. */
final class Stage implements AutoCloseable {
  private final Deque<AutoCloseable> kept = new ArrayDeque<>();
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Narrator narrator;
  private boolean closed;

  Stage(Narrator narrator) {
    this.narrator = narrator;
  }

  /** Closes the stage when the process is told to end, and keeps the process until that is done. */
  void closeOnSignal() {
    Runtime.getRuntime().addShutdownHook(new Thread(this::close, "closing"));
  }

  <T extends AutoCloseable> T keep(T thing) throws InterruptedException {
    synchronized (kept) {
      if (!closed) {
        kept.push(thing);
        return thing;
      }
    }
    closeOne(thing);
    throw new InterruptedException("closed while it was being set");
  }

  /** Waits for the end, looking now and then. */
  void untilClosed(Runnable look) throws InterruptedException {
    while (!closing.await(2, TimeUnit.SECONDS)) {
      look.run();
    }
  }

  @Override
  public void close() {
    synchronized (kept) {
      if (!closed) {
        closed = true;
        closing.countDown();
        if (!kept.isEmpty()) {
          narrator.tell("stopping");
        }
        while (!kept.isEmpty()) {
          closeOne(kept.pop());
        }
      }
    }
  }

  private void closeOne(AutoCloseable thing) {
    try {
      thing.close();
    } catch (Exception e) {
      narrator.add("could not be stopped: %s", e);
    }
  }
}
