package dev.traversion.journal.cassandra;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.AsyncResultSet;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.Row;
import com.datastax.oss.protocol.internal.util.Bytes;
import dev.traversion.journal.TileStore.StoredTile;
import dev.traversion.model.mirror.MirrorId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** Chosen tiles of one shelf. */
final class SelectTiles {
  private final CqlSession session;
  private final PreparedStatement statement;

  SelectTiles(CqlSession session) {
    this.session = session;
    this.statement =
        session.prepare(
            """
            SELECT tile, revision, bytes FROM tiles
            WHERE mirror = :mirror AND level = :level AND shelf = :shelf AND tile IN :tiles
            """);
  }

  CompletionStage<List<StoredTile>> ask(
      MirrorId mirror, int level, long shelf, List<Long> indexes) {
    return session
        .executeAsync(
            statement
                .bind()
                .setString("mirror", mirror.entityId())
                .setInt("level", level)
                .setLong("shelf", shelf)
                .setList("tiles", indexes, Long.class)
                .setPageSize(CassandraTileStore.SHELF))
        .thenApply(rows -> map(level, rows));
  }

  /** A shelf has no more rows than a page. */
  private static List<StoredTile> map(int level, AsyncResultSet rows) {
    var tiles = new ArrayList<StoredTile>();
    for (Row row : rows.currentPage()) {
      var bytes = row.getByteBuffer("bytes");
      tiles.add(
          new StoredTile(
              level,
              row.getLong("tile"),
              row.getLong("revision"),
              bytes == null ? new byte[0] : Bytes.getArray(bytes)));
    }
    return tiles;
  }
}
