package dev.traversion.cassandra;

import java.nio.file.Path;

/** A node in a process of its own, for tests that kill it. Argument: the data directory. */
final class NodeProcess {
  private NodeProcess() {}

  public static void main(String[] args) throws Exception {
    var cassandra =
        BundledCassandra.start(CassandraSettings.in(Path.of(args[0])).withPort(0), _ -> {});
    System.out.println("pid=" + cassandra.pid() + " port=" + cassandra.port());
    Thread.currentThread().join();
  }
}
