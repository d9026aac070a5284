package dev.traversion.journal.cassandra;

import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Function;

/** Asks several questions at once, a bounded number ahead, and takes the answers in order. */
final class Ahead {
  private final int inFlight;

  /**
   * @param inFlight how many answers may be under way or waiting to be taken
   */
  Ahead(int inFlight) {
    this.inFlight = inFlight;
  }

  <Q, A> void run(
      String what, List<Q> questions, Function<Q, CompletionStage<A>> ask, Consumer<A> take) {
    var waiting = new ArrayDeque<CompletionStage<A>>(inFlight);
    for (var question : questions) {
      if (waiting.size() == inFlight) {
        take.accept(Edge.await(what, waiting.remove()));
      }
      waiting.add(Edge.attempt(() -> ask.apply(question)));
    }
    while (!waiting.isEmpty()) {
      take.accept(Edge.await(what, waiting.remove()));
    }
  }
}
