package dev.traversion.journal.cassandra;

import com.datastax.oss.driver.api.core.CqlSession;
import dev.traversion.journal.TileStore;
import dev.traversion.model.mirror.MirrorId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Tiles in Cassandra. Thread-safe. */
final class CassandraTileStore implements TileStore {
  /** Tiles of one partition; part of the stored layout. */
  static final int SHELF = 64;

  /** Questions and writes under way for one caller. */
  private static final int AHEAD = 16;

  private final SelectTiles selectTiles;
  private final InsertTile insertTile;
  private final SelectTileProgress selectTileProgress;
  private final InsertTileProgress insertTileProgress;

  CassandraTileStore(CqlSession session) {
    this.selectTiles = new SelectTiles(session);
    this.insertTile = new InsertTile(session);
    this.selectTileProgress = new SelectTileProgress(session);
    this.insertTileProgress = new InsertTileProgress(session);
  }

  @Override
  public List<StoredTile> read(MirrorId mirror, int level, List<Long> indexes) {
    var byShelf = new TreeMap<Long, List<Long>>();
    for (long index : indexes) {
      byShelf
          .computeIfAbsent(Math.floorDiv(index, (long) SHELF), _ -> new ArrayList<>())
          .add(index);
    }
    var found = new ArrayList<StoredTile>();
    new Ahead(AHEAD)
        .run(
            "reading tiles",
            List.copyOf(byShelf.entrySet()),
            (Map.Entry<Long, List<Long>> shelf) ->
                selectTiles.ask(mirror, level, shelf.getKey(), shelf.getValue()),
            found::addAll);
    return found;
  }

  @Override
  public void write(MirrorId mirror, List<StoredTile> tiles) {
    new Ahead(AHEAD).run("writing tiles", tiles, tile -> insertTile.tell(mirror, tile), _ -> {});
  }

  @Override
  public Optional<Progress> progress(MirrorId mirror) {
    return Edge.await(
        "reading the progress of tiles", Edge.attempt(() -> selectTileProgress.ask(mirror)));
  }

  @Override
  public void writeProgress(MirrorId mirror, Progress progress) {
    var _ =
        Edge.await(
            "writing the progress of tiles",
            Edge.attempt(() -> insertTileProgress.tell(mirror, progress)));
  }
}
