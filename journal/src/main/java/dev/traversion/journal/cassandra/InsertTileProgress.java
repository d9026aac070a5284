package dev.traversion.journal.cassandra;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.AsyncResultSet;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import dev.traversion.journal.TileStore.Progress;
import dev.traversion.model.mirror.MirrorId;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletionStage;

/** How far the tiles of one mirror have come; stays unless a higher revision is there. */
final class InsertTileProgress {
  private final CqlSession session;
  private final PreparedStatement statement;

  InsertTileProgress(CqlSession session) {
    this.session = session;
    this.statement =
        session.prepare(
            """
            INSERT INTO tile_progress (mirror, revision, bytes)
            VALUES (:mirror, :revision, :bytes) USING TIMESTAMP :written
            """);
  }

  CompletionStage<AsyncResultSet> tell(MirrorId mirror, Progress progress) {
    return session.executeAsync(
        statement
            .bind()
            .setString("mirror", mirror.entityId())
            .setLong("revision", progress.revision())
            .setByteBuffer("bytes", ByteBuffer.wrap(progress.bytes()))
            .setLong("written", progress.revision())
            .setIdempotent(true));
  }
}
