package dev.traversion.journal.cassandra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.traversion.journal.JournalUnavailableException;
import dev.traversion.journal.cassandra.SchemaMigration.Replication;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

class SchemaTest {
  @Nested
  @ExtendWith(CassandraServer.class)
  class A_schema_in_Cassandra {
    private final CassandraConnection connection;

    A_schema_in_Cassandra(TestServer server) {
      connection =
          server
              .connection()
              .withKeyspace("s_" + UUID.randomUUID().toString().replace("-", "").substring(8));
    }

    @AfterEach
    void drop() {
      try (var session = connection.open()) {
        session.execute("DROP KEYSPACE IF EXISTS " + connection.keyspace());
      }
    }

    @Test
    void is_made_completed_verified_and_its_age_and_edits_are_noticed() {
      var latest = SchemaFile.latestVersion();
      assertThatThrownBy(() -> CassandraJournal.open(connection))
          .isInstanceOf(SchemaMismatchException.class)
          .hasMessage(
              "there is no keyspace " + connection.keyspace() + ": run the traversion-migrate job");

      makeTheFirstTableOnly();
      assertRefused("no schema_version: run the traversion-migrate job");

      assertThat(migrate()).isEqualTo(latest);
      assertThat(migrate()).isZero();
      assertThatCode(() -> SchemaCheck.require(connection)).doesNotThrowAnyException();

      try (var session = connection.openInKeyspace()) {
        session.execute(
            "INSERT INTO schema_version (component, version, checksum) VALUES ('journal', 99, 'x')");
        assertRefused("schema is at 99, this build needs " + latest);

        session.execute(
            "DELETE FROM schema_version WHERE component = 'journal' AND version IN (99, "
                + latest
                + ")");
        assertRefused(
            "schema is at "
                + (latest - 1)
                + ", this build needs "
                + latest
                + ": run the traversion-migrate job");
        assertThat(migrate()).isEqualTo(1);

        session.execute(
            "UPDATE schema_version SET checksum = 'x' WHERE component = 'journal' AND version = 2");
        assertRefused("V002__frame_index.cql was applied as x");
        assertThatThrownBy(this::migrate).isInstanceOf(SchemaMismatchException.class);
      }
    }

    private void assertRefused(String because) {
      assertThatThrownBy(() -> SchemaCheck.require(connection))
          .isInstanceOf(SchemaMismatchException.class)
          .hasMessageContaining(because);
    }

    /** As a migration that was cut short leaves it. */
    private void makeTheFirstTableOnly() {
      try (var session = connection.open()) {
        session.execute(
            "CREATE KEYSPACE "
                + connection.keyspace()
                + " WITH replication = {'class': 'SimpleStrategy', 'replication_factor': 1}");
      }
      try (var session = connection.openInKeyspace()) {
        session.execute(SchemaFile.all().getFirst().statements().getFirst());
      }
    }

    private int migrate() {
      return SchemaMigration.apply(connection, Replication.single(), Clock.systemUTC());
    }
  }

  @Nested
  class The_schema_files {
    @Test
    void are_all_listed_and_numbered_from_one_without_holes() throws Exception {
      var folder = Path.of(SchemaFile.class.getResource("/cql").toURI());
      try (var files = Files.list(folder)) {
        assertThat(SchemaFile.all())
            .extracting(SchemaFile::name)
            .containsExactlyElementsOf(
                files.map(file -> file.getFileName().toString()).sorted().toList());
      }
      for (int i = 0; i < SchemaFile.latestVersion(); i++) {
        assertThat(SchemaFile.all().get(i).version()).isEqualTo(i + 1);
      }
    }

    @Test
    void have_a_checksum_that_ignores_comments_and_layout() {
      var file = new SchemaFile(1, "f", "CREATE TABLE a (b int) -- why; not\n  WITH c = ';x';\n");
      var same = new SchemaFile(1, "f", "-- first\nCREATE TABLE a (b int) WITH c = ';x';");
      var other = new SchemaFile(1, "f", "CREATE TABLE a (b bigint) WITH c = ';x';");

      assertThat(file.statements()).hasSize(1);
      assertThat(file.checksum()).isEqualTo(same.checksum()).isNotEqualTo(other.checksum());
    }

    @Test
    void say_what_each_table_is_for() {
      assertThat(SchemaFile.all())
          .flatExtracting(SchemaFile::statements)
          .filteredOn(statement -> statement.startsWith("CREATE"))
          .allSatisfy(
              statement ->
                  assertThat(statement)
                      .startsWith("CREATE TABLE IF NOT EXISTS")
                      .contains("comment = '"));
    }
  }

  @Nested
  class A_connection {
    private final CassandraConnection connection =
        CassandraConnection.to(new InetSocketAddress(InetAddress.getLoopbackAddress(), 9042));

    @Test
    void has_documented_defaults() {
      assertThat(connection.datacenter()).isEqualTo("datacenter1");
      assertThat(connection.keyspace()).isEqualTo("traversion");
      assertThat(connection.consistency()).isEqualTo("LOCAL_QUORUM");
      assertThat(connection.requestTimeout()).isEqualTo(Duration.ofSeconds(10));
      assertThat(connection.credentials()).isEmpty();
    }

    @Test
    void refuses_what_cannot_be_meant() {
      assertThatThrownBy(() -> connection.withKeyspace("x; DROP KEYSPACE y"))
          .hasMessageContaining("lower-case letters");
      assertThatThrownBy(() -> connection.withRequestTimeout(Duration.ZERO))
          .hasMessageContaining("positive");
      assertThatThrownBy(
              () ->
                  new CassandraConnection(
                      List.of(), "dc", "ks", Optional.empty(), "ONE", Duration.ofSeconds(1)))
          .hasMessageContaining("contact point");
      assertThatThrownBy(
              () ->
                  new CassandraConnection(
                      connection.contactPoints(),
                      "dc",
                      "ks",
                      Optional.empty(),
                      "MOST",
                      Duration.ofSeconds(1)))
          .hasMessageContaining("'MOST'")
          .hasMessageContaining("LOCAL_QUORUM");
      assertThatThrownBy(() -> new Replication(Map.of("dc1", 0))).hasMessageContaining("dc1=0");
    }

    @Test
    void never_shows_its_password() {
      assertThat(new CassandraConnection.Credentials("me", "hunter2").toString())
          .contains("me")
          .doesNotContain("hunter2");
    }

    @Test
    void to_nobody_is_unavailable() throws Exception {
      int port;
      try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
        port = socket.getLocalPort();
      }
      var nobody =
          CassandraConnection.to(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));

      assertThatThrownBy(() -> CassandraJournal.open(nobody))
          .isInstanceOf(JournalUnavailableException.class)
          .hasMessageContaining(Integer.toString(port));
    }
  }

  @Nested
  class The_layout {
    @Test
    void puts_a_thousand_frames_in_a_partition_counted_from_one() {
      assertThat(JournalLayout.partitionOf(1)).isZero();
      assertThat(JournalLayout.partitionOf(1_000)).isZero();
      assertThat(JournalLayout.partitionOf(1_001)).isEqualTo(1);
    }

    @Test
    void refuses_a_plugin_that_is_set_otherwise() {
      JournalLayout.requireTargetPartitionSize(JournalLayout.TARGET_PARTITION_SIZE);
      assertThatThrownBy(() -> JournalLayout.requireTargetPartitionSize(500_000))
          .hasMessageContaining("target-partition-size is 500000")
          .hasMessageContaining("1000");
    }
  }
}
