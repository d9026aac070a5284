package dev.traversion.replay.timeline;

import dev.traversion.journal.TileStore.Progress;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * How far the tiles of a mirror have come: every frame that is covered is counted in all tiles that
 * it touches. Written after those tiles, so that it never says more than is true.
 *
 * @param roots the tiles of the coarsest level that there are; each tile tells of those below
 */
record TileProgress(Coverage coverage, SortedSet<Long> roots) {

  static TileProgress none() {
    return new TileProgress(Coverage.nothing(), new TreeSet<>());
  }

  Progress encode() {
    var out = new Varints();
    TileCodec.writeCoverage(out, coverage);
    out.unsigned(roots.size());
    for (long root : roots) {
      out.signed(root);
    }
    return new Progress(coverage.upTo(), TileCodec.seal(out.toByteArray()));
  }

  static TileProgress decode(Progress stored) throws DamagedTileException {
    try {
      var in = ByteBuffer.wrap(TileCodec.open(stored.bytes()));
      var coverage = TileCodec.readCoverage(in);
      var roots = new TreeSet<Long>();
      for (int left = Varints.count(in, in.remaining()); left > 0; left--) {
        roots.add(Varints.signed(in));
      }
      return new TileProgress(coverage, roots);
    } catch (BufferUnderflowException e) {
      throw new DamagedTileException("the progress ends early");
    }
  }
}
