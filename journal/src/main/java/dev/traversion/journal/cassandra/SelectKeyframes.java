package dev.traversion.journal.cassandra;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.AsyncResultSet;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.Row;
import com.datastax.oss.protocol.internal.util.Bytes;
import dev.traversion.journal.KeyframeStore.KeyframeId;
import dev.traversion.journal.KeyframeStore.Listed;
import dev.traversion.model.mirror.MirrorId;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** The keyframes of a mirror: which buckets there are, and what is in one. */
final class SelectKeyframes {
  private static final int PAGE_SIZE = 200;

  private final CqlSession session;
  private final PreparedStatement bucketsStatement;
  private final PreparedStatement rowsStatement;

  SelectKeyframes(CqlSession session) {
    this.session = session;
    this.bucketsStatement =
        session.prepare("SELECT bucket FROM keyframe_buckets WHERE mirror = :mirror");
    this.rowsStatement =
        session.prepare(
            """
            SELECT up_to_nr, build, after_nr, horizon_nanos, pages, summary FROM keyframe_list
            WHERE mirror = :mirror AND bucket = :bucket
            """);
  }

  CompletionStage<AsyncResultSet> buckets(MirrorId mirror) {
    return session.executeAsync(bucketsStatement.bind().setString("mirror", mirror.entityId()));
  }

  CompletionStage<AsyncResultSet> in(MirrorId mirror, long bucket) {
    return session.executeAsync(
        rowsStatement
            .bind()
            .setString("mirror", mirror.entityId())
            .setLong("bucket", bucket)
            .setPageSize(PAGE_SIZE));
  }

  static KeyframeId id(MirrorId mirror, Row row) {
    return new KeyframeId(
        mirror,
        row.getLong("after_nr"),
        row.getLong("up_to_nr"),
        row.getLong("horizon_nanos"),
        row.getLong("build"));
  }

  /** Empty when it is not finished. */
  static Optional<Listed> listed(KeyframeId id, Row row) {
    var summary = row.getByteBuffer("summary");
    return summary == null
        ? Optional.empty()
        : Optional.of(new Listed(id, row.getInt("pages"), Bytes.getArray(summary)));
  }
}
