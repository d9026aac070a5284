package dev.traversion.journal.cassandra;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.AsyncResultSet;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import dev.traversion.model.mirror.MirrorId;
import java.util.concurrent.CompletionStage;

/** A run of frames of one partition, in order of sequence number. */
final class SelectFrameRange {
  /** Frames are large: 50 of 64 KiB are 3 MiB. The driver's own 5,000 would be 327 MB. */
  static final int PAGE_SIZE = 50;

  private final CqlSession session;
  private final PreparedStatement statement;

  SelectFrameRange(CqlSession session) {
    this.session = session;
    this.statement =
        session.prepare(
            """
            SELECT sequence_nr, ser_manifest, event FROM messages
            WHERE persistence_id = :mirror AND partition_nr = :partition
              AND sequence_nr >= :from_nr AND sequence_nr <= :to_nr
            """);
  }

  CompletionStage<AsyncResultSet> ask(MirrorId mirror, long partition, long from, long to) {
    return session.executeAsync(
        statement
            .bind()
            .setString("mirror", mirror.entityId())
            .setLong("partition", partition)
            .setLong("from_nr", from)
            .setLong("to_nr", to)
            .setPageSize(PAGE_SIZE));
  }
}
