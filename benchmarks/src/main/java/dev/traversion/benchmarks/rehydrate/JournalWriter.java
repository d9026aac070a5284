package dev.traversion.benchmarks.rehydrate;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.uuid.Uuids;
import dev.traversion.journal.FrameEntry;
import dev.traversion.journal.FrameIndex;
import dev.traversion.journal.cassandra.CassandraConnection;
import dev.traversion.journal.cassandra.JournalLayout;
import dev.traversion.model.event.Event;
import dev.traversion.model.frame.FrameAddress;
import dev.traversion.model.frame.FrameCodec;
import dev.traversion.model.frame.FrameSummary;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Writes frames as mirrors leave them in Cassandra, without the mirrors: a row of the journal and a
 * row of the index each. For filling a journal quickly; nothing is acknowledged to anybody here.
 */
final class JournalWriter implements AutoCloseable {
  private static final int UNDER_WAY = 64;

  private final CqlSession session;
  private final PreparedStatement insert;
  private final FrameIndex index;
  private final String writer = UUID.randomUUID().toString();
  private final Semaphore room = new Semaphore(UNDER_WAY);
  private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
  private long bytes;

  JournalWriter(CassandraConnection connection, FrameIndex index) {
    this.index = index;
    this.session =
        CqlSession.builder()
            .addContactPoints(connection.contactPoints())
            .withLocalDatacenter(connection.datacenter())
            .withKeyspace(connection.keyspace())
            .build();
    this.insert =
        session.prepare(
            "INSERT INTO messages (persistence_id, partition_nr, sequence_nr, timestamp,"
                + " timebucket, writer_uuid, ser_id, ser_manifest, event_manifest, event)"
                + " VALUES (:id, :partition, :nr, :timestamp, '0', :writer, 770001, '', '',"
                + " :event)");
  }

  /** Writes a frame; returns before it is durable. */
  void write(FrameAddress address, List<Event> events) throws InterruptedException {
    var encoded = FrameCodec.encode(events);
    bytes += encoded.length;
    room.acquire(2);
    release(
        session.executeAsync(
            insert
                .boundStatementBuilder()
                .setString("id", address.mirror().entityId())
                .setLong(
                    "partition", (address.sequenceNr() - 1) / JournalLayout.TARGET_PARTITION_SIZE)
                .setLong("nr", address.sequenceNr())
                .setUuid("timestamp", Uuids.timeBased())
                .setString("writer", writer)
                .setByteBuffer("event", ByteBuffer.wrap(encoded))
                .build()));
    release(index.write(new FrameEntry(address, FrameSummary.of(events), encoded.length), events));
  }

  private void release(CompletionStage<?> written) {
    written.whenComplete(
        (_, failed) -> {
          if (failed != null) {
            failure.compareAndSet(null, failed);
          }
          room.release();
        });
  }

  /**
   * Waits until all that was written is durable.
   *
   * @throws IllegalStateException if something was not written
   */
  void flush() throws InterruptedException {
    room.acquire(UNDER_WAY);
    room.release(UNDER_WAY);
    var failed = failure.get();
    if (failed != null) {
      throw new IllegalStateException("a frame was not written", failed);
    }
  }

  /** Bytes of all frames so far, encoded. */
  long bytes() {
    return bytes;
  }

  @Override
  public void close() {
    session.close();
  }
}
