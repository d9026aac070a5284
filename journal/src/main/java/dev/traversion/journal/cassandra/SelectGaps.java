package dev.traversion.journal.cassandra;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.AsyncResultSet;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.Row;
import dev.traversion.journal.Gap;
import dev.traversion.model.frame.FrameAddress;
import dev.traversion.model.mirror.MirrorId;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** The holes of one mirror, in order of sequence number. */
final class SelectGaps {
  private final CqlSession session;
  private final PreparedStatement statement;

  SelectGaps(CqlSession session) {
    this.session = session;
    this.statement =
        session.prepare(
            """
            SELECT sequence_nr, noticed_at_nanos, min_occurred_nanos, max_occurred_nanos,
              max_end_nanos, min_recorded_nanos, max_recorded_nanos, counts, errors, lulls
            FROM gaps WHERE mirror = :mirror
            """);
  }

  CompletionStage<AsyncResultSet> ask(MirrorId mirror) {
    return session.executeAsync(statement.bind().setString("mirror", mirror.entityId()));
  }

  static Gap map(MirrorId mirror, Row row) {
    return new Gap(
        new FrameAddress(mirror, row.getLong("sequence_nr")),
        row.getLong("noticed_at_nanos"),
        row.isNull("min_occurred_nanos")
            ? Optional.empty()
            : Optional.of(SummaryColumns.read(row)));
  }
}
