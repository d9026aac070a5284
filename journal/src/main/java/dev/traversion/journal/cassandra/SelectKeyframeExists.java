package dev.traversion.journal.cassandra;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import dev.traversion.journal.KeyframeStore.KeyframeId;
import java.util.concurrent.CompletionStage;

/** Whether a keyframe has its own row, and so was written whole and not deleted since. */
final class SelectKeyframeExists {
  private final CqlSession session;
  private final PreparedStatement statement;

  SelectKeyframeExists(CqlSession session) {
    this.session = session;
    this.statement =
        session.prepare(
            """
            SELECT chunks FROM keyframes
            WHERE mirror = :mirror AND instant_nanos = :instant_nanos
              AND covered_sequence_nr = :covered_sequence_nr
            """);
  }

  CompletionStage<Boolean> ask(KeyframeId keyframe) {
    return session
        .executeAsync(KeyframeColumns.bind(statement.bind(), keyframe))
        .thenApply(
            rows -> {
              var row = rows.one();
              return row != null && row.getInt("chunks") == keyframe.chunks();
            });
  }
}
