package dev.traversion.http;

import java.util.List;

/** What the node knows of its own health. Answers at once, from what it has observed last. */
public interface NodeHealth {

  /**
   * Something that should be so.
   *
   * @param name in lower case with dashes, e.g. {@code cassandra-reachable}
   * @param detail for people; empty when there is nothing to add
   */
  record Fact(String name, boolean holds, String detail) {}

  /** When one of these does not hold, the process should be replaced. */
  List<Fact> liveness();

  /** When one of these does not hold, the node should get no traffic for now. */
  List<Fact> readiness();
}
