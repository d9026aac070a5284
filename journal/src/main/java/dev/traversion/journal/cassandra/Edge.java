package dev.traversion.journal.cassandra;

import com.datastax.oss.driver.api.core.DriverException;
import dev.traversion.journal.JournalUnavailableException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/** Where the driver's exceptions end: past this class there is one, and it is ours. */
final class Edge {
  private Edge() {}

  /** Waits for an answer. */
  static <T> T await(String what, CompletionStage<T> answer) {
    try {
      return answer.toCompletableFuture().join();
    } catch (CompletionException e) {
      throw translate(what, e);
    }
  }

  /** The same stage, failing with our exception only. */
  static CompletionStage<Void> done(String what, CompletionStage<?> answer) {
    return answer.handle(
        (_, failure) -> {
          if (failure != null) {
            throw translate(what, failure);
          }
          return null;
        });
  }

  /** Makes a stage of a call that may also fail at once. */
  static <T> CompletionStage<T> attempt(Supplier<CompletionStage<T>> call) {
    try {
      return call.get();
    } catch (DriverException | IllegalStateException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  private static RuntimeException translate(String what, Throwable failure) {
    var cause = failure;
    while (cause instanceof CompletionException && cause.getCause() != null) {
      cause = cause.getCause();
    }
    // A closed session answers IllegalStateException: for the caller, a store that does not answer.
    if (cause instanceof DriverException || cause instanceof IllegalStateException) {
      return new JournalUnavailableException(what + " failed", cause);
    }
    return cause instanceof RuntimeException unexpected
        ? unexpected
        : new JournalUnavailableException(what + " failed", cause);
  }
}
