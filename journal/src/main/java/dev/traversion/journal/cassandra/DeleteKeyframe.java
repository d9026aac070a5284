package dev.traversion.journal.cassandra;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.AsyncResultSet;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import dev.traversion.journal.KeyframeStore.KeyframeId;
import java.util.concurrent.CompletionStage;

/** Forgets a keyframe, page by page, then its row. */
final class DeleteKeyframe {
  private final CqlSession session;
  private final PreparedStatement chunksStatement;
  private final PreparedStatement directoryStatement;
  private final PreparedStatement rowStatement;

  DeleteKeyframe(CqlSession session) {
    this.session = session;
    this.chunksStatement =
        session.prepare(
            """
            DELETE FROM keyframe_content
            WHERE mirror = :mirror AND build = :build AND page = :page
            """);
    this.directoryStatement =
        session.prepare(
            """
            DELETE FROM keyframe_directories
            WHERE mirror = :mirror AND build = :build AND page = :page
            """);
    this.rowStatement =
        session.prepare(
            """
            DELETE FROM keyframe_list
            WHERE mirror = :mirror AND bucket = :bucket AND up_to_nr = :up_to_nr
              AND build = :build
            """);
  }

  CompletionStage<AsyncResultSet> chunks(KeyframeId keyframe, int page) {
    return page(chunksStatement, keyframe, page);
  }

  CompletionStage<AsyncResultSet> directory(KeyframeId keyframe, int page) {
    return page(directoryStatement, keyframe, page);
  }

  CompletionStage<AsyncResultSet> row(KeyframeId keyframe) {
    return session.executeAsync(
        rowStatement
            .bind()
            .setString("mirror", keyframe.mirror().entityId())
            .setLong("bucket", JournalLayout.keyframeBucketOf(keyframe.upTo()))
            .setLong("up_to_nr", keyframe.upTo())
            .setLong("build", keyframe.build()));
  }

  private CompletionStage<AsyncResultSet> page(
      PreparedStatement statement, KeyframeId keyframe, int page) {
    return session.executeAsync(
        statement
            .bind()
            .setString("mirror", keyframe.mirror().entityId())
            .setLong("build", keyframe.build())
            .setInt("page", page));
  }
}
