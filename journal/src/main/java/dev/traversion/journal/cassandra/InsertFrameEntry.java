package dev.traversion.journal.cassandra;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.AsyncResultSet;
import com.datastax.oss.driver.api.core.cql.BatchStatement;
import com.datastax.oss.driver.api.core.cql.BatchType;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import dev.traversion.journal.FrameEntry;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletionStage;

/** One frame's entry and filters, as one mutation: the two tables share their partition key. */
final class InsertFrameEntry {
  private final CqlSession session;
  private final PreparedStatement entryStatement;
  private final PreparedStatement filtersStatement;

  InsertFrameEntry(CqlSession session) {
    this.session = session;
    this.entryStatement =
        session.prepare(
            """
            INSERT INTO frame_index (mirror, bucket, sequence_nr, min_occurred_nanos,
              max_occurred_nanos, max_end_nanos, min_recorded_nanos, max_recorded_nanos,
              counts, errors, lulls, bytes)
            VALUES (:mirror, :bucket, :sequence_nr, :min_occurred_nanos,
              :max_occurred_nanos, :max_end_nanos, :min_recorded_nanos, :max_recorded_nanos,
              :counts, :errors, :lulls, :bytes)
            """);
    this.filtersStatement =
        session.prepare(
            """
            INSERT INTO frame_filters (mirror, bucket, sequence_nr, filters)
            VALUES (:mirror, :bucket, :sequence_nr, :filters)
            """);
  }

  CompletionStage<AsyncResultSet> tell(FrameEntry entry, byte[] filters) {
    var mirror = entry.address().mirror().entityId();
    long sequenceNr = entry.address().sequenceNr();
    long bucket = JournalLayout.bucketOf(sequenceNr);
    var entryRow =
        SummaryColumns.bind(entryStatement.bind(), entry.summary())
            .setString("mirror", mirror)
            .setLong("bucket", bucket)
            .setLong("sequence_nr", sequenceNr)
            .setInt("bytes", entry.bytes());
    var filtersRow =
        filtersStatement
            .bind()
            .setString("mirror", mirror)
            .setLong("bucket", bucket)
            .setLong("sequence_nr", sequenceNr)
            .setByteBuffer("filters", ByteBuffer.wrap(filters));
    return session.executeAsync(
        BatchStatement.newInstance(BatchType.UNLOGGED, entryRow, filtersRow).setIdempotent(true));
  }
}
