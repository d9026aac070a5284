package dev.traversion.benchmarks.replay;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.config.DefaultDriverOption;
import com.datastax.oss.driver.api.core.config.DriverConfigLoader;
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
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * Writes frames as mirrors leave them in Cassandra, without the mirrors: a row of the journal and a
 * row of the index each. For filling a journal quickly; nothing is acknowledged to anybody here.
 */
final class JournalWriter implements AutoCloseable {
  private static final int UNDER_WAY = 64;
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final CqlSession session;
  private final PreparedStatement insert;
  private final FrameIndex index;
  private final String writer = UUID.randomUUID().toString();
  private final Semaphore room = new Semaphore(UNDER_WAY);
  private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
  private final LongAdder bytes = new LongAdder();
  private final ExecutorService encoders =
      Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());

  JournalWriter(CassandraConnection connection, FrameIndex index) {
    this.index = index;
    this.session =
        CqlSession.builder()
            .addContactPoints(connection.contactPoints())
            .withLocalDatacenter(connection.datacenter())
            .withKeyspace(connection.keyspace())
            .withConfigLoader(
                DriverConfigLoader.programmaticBuilder()
                    .withDuration(DefaultDriverOption.REQUEST_TIMEOUT, PATIENCE)
                    .build())
            .build();
    this.insert =
        session.prepare(
            "INSERT INTO messages (persistence_id, partition_nr, sequence_nr, timestamp,"
                + " timebucket, writer_uuid, ser_id, ser_manifest, event_manifest, event)"
                + " VALUES (:id, :partition, :nr, :timestamp, '0', :writer, 770001, '', '',"
                + " :event)");
  }

  /** Writes a frame; returns before it is durable, and waits while too many are not. */
  void write(FrameAddress address, List<Event> events) throws InterruptedException {
    room.acquire(2);
    encoders.execute(
        () -> {
          try {
            send(address, events);
          } catch (RuntimeException e) {
            failure.compareAndSet(null, e);
            room.release(2);
          }
        });
  }

  private void send(FrameAddress address, List<Event> events) {
    var encoded = FrameCodec.encode(events);
    bytes.add(encoded.length);
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
    return bytes.sum();
  }

  @Override
  public void close() {
    encoders.close();
    session.close();
  }
}
