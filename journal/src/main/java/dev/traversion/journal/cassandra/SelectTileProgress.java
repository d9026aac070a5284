package dev.traversion.journal.cassandra;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.protocol.internal.util.Bytes;
import dev.traversion.journal.TileStore.Progress;
import dev.traversion.model.mirror.MirrorId;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** How far the tiles of one mirror have come. */
final class SelectTileProgress {
  private final CqlSession session;
  private final PreparedStatement statement;

  SelectTileProgress(CqlSession session) {
    this.session = session;
    this.statement =
        session.prepare("SELECT revision, bytes FROM tile_progress WHERE mirror = :mirror");
  }

  CompletionStage<Optional<Progress>> ask(MirrorId mirror) {
    return session
        .executeAsync(statement.bind().setString("mirror", mirror.entityId()))
        .thenApply(
            rows -> {
              var row = rows.one();
              var bytes = row == null ? null : row.getByteBuffer("bytes");
              return row == null || bytes == null
                  ? Optional.empty()
                  : Optional.of(new Progress(row.getLong("revision"), Bytes.getArray(bytes)));
            });
  }
}
