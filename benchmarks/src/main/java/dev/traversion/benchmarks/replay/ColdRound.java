package dev.traversion.benchmarks.replay;

import java.time.Duration;

/**
 * Cold questions: a node that was just started is asked about a tenth of the services until it has
 * settled and its code is warm, then once about each of the others, of which it holds nothing in
 * memory. Cassandra was not restarted, and the operating system keeps its files in memory where
 * there is room.
 */
final class ColdRound {
  static final int ROUNDS = 3;

  private static final Duration WARMING = Duration.ofSeconds(20);

  private ColdRound() {}

  static void ask(int round, Shape shape, NodeQuestions asked, Stopwatch cold)
      throws InterruptedException {
    int warm = Math.max(1, shape.services() / 10);
    long began = System.nanoTime();
    for (int number = 0; System.nanoTime() - began < WARMING.toNanos(); number++) {
      asked.entityOf(number % warm, number);
    }
    for (int service = warm; service < shape.services(); service++) {
      int asking = service;
      cold.time(round * shape.services() + service, number -> asked.entityOf(asking, ~number));
    }
  }
}
