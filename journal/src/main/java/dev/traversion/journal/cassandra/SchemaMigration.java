package dev.traversion.journal.cassandra;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.DriverException;
import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import dev.traversion.journal.JournalUnavailableException;
import dev.traversion.model.time.EpochNanos;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Applies the schema files that have not been applied yet. Run by one job at a time: Cassandra
 * dislikes concurrent changes of schema. Cut short, it can be run again: every statement says
 * {@code IF NOT EXISTS}, and a file is noted after its last one.
 */
public final class SchemaMigration {
  private static final Logger log = LoggerFactory.getLogger(SchemaMigration.class);

  /** Waits for the nodes to agree; longer than any read. */
  private static final Duration STATEMENT_TIMEOUT = Duration.ofSeconds(60);

  /**
   * How many copies the keyspace keeps.
   *
   * @param copiesByDatacenter copies by the data center's name; empty for one copy, anywhere
   */
  public record Replication(Map<String, Integer> copiesByDatacenter) {
    public Replication {
      copiesByDatacenter = Map.copyOf(copiesByDatacenter);
      copiesByDatacenter.forEach(
          (datacenter, copies) -> {
            if (datacenter.contains("'") || copies < 1) {
              throw new IllegalArgumentException(
                  "copies must be 1 or more, for a data center: " + datacenter + "=" + copies);
            }
          });
    }

    /** One copy: for one node. */
    public static Replication single() {
      return new Replication(Map.of());
    }

    private String cql() {
      if (copiesByDatacenter.isEmpty()) {
        return "{'class': 'SimpleStrategy', 'replication_factor': 1}";
      }
      return new TreeMap<>(copiesByDatacenter)
          .entrySet().stream()
              .map(copies -> "'" + copies.getKey() + "': " + copies.getValue())
              .collect(Collectors.joining(", ", "{'class': 'NetworkTopologyStrategy', ", "}"));
    }
  }

  private SchemaMigration() {}

  /**
   * Brings the schema to what this build needs, keyspace included. A keyspace that is there keeps
   * its replication.
   *
   * @return how many files were applied
   * @throws SchemaMismatchException if an applied file has been edited since
   * @throws JournalUnavailableException if Cassandra does not answer
   */
  public static int apply(CassandraConnection connection, Replication replication, Clock clock) {
    createKeyspace(connection, replication);
    try (var session = connection.openInKeyspace()) {
      var versions = new SchemaVersions(session);
      versions.create();
      var applied = versions.applied();
      int count = 0;
      for (var file : SchemaFile.all()) {
        var checksum = applied.get(file.version());
        if (checksum == null) {
          file.statements().forEach(statement -> execute(session, statement));
          versions.add(file, EpochNanos.of(clock.instant()));
          log.info("applied {} to keyspace {}", file.name(), connection.keyspace());
          count++;
        } else {
          SchemaCheck.requireUnedited(file, checksum);
        }
      }
      return count;
    } catch (DriverException e) {
      throw new JournalUnavailableException("migrating the schema failed", e);
    }
  }

  private static void createKeyspace(CassandraConnection connection, Replication replication) {
    try (var session = connection.open()) {
      execute(
          session,
          "CREATE KEYSPACE IF NOT EXISTS "
              + connection.keyspace()
              + " WITH replication = "
              + replication.cql());
    } catch (DriverException e) {
      throw new JournalUnavailableException("creating the keyspace failed", e);
    }
  }

  private static void execute(CqlSession session, String statement) {
    session.execute(SimpleStatement.newInstance(statement).setTimeout(STATEMENT_TIMEOUT));
  }
}
