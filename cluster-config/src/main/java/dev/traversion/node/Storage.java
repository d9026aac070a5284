package dev.traversion.node;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigValueFactory;
import dev.traversion.cassandra.BundledCassandra;
import dev.traversion.cassandra.BundledCassandraException;
import dev.traversion.cassandra.CassandraSettings;
import dev.traversion.journal.JournalUnavailableException;
import dev.traversion.journal.cassandra.CassandraConnection;
import dev.traversion.journal.cassandra.CassandraJournal;
import dev.traversion.journal.cassandra.SchemaMigration;
import dev.traversion.journal.cassandra.SchemaMigration.Replication;
import dev.traversion.journal.cassandra.SchemaMismatchException;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The Cassandra that a node journals to: bundled as its child, or yours. */
final class Storage implements AutoCloseable {
  private final @Nullable BundledCassandra bundled;
  private final CassandraConnection connection;
  private final CassandraJournal journal;

  private Storage(
      @Nullable BundledCassandra bundled,
      CassandraConnection connection,
      CassandraJournal journal) {
    this.bundled = bundled;
    this.connection = connection;
    this.journal = journal;
  }

  /**
   * Starts or finds the bundled server if that is wanted, brings its schema up to date, connects.
   *
   * @param onDeath told when the bundled server dies later
   * @throws NodeStartException with the cure
   */
  static Storage open(NodeSettings settings, Consumer<String> onDeath) {
    BundledCassandra bundled =
        settings.cassandra().bundled() ? startBundled(settings, onDeath) : null;
    try {
      var connection = connection(settings.cassandra(), bundled);
      if (bundled != null || settings.cassandra().applySchema()) {
        SchemaMigration.apply(connection, replication(settings.cassandra()), Clock.systemUTC());
      }
      return new Storage(bundled, connection, CassandraJournal.open(connection));
    } catch (SchemaMismatchException mismatch) {
      close(bundled);
      throw new NodeStartException(
          String.valueOf(mismatch.getMessage()), "run: ./traversion up --migrate-only", mismatch);
    } catch (JournalUnavailableException unavailable) {
      close(bundled);
      throw new NodeStartException(
          String.valueOf(unavailable.getMessage()),
          "check traversion.cassandra (contact-points, local-datacenter, username), or --cassandra",
          unavailable);
    }
  }

  /** Brings the schema of the configured Cassandra up to date. */
  static void migrate(NodeSettings settings) {
    BundledCassandra bundled =
        settings.cassandra().bundled() ? startBundled(settings, _ -> {}) : null;
    try {
      int applied =
          SchemaMigration.apply(
              connection(settings.cassandra(), bundled),
              replication(settings.cassandra()),
              Clock.systemUTC());
      System.out.println(
          applied == 0 ? "The schema was up to date." : "Schema files applied: " + applied);
    } finally {
      close(bundled);
    }
  }

  private static BundledCassandra startBundled(NodeSettings settings, Consumer<String> onDeath) {
    var cassandra = settings.cassandra();
    try {
      return BundledCassandra.start(
          CassandraSettings.in(settings.dataDir().resolve("cassandra"))
              .withPort(cassandra.bundledPort())
              .withHeapMiB(cassandra.bundledHeapMiB())
              .withStartTimeout(cassandra.bundledStartTimeout()),
          death -> onDeath.accept("The bundled Cassandra died: " + death.describe()));
    } catch (BundledCassandraException.PortTaken taken) {
      throw new NodeStartException(
          String.valueOf(taken.getMessage()), "choose another with --cassandra-port", taken);
    } catch (BundledCassandraException failure) {
      throw new NodeStartException(
          String.valueOf(failure.getMessage()),
          "the data directory is " + settings.dataDir() + "; choose another with --data-dir",
          failure);
    }
  }

  private static CassandraConnection connection(
      NodeSettings.Cassandra cassandra, @Nullable BundledCassandra bundled) {
    if (bundled != null) {
      return CassandraConnection.to(bundled.address())
          .withKeyspace(cassandra.keyspace())
          .withRequestTimeout(cassandra.requestTimeout());
    }
    return new CassandraConnection(
        cassandra.contactPoints().stream().map(Storage::address).toList(),
        cassandra.localDatacenter(),
        cassandra.keyspace(),
        cassandra.username().isEmpty()
            ? Optional.empty()
            : Optional.of(
                new CassandraConnection.Credentials(cassandra.username(), cassandra.password())),
        CassandraConnection.DEFAULT_CONSISTENCY,
        cassandra.requestTimeout());
  }

  private static InetSocketAddress address(String hostAndPort) {
    int colon = hostAndPort.lastIndexOf(':');
    try {
      return new InetSocketAddress(
          hostAndPort.substring(0, Math.max(0, colon)),
          Integer.parseInt(hostAndPort.substring(colon + 1)));
    } catch (IllegalArgumentException notAnAddress) {
      throw new NodeStartException(
          "'" + hostAndPort + "' is not a contact point",
          "write host:port, e.g. 10.0.0.7:9042",
          notAnAddress);
    }
  }

  private static Replication replication(NodeSettings.Cassandra cassandra) {
    Map<String, Integer> copies =
        cassandra.replication().root().keySet().stream()
            .collect(
                Collectors.toMap(
                    name -> name, name -> cassandra.replication().getInt("\"" + name + "\"")));
    return new Replication(copies);
  }

  CassandraJournal journal() {
    return journal;
  }

  /** Points Akka's plugin, which has a session of its own, at the same Cassandra. */
  Config configure(Config config) {
    var points =
        connection.contactPoints().stream()
            .map(point -> point.getHostString() + ":" + point.getPort())
            .toList();
    var driver = "datastax-java-driver.";
    var configured =
        config
            .withValue(driver + "basic.contact-points", ConfigValueFactory.fromIterable(points))
            .withValue(
                driver + "basic.load-balancing-policy.local-datacenter",
                ConfigValueFactory.fromAnyRef(connection.datacenter()));
    return connection
        .credentials()
        .map(
            given ->
                ConfigFactory.parseMap(
                        Map.of(
                            driver + "advanced.auth-provider.class", "PlainTextAuthProvider",
                            driver + "advanced.auth-provider.username", given.user(),
                            driver + "advanced.auth-provider.password", given.password()))
                    .withFallback(configured))
        .orElse(configured);
  }

  /** The port of the bundled server; 0 when there is none. */
  int bundledPort() {
    return bundled == null ? 0 : bundled.port();
  }

  /** The process of the bundled server; 0 when there is none. */
  long bundledPid() {
    return bundled == null ? 0 : bundled.pid();
  }

  private static void close(@Nullable BundledCassandra bundled) {
    if (bundled != null) {
      bundled.close();
    }
  }

  @Override
  public void close() {
    journal.close();
    close(bundled);
  }
}
