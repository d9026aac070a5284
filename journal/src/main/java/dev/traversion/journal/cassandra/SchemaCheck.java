package dev.traversion.journal.cassandra;

import com.datastax.oss.driver.api.core.DriverException;
import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import com.datastax.oss.driver.api.core.servererrors.InvalidQueryException;
import dev.traversion.journal.JournalUnavailableException;

/** Compares the schema in Cassandra with the one this build needs. Changes nothing. */
public final class SchemaCheck {
  private SchemaCheck() {}

  /**
   * Passes if the schema is the one needed.
   *
   * @throws SchemaMismatchException if it is not there, older, newer or altered; says the cure
   * @throws JournalUnavailableException if Cassandra does not answer
   */
  public static void require(CassandraConnection connection) {
    try (var session = connection.open()) {
      var keyspaces =
          session.execute(
              SimpleStatement.newInstance(
                  "SELECT keyspace_name FROM system_schema.keyspaces WHERE keyspace_name = ?",
                  connection.keyspace()));
      if (keyspaces.one() == null) {
        throw mismatch("there is no keyspace " + connection.keyspace());
      }
    } catch (DriverException e) {
      throw new JournalUnavailableException("checking the schema failed", e);
    }
    try (var session = connection.openInKeyspace()) {
      compare(new SchemaVersions(session));
    } catch (InvalidQueryException e) {
      throw mismatch("keyspace " + connection.keyspace() + " has no schema_version");
    } catch (DriverException e) {
      throw new JournalUnavailableException("checking the schema failed", e);
    }
  }

  private static void compare(SchemaVersions versions) {
    var applied = versions.applied();
    int needed = SchemaFile.latestVersion();
    int at = applied.isEmpty() ? 0 : applied.lastKey();
    if (at > needed) {
      throw new SchemaMismatchException(
          "schema is at "
              + at
              + ", this build needs "
              + needed
              + ": run the release that made the schema, or a later one");
    }
    for (var file : SchemaFile.all()) {
      var checksum = applied.get(file.version());
      if (checksum == null) {
        throw mismatch("schema is at " + (file.version() - 1) + ", this build needs " + needed);
      }
      requireUnedited(file, checksum);
    }
  }

  static void requireUnedited(SchemaFile file, String applied) {
    if (!applied.equals(file.checksum())) {
      throw new SchemaMismatchException(
          file.name()
              + " was applied as "
              + applied
              + " and is "
              + file.checksum()
              + " in this build: schema files are never edited; add a new one");
    }
  }

  private static SchemaMismatchException mismatch(String what) {
    return new SchemaMismatchException(what + ": run the traversion-migrate job");
  }
}
