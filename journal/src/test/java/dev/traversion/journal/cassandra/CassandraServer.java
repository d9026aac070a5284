package dev.traversion.journal.cassandra;

import com.datastax.oss.driver.api.core.CqlSession;
import java.time.Clock;
import java.util.Locale;
import java.util.UUID;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives tests a real Cassandra: one server for the whole run of a module, one keyspace with the
 * journal's schema for each test class (nested classes share it).
 *
 * <p>Which server: the one that {@code -Dtraversion.test.cassandra=host:port} names; else a
 * container, where a Docker engine answers; else the bundled server. One line on standard output
 * says which ran. Nothing is ever skipped: where there is no server, the tests fail.
 *
 * <p>Use {@code @ExtendWith(CassandraServer.class)} and take a {@link CassandraConnection}, a
 * {@link CassandraJournal} or a {@link PluginWrites} as a parameter of the constructor, of a test
 * or of a lifecycle method; all are closed for you.
 */
public final class CassandraServer implements ParameterResolver {
  private static final Namespace NAMESPACE = Namespace.create(CassandraServer.class);

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    var type = parameter.getParameter().getType();
    return type == CassandraConnection.class
        || type == CassandraJournal.class
        || type == PluginWrites.class
        || type == TestServer.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    var type = parameter.getParameter().getType();
    if (type == TestServer.class) {
      return server(context);
    }
    var keyspace = keyspace(context);
    if (type == CassandraConnection.class) {
      return keyspace.connection;
    }
    return type == CassandraJournal.class ? keyspace.journal() : keyspace.writes();
  }

  private static TestServer server(ExtensionContext context) {
    return context
        .getRoot()
        .getStore(NAMESPACE)
        .getOrComputeIfAbsent("server", _ -> TestServer.start(), TestServer.class);
  }

  private static Keyspace keyspace(ExtensionContext context) {
    var topmost = context;
    while (topmost.getParent().flatMap(ExtensionContext::getTestClass).isPresent()) {
      topmost = topmost.getParent().orElseThrow();
    }
    var server = server(context);
    var name = topmost.getRequiredTestClass().getSimpleName().toLowerCase(Locale.ROOT);
    return topmost
        .getStore(NAMESPACE)
        .getOrComputeIfAbsent("keyspace", _ -> new Keyspace(server, name), Keyspace.class);
  }

  /** One test class's own keyspace. Closed, and dropped, by JUnit after the class. */
  private static final class Keyspace implements AutoCloseable {
    private final CassandraConnection connection;
    private CassandraJournal journal;
    private CqlSession session;

    private Keyspace(TestServer server, String testClass) {
      var name =
          "t_"
              + testClass.replaceAll("[^a-z0-9]", "").substring(0, Math.min(24, testClass.length()))
              + "_"
              + UUID.randomUUID().toString().substring(0, 8);
      connection = server.connection().withKeyspace(name);
      SchemaMigration.apply(connection, SchemaMigration.Replication.single(), Clock.systemUTC());
    }

    private synchronized CassandraJournal journal() {
      if (journal == null) {
        journal = CassandraJournal.open(connection);
      }
      return journal;
    }

    private synchronized PluginWrites writes() {
      if (session == null) {
        session = connection.openInKeyspace();
      }
      return new PluginWrites(session);
    }

    @Override
    public synchronized void close() {
      if (journal != null) {
        journal.close();
      }
      if (session != null) {
        session.close();
      }
    }
  }
}
