package dev.traversion.node;

import java.util.function.Consumer;

/** What a process runs until it is told to stop. */
interface Running extends AutoCloseable {

  /** Where it listens, as one JSON object, for the process that started this one. */
  String toJson();

  /** For the person at the terminal. */
  String welcome();

  @Override
  void close();

  /** Starts it. */
  interface Start {

    /**
     * Returns when it is ready.
     *
     * @param onFailure told why it cannot go on, after it was started
     * @throws NodeStartException if it cannot start, with the cure
     */
    Running start(Consumer<String> onFailure);
  }
}
