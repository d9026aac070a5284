package dev.traversion.journal.cassandra;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.AsyncResultSet;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import dev.traversion.journal.KeyframeStore.KeyframeId;
import dev.traversion.journal.KeyframeStore.Listed;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletionStage;

/** A keyframe's own row: announced before its pages are written, listed after. */
final class InsertKeyframe {
  private final CqlSession session;
  private final PreparedStatement bucketStatement;
  private final PreparedStatement announceStatement;
  private final PreparedStatement listStatement;

  InsertKeyframe(CqlSession session) {
    this.session = session;
    this.bucketStatement =
        session.prepare("INSERT INTO keyframe_buckets (mirror, bucket) VALUES (:mirror, :bucket)");
    this.announceStatement =
        session.prepare(
            """
            INSERT INTO keyframe_list (mirror, bucket, up_to_nr, build, after_nr, horizon_nanos)
            VALUES (:mirror, :bucket, :up_to_nr, :build, :after_nr, :horizon_nanos)
            """);
    this.listStatement =
        session.prepare(
            """
            INSERT INTO keyframe_list (mirror, bucket, up_to_nr, build, after_nr, horizon_nanos,
              pages, summary)
            VALUES (:mirror, :bucket, :up_to_nr, :build, :after_nr, :horizon_nanos,
              :pages, :summary)
            """);
  }

  CompletionStage<AsyncResultSet> announce(KeyframeId keyframe) {
    return bucket(keyframe)
        .thenCompose(
            _ ->
                session.executeAsync(
                    announceStatement
                        .bind()
                        .setString("mirror", keyframe.mirror().entityId())
                        .setLong("bucket", JournalLayout.keyframeBucketOf(keyframe.upTo()))
                        .setLong("up_to_nr", keyframe.upTo())
                        .setLong("build", keyframe.build())
                        .setLong("after_nr", keyframe.after())
                        .setLong("horizon_nanos", keyframe.horizonNanos())));
  }

  CompletionStage<AsyncResultSet> list(Listed keyframe) {
    var id = keyframe.id();
    return bucket(id)
        .thenCompose(
            _ ->
                session.executeAsync(
                    listStatement
                        .bind()
                        .setString("mirror", id.mirror().entityId())
                        .setLong("bucket", JournalLayout.keyframeBucketOf(id.upTo()))
                        .setLong("up_to_nr", id.upTo())
                        .setLong("build", id.build())
                        .setLong("after_nr", id.after())
                        .setLong("horizon_nanos", id.horizonNanos())
                        .setInt("pages", keyframe.pages())
                        .setByteBuffer("summary", ByteBuffer.wrap(keyframe.summary()))));
  }

  private CompletionStage<AsyncResultSet> bucket(KeyframeId keyframe) {
    return session.executeAsync(
        bucketStatement
            .bind()
            .setString("mirror", keyframe.mirror().entityId())
            .setLong("bucket", JournalLayout.keyframeBucketOf(keyframe.upTo())));
  }
}
