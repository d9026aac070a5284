package dev.traversion.replay;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.traversion.journal.FrameEntry;
import dev.traversion.journal.FrameIndex;
import java.util.ArrayList;
import java.util.List;

/**
 * The rows of blocks, as many as there is room for. Others are read again when they are asked for,
 * neighbours together; they may then have rows that were repaired since. Thread-safe.
 */
final class BlockRows {
  private static final int BYTES_PER_ENTRY = 64;

  private final FrameIndex index;

  /** By identity; the rows of a block that nobody lists any more go with it. */
  private final Cache<FrameBlock, FrameRows> cache;

  /**
   * @param bytes most that is held
   */
  BlockRows(FrameIndex index, long bytes) {
    this.index = index;
    this.cache =
        Caffeine.newBuilder()
            .weakKeys()
            .maximumWeight(bytes)
            .weigher((FrameBlock _, FrameRows rows) -> BYTES_PER_ENTRY + rows.weight())
            .executor(Runnable::run) // evicts before the next is read, not when there is time
            .build();
  }

  /** A block of rows that were read just now. */
  FrameBlock block(List<FrameEntry> rows) {
    var block = FrameBlock.of(rows);
    cache.put(block, FrameRows.of(rows));
    return block;
  }

  /**
   * @throws dev.traversion.journal.JournalUnavailableException if they have to be read and cannot
   *     be
   */
  FrameRows of(FrameBlock block) {
    return of(List.of(block)).getFirst();
  }

  /**
   * The rows of some blocks of one mirror, in the same order; few enough to be held at a time.
   *
   * @param blocks ascending
   * @throws dev.traversion.journal.JournalUnavailableException if they have to be read and cannot
   *     be
   */
  List<FrameRows> of(List<FrameBlock> blocks) {
    var rows = new ArrayList<FrameRows>(blocks.size());
    int at = 0;
    while (at < blocks.size()) {
      var known = cache.getIfPresent(blocks.get(at));
      if (known != null) {
        rows.add(known);
        at++;
        continue;
      }
      int end = at + 1;
      while (end < blocks.size()
          && blocks.get(end - 1).lastNumber() + 1 == blocks.get(end).firstNumber()
          && cache.getIfPresent(blocks.get(end)) == null) {
        end++;
      }
      read(blocks.subList(at, end), rows);
      at = end;
    }
    return rows;
  }

  private void read(List<FrameBlock> neighbours, List<FrameRows> to) {
    long first = neighbours.getFirst().firstNumber();
    long last = neighbours.getLast().lastNumber();
    var read =
        index.read(
            neighbours.getFirst().mirror(),
            first,
            (int) Math.min(Integer.MAX_VALUE, last - first + 1));
    int next = 0;
    for (var block : neighbours) {
      int from = next;
      while (next < read.size() && read.get(next).address().sequenceNr() <= block.lastNumber()) {
        next++;
      }
      var rows = FrameRows.of(read.subList(from, next));
      cache.put(block, rows);
      to.add(rows);
    }
  }
}
