package dev.traversion.journal.cassandra;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.AsyncResultSet;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import dev.traversion.journal.KeyframeStore.KeyframeId;
import java.util.concurrent.CompletionStage;

/** Forgets a keyframe: its own row first, so that nobody finds it any more, then the rest. */
final class DeleteKeyframe {
  private final CqlSession session;
  private final PreparedStatement rowStatement;
  private final PreparedStatement keysStatement;
  private final PreparedStatement chunkStatement;

  DeleteKeyframe(CqlSession session) {
    this.session = session;
    this.rowStatement =
        session.prepare(
            """
            DELETE FROM keyframes
            WHERE mirror = :mirror AND instant_nanos = :instant_nanos
              AND covered_sequence_nr = :covered_sequence_nr
            """);
    this.keysStatement =
        session.prepare(
            """
            DELETE FROM keyframe_keys
            WHERE mirror = :mirror AND instant_nanos = :instant_nanos
              AND covered_sequence_nr = :covered_sequence_nr
            """);
    this.chunkStatement =
        session.prepare(
            """
            DELETE FROM keyframe_chunks
            WHERE mirror = :mirror AND instant_nanos = :instant_nanos
              AND covered_sequence_nr = :covered_sequence_nr AND number = :number
            """);
  }

  CompletionStage<AsyncResultSet> forgetRow(KeyframeId keyframe) {
    return session.executeAsync(KeyframeColumns.bind(rowStatement.bind(), keyframe));
  }

  CompletionStage<AsyncResultSet> forgetKeys(KeyframeId keyframe) {
    return session.executeAsync(KeyframeColumns.bind(keysStatement.bind(), keyframe));
  }

  CompletionStage<AsyncResultSet> forgetChunk(KeyframeId keyframe, int number) {
    return session.executeAsync(
        KeyframeColumns.bind(chunkStatement.bind(), keyframe).setInt("number", number));
  }
}
