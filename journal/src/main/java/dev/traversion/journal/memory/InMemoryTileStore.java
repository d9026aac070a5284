package dev.traversion.journal.memory;

import dev.traversion.journal.TileStore;
import dev.traversion.model.mirror.MirrorId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** Tiles in memory. Thread-safe. */
public final class InMemoryTileStore implements TileStore {
  private record Place(MirrorId mirror, int level, long index) {}

  private final ConcurrentMap<Place, StoredTile> tiles = new ConcurrentHashMap<>();
  private final ConcurrentMap<MirrorId, Progress> progress = new ConcurrentHashMap<>();

  @Override
  public List<StoredTile> read(MirrorId mirror, int level, List<Long> indexes) {
    var found = new ArrayList<StoredTile>();
    for (long index : indexes) {
      var tile = tiles.get(new Place(mirror, level, index));
      if (tile != null) {
        found.add(tile);
      }
    }
    return found;
  }

  @Override
  public void write(MirrorId mirror, List<StoredTile> written) {
    for (var tile : written) {
      tiles.merge(
          new Place(mirror, tile.level(), tile.index()),
          tile,
          (one, other) -> one.revision() > other.revision() ? one : other);
    }
  }

  @Override
  public Optional<Progress> progress(MirrorId mirror) {
    return Optional.ofNullable(progress.get(mirror));
  }

  @Override
  public void writeProgress(MirrorId mirror, Progress written) {
    progress.merge(
        mirror, written, (one, other) -> one.revision() > other.revision() ? one : other);
  }

  /** Loses a tile, as a fault of the store might. */
  public void lose(MirrorId mirror, int level, long index) {
    tiles.remove(new Place(mirror, level, index));
  }

  /** Forgets how far a mirror's tiles have come, as a fault of the store might. */
  public void loseProgress(MirrorId mirror) {
    progress.remove(mirror);
  }

  /** Every tile of a mirror. */
  public List<StoredTile> tiles(MirrorId mirror) {
    return tiles.entrySet().stream()
        .filter(entry -> entry.getKey().mirror().equals(mirror))
        .map(entry -> entry.getValue())
        .toList();
  }
}
