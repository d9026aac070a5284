package dev.traversion.http;

import akka.http.javadsl.model.HttpResponse;
import dev.traversion.http.Endpoint.Handler;
import dev.traversion.http.Endpoint.Inquiry;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Answers questions that block, each on a virtual thread, only so many at once and each only so
 * long. A question whose time is up is interrupted, and counts until it has really ended.
 */
final class Queries implements AutoCloseable {
  private final Semaphore free;
  private final Duration timeout;
  private final ScheduledExecutorService alarms =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("query-timeout").factory());

  Queries(int most, Duration timeout) {
    this.free = new Semaphore(most);
    this.timeout = timeout;
  }

  /** Questions that could be asked right now. */
  int free() {
    return free.availablePermits();
  }

  Handler asking(Function<Inquiry, HttpResponse> question) {
    return inquiry -> ask(() -> question.apply(inquiry));
  }

  private CompletionStage<HttpResponse> ask(Supplier<HttpResponse> question) {
    if (!free.tryAcquire()) {
      return CompletableFuture.failedFuture(new ProblemException(Problem.queriesOverloaded()));
    }
    var answer = new CompletableFuture<HttpResponse>();
    var thread =
        Thread.ofVirtual()
            .name("query")
            .start(
                () -> {
                  try {
                    answer.complete(question.get());
                  } catch (Throwable e) {
                    answer.completeExceptionally(e);
                  } finally {
                    free.release();
                  }
                });
    var alarm =
        alarms.schedule(
            () -> {
              if (answer.completeExceptionally(
                  new ProblemException(Problem.queryTimeout(timeout)))) {
                thread.interrupt();
              }
            },
            timeout.toMillis(),
            TimeUnit.MILLISECONDS);
    return answer.whenComplete((_, _) -> alarm.cancel(false));
  }

  @Override
  public void close() {
    alarms.shutdownNow();
  }
}
