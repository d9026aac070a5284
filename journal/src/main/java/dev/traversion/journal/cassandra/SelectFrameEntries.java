package dev.traversion.journal.cassandra;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.AsyncResultSet;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.Row;
import dev.traversion.journal.FrameEntry;
import dev.traversion.model.frame.FrameAddress;
import dev.traversion.model.mirror.MirrorId;
import java.util.concurrent.CompletionStage;

/** Index entries of one bucket, in order of sequence number. */
final class SelectFrameEntries {
  private final CqlSession session;
  private final PreparedStatement statement;

  SelectFrameEntries(CqlSession session) {
    this.session = session;
    this.statement =
        session.prepare(
            """
            SELECT sequence_nr, min_occurred_nanos, max_occurred_nanos, max_end_nanos,
              min_recorded_nanos, max_recorded_nanos, counts, errors, lulls, bytes
            FROM frame_index
            WHERE mirror = :mirror AND bucket = :bucket AND sequence_nr >= :from_nr
            LIMIT :at_most
            """);
  }

  CompletionStage<AsyncResultSet> ask(MirrorId mirror, long bucket, long from, int atMost) {
    return session.executeAsync(
        statement
            .bind()
            .setString("mirror", mirror.entityId())
            .setLong("bucket", bucket)
            .setLong("from_nr", from)
            .setInt("at_most", atMost)
            .setPageSize(JournalLayout.INDEX_BUCKET_SIZE));
  }

  static FrameEntry map(MirrorId mirror, Row row) {
    return new FrameEntry(
        new FrameAddress(mirror, row.getLong("sequence_nr")),
        SummaryColumns.read(row),
        row.getInt("bytes"));
  }
}
