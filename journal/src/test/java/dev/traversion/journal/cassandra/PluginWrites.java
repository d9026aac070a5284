package dev.traversion.journal.cassandra;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import com.datastax.oss.driver.api.core.uuid.Uuids;
import dev.traversion.journal.FrameStore;
import dev.traversion.model.frame.FrameAddress;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.UUID;

/** Journals frames as Akka Persistence's Cassandra plugin does, for tests that run no actors. */
public final class PluginWrites {
  private final CqlSession session;

  PluginWrites(CqlSession session) {
    this.session = session;
  }

  /** Journals a frame; a second one under the same number leaves two rows, as a retry does. */
  public void append(FrameAddress address, byte[] frame) {
    insert(address, "", frame);
  }

  /** Marks a frame as lost, as a mirror does that goes on after a hole. */
  public void markLost(FrameAddress address) {
    insert(address, FrameStore.LOST_MANIFEST, new byte[0]);
  }

  /** Loses a frame, as a crash might. */
  public void lose(FrameAddress address) {
    session.execute(
        SimpleStatement.newInstance(
            "DELETE FROM messages WHERE persistence_id = ? AND partition_nr = ?"
                + " AND sequence_nr = ?",
            address.mirror().entityId(),
            JournalLayout.partitionOf(address.sequenceNr()),
            address.sequenceNr()));
  }

  /** Loses the bytes of a frame and keeps its row. */
  public void damage(FrameAddress address) {
    lose(address);
    session.execute(
        SimpleStatement.newInstance(
            "INSERT INTO messages (persistence_id, partition_nr, sequence_nr, timestamp,"
                + " ser_manifest) VALUES (?, ?, ?, ?, '')",
            address.mirror().entityId(),
            JournalLayout.partitionOf(address.sequenceNr()),
            address.sequenceNr(),
            Uuids.timeBased()));
  }

  /** For tests that break what is stored. */
  void execute(String cql, Object... values) {
    session.execute(SimpleStatement.newInstance(cql, values));
  }

  private void insert(FrameAddress address, String manifest, byte[] bytes) {
    session.execute(
        SimpleStatement.newInstance(
            "INSERT INTO messages (persistence_id, partition_nr, sequence_nr, timestamp,"
                + " timebucket, writer_uuid, ser_id, ser_manifest, event_manifest, event)"
                + " VALUES (:id, :partition, :nr, :timestamp, '0', :writer, 4711, :manifest, '',"
                + " :event)",
            Map.of(
                "id", address.mirror().entityId(),
                "partition", JournalLayout.partitionOf(address.sequenceNr()),
                "nr", address.sequenceNr(),
                "timestamp", Uuids.timeBased(),
                "writer", UUID.randomUUID().toString(),
                "manifest", manifest,
                "event", ByteBuffer.wrap(bytes))));
  }
}
