package dev.traversion.replay.parallel;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Runs tasks on virtual threads of their own. The first failure ends the rest. */
public final class InParallel {
  private InParallel() {}

  /** The results, in the order of the tasks. */
  public static <T> List<T> all(List<? extends Callable<T>> tasks) {
    if (tasks.size() == 1) {
      return List.of(call(tasks.getFirst()));
    }
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var running = new ArrayList<Future<T>>(tasks.size());
      tasks.forEach(task -> running.add(threads.submit(task)));
      try {
        var results = new ArrayList<T>(tasks.size());
        for (var task : running) {
          results.add(task.get());
        }
        return results;
      } catch (ExecutionException e) {
        threads.shutdownNow();
        throw unchecked(e.getCause() == null ? e : e.getCause());
      } catch (InterruptedException e) {
        threads.shutdownNow();
        Thread.currentThread().interrupt();
        throw (CancellationException)
            new CancellationException("interrupted while reading history").initCause(e);
      }
    }
  }

  private static <T> T call(Callable<T> task) {
    try {
      return task.call();
    } catch (Exception e) {
      throw unchecked(e);
    }
  }

  private static RuntimeException unchecked(Throwable thrown) {
    return switch (thrown) {
      case RuntimeException e -> e;
      case Error e -> throw e;
      default -> new IllegalStateException("reading history failed", thrown);
    };
  }
}
