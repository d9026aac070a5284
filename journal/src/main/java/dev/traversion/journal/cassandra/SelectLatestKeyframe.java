package dev.traversion.journal.cassandra;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import dev.traversion.journal.KeyframeStore.KeyframeId;
import dev.traversion.model.mirror.MirrorId;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** The latest keyframe at or before an instant; of those of one instant, the most complete. */
final class SelectLatestKeyframe {
  private final CqlSession session;
  private final PreparedStatement statement;

  SelectLatestKeyframe(CqlSession session) {
    this.session = session;
    this.statement =
        session.prepare(
            """
            SELECT instant_nanos, covered_sequence_nr, chunks FROM keyframes
            WHERE mirror = :mirror AND instant_nanos <= :instant_nanos LIMIT 1
            """);
  }

  CompletionStage<Optional<KeyframeId>> ask(MirrorId mirror, long instantNanos) {
    return session
        .executeAsync(
            statement
                .bind()
                .setString("mirror", mirror.entityId())
                .setLong("instant_nanos", instantNanos))
        .thenApply(
            rows ->
                Optional.ofNullable(rows.one())
                    .map(
                        row ->
                            new KeyframeId(
                                mirror,
                                row.getLong("instant_nanos"),
                                row.getLong("covered_sequence_nr"),
                                row.getInt("chunks"))));
  }
}
