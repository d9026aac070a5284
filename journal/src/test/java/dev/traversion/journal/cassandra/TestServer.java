package dev.traversion.journal.cassandra;

import dev.traversion.cassandra.BundledCassandra;
import dev.traversion.cassandra.CassandraSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.cassandra.CassandraContainer;

/** A server for tests, by whichever means there is. */
record TestServer(String what, InetSocketAddress address, String datacenter, Runnable stop)
    implements AutoCloseable {
  private static final String EXTERNAL = "traversion.test.cassandra";
  private static final String IMAGE = "cassandra:5.0";

  static TestServer start() {
    var external = System.getProperty(EXTERNAL);
    var server =
        external != null && !external.isEmpty()
            ? external(external)
            : dockerAnswers() ? container() : bundled();
    System.out.println("Cassandra for these tests: " + server.what() + " at " + server.address());
    return server;
  }

  CassandraConnection connection() {
    var defaults = CassandraConnection.to(address);
    return new CassandraConnection(
        defaults.contactPoints(),
        datacenter,
        defaults.keyspace(),
        defaults.credentials(),
        defaults.consistency(),
        // Several builds may share this machine's few cores.
        defaults.requestTimeout().multipliedBy(3));
  }

  @Override
  public void close() {
    stop.run();
  }

  private static TestServer external(String hostAndPort) {
    int colon = hostAndPort.lastIndexOf(':');
    if (colon < 1) {
      throw new IllegalArgumentException(EXTERNAL + " must be host:port: " + hostAndPort);
    }
    var address =
        new InetSocketAddress(
            hostAndPort.substring(0, colon), Integer.parseInt(hostAndPort.substring(colon + 1)));
    return new TestServer("external", address, CassandraConnection.DEFAULT_DATACENTER, () -> {});
  }

  private static boolean dockerAnswers() {
    return DockerClientFactory.instance().isDockerAvailable();
  }

  private static TestServer container() {
    var container = new CassandraContainer(IMAGE);
    container.start();
    return new TestServer(
        "container " + IMAGE,
        container.getContactPoint(),
        CassandraConnection.DEFAULT_DATACENTER,
        container::stop);
  }

  private static TestServer bundled() {
    try {
      var temporary = Path.of(System.getProperty("java.io.tmpdir"));
      Files.createDirectories(temporary);
      var directory = Files.createTempDirectory(temporary, "cassandra-");
      var cassandra =
          BundledCassandra.start(
              CassandraSettings.in(directory).withPort(0),
              death -> System.err.println("Cassandra died: " + death.describe()));
      return new TestServer(
          "bundled",
          cassandra.address(),
          CassandraConnection.DEFAULT_DATACENTER,
          () -> {
            cassandra.close();
            delete(directory);
          });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void delete(Path directory) {
    try (var files = Files.walk(directory)) {
      for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
