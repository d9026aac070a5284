package dev.traversion.journal.cassandra;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.AsyncResultSet;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import dev.traversion.journal.TileStore.StoredTile;
import dev.traversion.model.mirror.MirrorId;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletionStage;

/** One tile; stays unless a higher revision is there. */
final class InsertTile {
  private final CqlSession session;
  private final PreparedStatement statement;

  InsertTile(CqlSession session) {
    this.session = session;
    this.statement =
        session.prepare(
            """
            INSERT INTO tiles (mirror, level, shelf, tile, revision, bytes)
            VALUES (:mirror, :level, :shelf, :tile, :revision, :bytes)
            USING TIMESTAMP :written
            """);
  }

  CompletionStage<AsyncResultSet> tell(MirrorId mirror, StoredTile tile) {
    return session.executeAsync(
        statement
            .bind()
            .setString("mirror", mirror.entityId())
            .setInt("level", tile.level())
            .setLong("shelf", Math.floorDiv(tile.index(), (long) CassandraTileStore.SHELF))
            .setLong("tile", tile.index())
            .setLong("revision", tile.revision())
            .setByteBuffer("bytes", ByteBuffer.wrap(tile.bytes()))
            .setLong("written", tile.revision())
            .setIdempotent(true));
  }
}
