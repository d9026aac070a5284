package dev.traversion.journal.cassandra;

import com.datastax.oss.driver.api.core.CqlSession;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/** The table that says which schema files have been applied. */
final class SchemaVersions {
  private static final String CREATE =
      """
      CREATE TABLE IF NOT EXISTS schema_version (
        component text,           -- always 'journal'
        version int,              -- of the applied file
        file text,                -- its name
        checksum text,            -- CRC-32 of its statements, hexadecimal
        applied_at_nanos bigint,  -- nanoseconds since the epoch
        PRIMARY KEY (component, version)
      ) WITH comment = 'Which schema files have been applied, in order'
      """;

  private final CqlSession session;

  /**
   * @param session in the keyspace
   */
  SchemaVersions(CqlSession session) {
    this.session = session;
  }

  void create() {
    session.execute(CREATE);
  }

  /** Checksums by version. */
  SortedMap<Integer, String> applied() {
    var applied = new TreeMap<Integer, String>();
    for (var row :
        session.execute(
            "SELECT version, checksum FROM schema_version WHERE component = 'journal'")) {
      applied.put(row.getInt("version"), Objects.requireNonNull(row.getString("checksum")));
    }
    return applied;
  }

  void add(SchemaFile file, long appliedAtNanos) {
    session.execute(
        session
            .prepare(
                """
                INSERT INTO schema_version (component, version, file, checksum, applied_at_nanos)
                VALUES ('journal', :version, :file, :checksum, :applied_at_nanos)
                """)
            .bind()
            .setInt("version", file.version())
            .setString("file", file.name())
            .setString("checksum", file.checksum())
            .setLong("applied_at_nanos", appliedAtNanos));
  }
}
