package dev.traversion.journal.cassandra;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.AsyncResultSet;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import dev.traversion.journal.KeyframeStore.KeyframeId;
import java.util.concurrent.CompletionStage;

/** A keyframe's own row, to be written after its chunks. */
final class InsertKeyframe {
  private final CqlSession session;
  private final PreparedStatement statement;

  InsertKeyframe(CqlSession session) {
    this.session = session;
    this.statement =
        session.prepare(
            """
            INSERT INTO keyframes (mirror, instant_nanos, covered_sequence_nr, chunks)
            VALUES (:mirror, :instant_nanos, :covered_sequence_nr, :chunks)
            """);
  }

  CompletionStage<AsyncResultSet> tell(KeyframeId keyframe) {
    return session.executeAsync(
        KeyframeColumns.bind(statement.bind(), keyframe).setInt("chunks", keyframe.chunks()));
  }
}
