package dev.traversion.journal.cassandra;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.AsyncResultSet;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.Row;
import com.datastax.oss.protocol.internal.util.Bytes;
import dev.traversion.journal.FrameFilters;
import dev.traversion.journal.filter.FilterPair;
import dev.traversion.model.mirror.MirrorId;
import java.util.concurrent.CompletionStage;

/** The filters of a run of frames within one bucket. */
final class SelectFrameFilters {
  /** Filters take a few KB at most. */
  private static final int PAGE_SIZE = 250;

  private final CqlSession session;
  private final PreparedStatement statement;

  SelectFrameFilters(CqlSession session) {
    this.session = session;
    this.statement =
        session.prepare(
            """
            SELECT sequence_nr, filters FROM frame_filters
            WHERE mirror = :mirror AND bucket = :bucket
              AND sequence_nr >= :from_nr AND sequence_nr <= :to_nr
            """);
  }

  CompletionStage<AsyncResultSet> ask(MirrorId mirror, long bucket, long from, long to) {
    return session.executeAsync(
        statement
            .bind()
            .setString("mirror", mirror.entityId())
            .setLong("bucket", bucket)
            .setLong("from_nr", from)
            .setLong("to_nr", to)
            .setPageSize(PAGE_SIZE));
  }

  static FrameFilters map(Row row) {
    var filters = row.getByteBuffer("filters");
    return FilterPair.decode(filters == null ? new byte[0] : Bytes.getArray(filters));
  }
}
