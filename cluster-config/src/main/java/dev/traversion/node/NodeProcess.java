package dev.traversion.node;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Runs a node, or an opened archive, as this process: until SIGTERM or Ctrl-C, until standard input
 * ends if so asked, or until the store beside it dies.
 */
final class NodeProcess {
  private static final Duration STOP_TIMEOUT = Duration.ofSeconds(60);

  private final Running.Start start;
  private final @Nullable Path readyFile;
  private final boolean stopWithStdin;
  private final CountDownLatch toldToStop = new CountDownLatch(1);
  private final CountDownLatch stopped = new CountDownLatch(1);
  private final AtomicBoolean failed = new AtomicBoolean();

  NodeProcess(Running.Start start, @Nullable Path readyFile, boolean stopWithStdin) {
    this.start = start;
    this.readyFile = readyFile;
    this.stopWithStdin = stopWithStdin;
  }

  /** Blocks until the node has stopped; the process's exit code. */
  int run() throws InterruptedException {
    Runtime.getRuntime().addShutdownHook(new Thread(this::stopAndWait, "stop-node"));
    if (stopWithStdin) {
      Thread.ofPlatform().daemon().name("stdin-watch").start(this::stopWhenStdinEnds);
    }
    try (var running = start.start(this::fail)) {
      announce(running);
      toldToStop.await();
    } catch (NodeStartException cannotStart) {
      System.err.println(cannotStart.getMessage());
      return 1;
    } finally {
      stopped.countDown();
    }
    return failed.get() ? 1 : 0;
  }

  private void fail(String why) {
    failed.set(true);
    System.err.println(why);
    toldToStop.countDown();
  }

  /** Bounded, for a node that is told to stop while it starts may wait for somebody gone. */
  private void stopAndWait() {
    toldToStop.countDown();
    try {
      if (!stopped.await(STOP_TIMEOUT.toSeconds(), TimeUnit.SECONDS)) {
        System.err.println("the node did not stop in " + STOP_TIMEOUT.toSeconds() + " s; leaving");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void stopWhenStdinEnds() {
    try {
      while (System.in.read() >= 0) {
        // only the end matters
      }
    } catch (IOException e) {
      // a broken pipe is an end, too
    }
    toldToStop.countDown();
  }

  private void announce(Running running) {
    if (readyFile != null) {
      try {
        var unfinished = readyFile.resolveSibling(readyFile.getFileName() + ".unfinished");
        Files.writeString(unfinished, running.toJson());
        Files.move(unfinished, readyFile, StandardCopyOption.REPLACE_EXISTING);
      } catch (IOException e) {
        throw new UncheckedIOException("cannot write the ready file " + readyFile, e);
      }
    }
    System.out.println(running.welcome());
  }
}
