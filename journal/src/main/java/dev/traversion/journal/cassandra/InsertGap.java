package dev.traversion.journal.cassandra;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.AsyncResultSet;
import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import dev.traversion.journal.Gap;
import java.util.concurrent.CompletionStage;

/** One hole. What the index did not know stays unset. */
final class InsertGap {
  private final CqlSession session;
  private final PreparedStatement statement;

  InsertGap(CqlSession session) {
    this.session = session;
    this.statement =
        session.prepare(
            """
            INSERT INTO gaps (mirror, sequence_nr, noticed_at_nanos, min_occurred_nanos,
              max_occurred_nanos, max_end_nanos, min_recorded_nanos, max_recorded_nanos,
              counts, errors, lulls)
            VALUES (:mirror, :sequence_nr, :noticed_at_nanos, :min_occurred_nanos,
              :max_occurred_nanos, :max_end_nanos, :min_recorded_nanos, :max_recorded_nanos,
              :counts, :errors, :lulls)
            """);
  }

  CompletionStage<AsyncResultSet> tell(Gap gap) {
    BoundStatement bound =
        statement
            .bind()
            .setString("mirror", gap.address().mirror().entityId())
            .setLong("sequence_nr", gap.address().sequenceNr())
            .setLong("noticed_at_nanos", gap.noticedAtNanos());
    return session.executeAsync(
        gap.lost().map(summary -> SummaryColumns.bind(bound, summary)).orElse(bound));
  }
}
