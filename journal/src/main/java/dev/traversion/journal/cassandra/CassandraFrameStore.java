package dev.traversion.journal.cassandra;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.Row;
import com.datastax.oss.protocol.internal.util.Bytes;
import dev.traversion.journal.FrameStore;
import dev.traversion.journal.StoredFrame;
import dev.traversion.model.frame.FrameAddress;
import dev.traversion.model.mirror.MirrorId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Consumer;
import java.util.stream.LongStream;

/** Reads the frames that Akka Persistence's Cassandra plugin wrote. Thread-safe. */
final class CassandraFrameStore implements FrameStore {
  /** Frames asked for in one query. */
  private static final int CHUNK = 20;

  /** Queries under way for one caller: with 64 KiB frames, 5 MiB. */
  private static final int QUERIES_AHEAD = 4;

  private final SelectFrames selectFrames;
  private final SelectFrameRange selectFrameRange;
  private final SelectFramesPresent selectFramesPresent;
  private final SelectHighestSequenceNr selectHighestSequenceNr;

  /** A partition known not to be empty, so that the search for the last need not begin at 0. */
  private final ConcurrentMap<MirrorId, Long> someNonEmpty = new ConcurrentHashMap<>();

  /** Sequence numbers of one partition. */
  private record Chunk(long partition, List<Long> sequenceNrs) {}

  /** A run of sequence numbers within one partition. */
  private record Run(long partition, long from, long to) {}

  CassandraFrameStore(CqlSession session) {
    this.selectFrames = new SelectFrames(session);
    this.selectFrameRange = new SelectFrameRange(session);
    this.selectFramesPresent = new SelectFramesPresent(session);
    this.selectHighestSequenceNr = new SelectHighestSequenceNr(session);
  }

  @Override
  public List<StoredFrame> read(MirrorId mirror, long[] ascendingSequenceNrs) {
    var frames = new ArrayList<StoredFrame>(ascendingSequenceNrs.length);
    new Ahead(QUERIES_AHEAD)
        .run(
            "reading frames",
            chunks(ascendingSequenceNrs),
            chunk -> selectFrames.ask(mirror, chunk.partition(), chunk.sequenceNrs()),
            first ->
                Pages.forEach(
                    "reading frames",
                    CompletableFuture.completedFuture(first),
                    row -> addFrame(mirror, row, frames::add)));
    return frames;
  }

  @Override
  public void readRange(MirrorId mirror, long from, long to, Consumer<StoredFrame> action) {
    for (var run : runs(from, to)) {
      Pages.forEach(
          "reading frames",
          Edge.attempt(() -> selectFrameRange.ask(mirror, run.partition(), run.from(), run.to())),
          row -> addFrame(mirror, row, action));
    }
  }

  @Override
  public long[] present(MirrorId mirror, long from, long to) {
    var present = LongStream.builder();
    new Ahead(QUERIES_AHEAD)
        .run(
            "listing frames",
            runs(from, to),
            run -> selectFramesPresent.ask(mirror, run.partition(), run.from(), run.to()),
            first ->
                Pages.forEach(
                    "listing frames",
                    CompletableFuture.completedFuture(first),
                    row -> {
                      if (isFrame(row)) {
                        present.add(row.getLong("sequence_nr"));
                      }
                    }));
    return present.build().distinct().toArray();
  }

  /**
   * Searches for the last partition by doubling steps and then by halves: 2 log2(n) reads of one
   * row, n being the frames journaled since the last call divided by 1,000. Partitions before the
   * last are taken to hold at least one row each, lost frames' markers included.
   */
  @Override
  public long highestSequenceNr(MirrorId mirror) {
    long nonEmpty = someNonEmpty.getOrDefault(mirror, 0L);
    long highest = highestIn(mirror, nonEmpty);
    if (highest == 0) {
      return 0;
    }
    long step = 1;
    long empty;
    while (true) {
      long probed = highestIn(mirror, nonEmpty + step);
      if (probed == 0) {
        empty = nonEmpty + step;
        break;
      }
      highest = probed;
      nonEmpty += step;
      step *= 2;
    }
    while (empty - nonEmpty > 1) {
      long middle = nonEmpty + (empty - nonEmpty) / 2;
      long probed = highestIn(mirror, middle);
      if (probed == 0) {
        empty = middle;
      } else {
        highest = probed;
        nonEmpty = middle;
      }
    }
    someNonEmpty.merge(mirror, nonEmpty, Math::max);
    return highest;
  }

  private long highestIn(MirrorId mirror, long partition) {
    return Edge.await(
        "finding the last frame",
        Edge.attempt(() -> selectHighestSequenceNr.ask(mirror, partition)));
  }

  private static void addFrame(MirrorId mirror, Row row, Consumer<StoredFrame> action) {
    if (isFrame(row)) {
      var event = row.getByteBuffer("event");
      // A row without bytes is damaged; opening it as a frame says so, and names it.
      var bytes = event == null ? new byte[0] : Bytes.getArray(event);
      action.accept(new StoredFrame(new FrameAddress(mirror, row.getLong("sequence_nr")), bytes));
    }
  }

  private static boolean isFrame(Row row) {
    return !LOST_MANIFEST.equals(row.getString("ser_manifest"));
  }

  private static List<Chunk> chunks(long[] ascending) {
    var chunks = new ArrayList<Chunk>();
    for (long sequenceNr : ascending) {
      long partition = JournalLayout.partitionOf(sequenceNr);
      if (chunks.isEmpty()
          || chunks.getLast().partition() != partition
          || chunks.getLast().sequenceNrs().size() == CHUNK) {
        chunks.add(new Chunk(partition, new ArrayList<>(CHUNK)));
      }
      chunks.getLast().sequenceNrs().add(sequenceNr);
    }
    return chunks;
  }

  private static List<Run> runs(long from, long to) {
    var runs = new ArrayList<Run>();
    long next = Math.max(from, 1);
    while (next <= to) {
      long partition = JournalLayout.partitionOf(next);
      long last = (partition + 1) * JournalLayout.TARGET_PARTITION_SIZE;
      runs.add(new Run(partition, next, Math.min(to, last)));
      next = last + 1;
    }
    return runs;
  }
}
