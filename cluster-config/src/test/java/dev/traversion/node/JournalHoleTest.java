package dev.traversion.node;

import static org.assertj.core.api.Assertions.assertThat;

import com.datastax.oss.driver.api.core.CqlSession;
import dev.traversion.cassandra.BundledCassandra;
import dev.traversion.cassandra.CassandraSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a crash of the store can do in rare alignments, done on purpose: acknowledged rows vanish
 * while the node is down.
 */
@Timeout(value = 15, unit = TimeUnit.MINUTES)
class JournalHoleTest {
  private static final String MIRROR = "default/crash/cart/0";
  private static final String EVENTS =
      "/api/v1/events?kind=call&from=-1h&to=now&limit=1000&service=crash%2Fcart";

  @TempDir Path directory;

  @Test
  void a_hole_is_told_in_answers_and_metrics_and_stops_nothing() throws Exception {
    try (var cassandra =
            BundledCassandra.start(
                CassandraSettings.in(directory.resolve("cassandra")).withPort(0).withHeapMiB(384),
                _ -> {});
        var node =
            new ChildNode(
                directory.resolve("node"),
                "--cassandra",
                "127.0.0.1:" + cassandra.port(),
                "--apply-schema")) {
      node.start();
      send(node, 6);
      long highest = Long.parseLong(String.valueOf(frames(cassandra)));
      assertThat(highest).isGreaterThanOrEqualTo(4);
      node.terminate();

      lose(cassandra, "messages", 2); // in the middle
      lose(cassandra, "messages", highest); // at the end
      loseIndexRow(cassandra, 3);

      node.start();
      send(node, 2);
      var page = node.answer(EVENTS);
      assertThat(page.at("/completeness/gaps").findValuesAsText("sequenceNr"))
          .containsExactlyInAnyOrder("2", Long.toString(highest));
      assertThat(page.get("items").size()).isEqualTo(50 * ((int) highest - 2 + 2));
      assertThat(node.get("/metrics").body())
          .containsPattern("traversion_journal_gaps_total 2")
          .containsPattern("traversion_index_repaired_total 1");
    }
  }

  private static void send(ChildNode node, int batches) throws Exception {
    try (var sender = new RetryingSender(node.otlpHttpEndpoint(), "cart", batches)) {
      assertThat(sender.awaitBatches(batches, Duration.ofMinutes(1))).isTrue();
      sender.finish();
    }
  }

  private static long frames(BundledCassandra cassandra) {
    try (var session = session(cassandra)) {
      return session
          .execute(
              "SELECT max(sequence_nr) FROM messages WHERE persistence_id = '"
                  + MIRROR
                  + "' AND partition_nr = 0")
          .one()
          .getLong(0);
    }
  }

  private static void lose(BundledCassandra cassandra, String table, long sequenceNr) {
    try (var session = session(cassandra)) {
      session.execute(
          "DELETE FROM "
              + table
              + " WHERE persistence_id = '"
              + MIRROR
              + "' AND partition_nr = 0 AND sequence_nr = "
              + sequenceNr);
    }
  }

  private static void loseIndexRow(BundledCassandra cassandra, long sequenceNr) {
    try (var session = session(cassandra)) {
      session.execute(
          "DELETE FROM frame_index WHERE mirror = '"
              + MIRROR
              + "' AND bucket = 0 AND sequence_nr = "
              + sequenceNr);
    }
  }

  private static CqlSession session(BundledCassandra cassandra) {
    return CqlSession.builder()
        .addContactPoint(cassandra.address())
        .withLocalDatacenter("datacenter1")
        .withKeyspace("traversion")
        .build();
  }
}
