package dev.traversion.journal;

import dev.traversion.model.mirror.MirrorId;
import java.util.List;
import java.util.Optional;

/**
 * Keeps timeline tiles, whose bytes it does not understand, and how far a mirror's tiles have come.
 * Tiles are a cache of what frames hold: losing one costs time, never truth.
 *
 * <p>Of two writes of one thing the higher revision stays, in whatever order they arrive, so that
 * nobody who was slow undoes the work of somebody who was not. Of equal revisions either may stay.
 *
 * <p>Calls block (virtual threads) and throw {@link JournalUnavailableException}.
 */
public interface TileStore {

  /**
   * One tile; its bytes are not copied, not to be changed.
   *
   * @param level number of the level, chosen by the writer
   * @param index which tile of the level, of any sign
   * @param revision 1 or more
   */
  record StoredTile(int level, long index, long revision, byte[] bytes) {}

  /** How far a mirror's tiles have come, in the writer's own words. */
  record Progress(long revision, byte[] bytes) {}

  /**
   * The tiles of one level that are there, in no particular order.
   *
   * @param indexes each once
   */
  List<StoredTile> read(MirrorId mirror, int level, List<Long> indexes);

  /** Writes tiles; when this returns, all are durable. If it throws, some may be. */
  void write(MirrorId mirror, List<StoredTile> tiles);

  /** How far the tiles of a mirror have come; empty when nobody has said. */
  Optional<Progress> progress(MirrorId mirror);

  /** Says how far the tiles of a mirror have come; durable on return. */
  void writeProgress(MirrorId mirror, Progress progress);
}
