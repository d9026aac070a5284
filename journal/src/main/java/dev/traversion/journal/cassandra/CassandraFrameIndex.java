package dev.traversion.journal.cassandra;

import com.datastax.oss.driver.api.core.CqlSession;
import dev.traversion.journal.FrameEntry;
import dev.traversion.journal.FrameFilters;
import dev.traversion.journal.FrameIndex;
import dev.traversion.journal.filter.TermSet;
import dev.traversion.model.event.Event;
import dev.traversion.model.mirror.MirrorId;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** The frame index in Cassandra. Thread-safe. */
final class CassandraFrameIndex implements FrameIndex {
  private static final int QUERIES_AHEAD = 4;

  /**
   * Empty buckets in a row that end a journal. A mirror writes its entries in order and goes on
   * after a hole, so even one empty bucket would mean a thousand lost entries.
   */
  private static final int EMPTY_BUCKETS_AT_THE_END = 2;

  private final InsertFrameEntry insertFrameEntry;
  private final SelectFrameEntries selectFrameEntries;
  private final SelectFrameFilters selectFrameFilters;

  private record Run(long bucket, long from, long to) {}

  CassandraFrameIndex(CqlSession session) {
    this.insertFrameEntry = new InsertFrameEntry(session);
    this.selectFrameEntries = new SelectFrameEntries(session);
    this.selectFrameFilters = new SelectFrameFilters(session);
  }

  @Override
  public CompletionStage<Void> write(FrameEntry entry, List<? extends Event> events) {
    var filters = TermSet.of(events, entry.bytes()).encode();
    return Edge.done(
        "writing an index entry", Edge.attempt(() -> insertFrameEntry.tell(entry, filters)));
  }

  @Override
  public List<FrameEntry> read(MirrorId mirror, long from, int limit) {
    var entries = new ArrayList<FrameEntry>();
    long next = Math.max(from, 1);
    int empty = 0;
    while (entries.size() < limit && empty < EMPTY_BUCKETS_AT_THE_END) {
      long bucket = JournalLayout.bucketOf(next);
      long start = next;
      int before = entries.size();
      Pages.forEach(
          "reading the frame index",
          Edge.attempt(() -> selectFrameEntries.ask(mirror, bucket, start, limit - before)),
          row -> entries.add(SelectFrameEntries.map(mirror, row)));
      empty = entries.size() == before ? empty + 1 : 0;
      next = (bucket + 1) * JournalLayout.INDEX_BUCKET_SIZE + 1;
    }
    return List.copyOf(entries);
  }

  @Override
  public SortedMap<Long, FrameFilters> filters(MirrorId mirror, long from, long to) {
    var filters = new TreeMap<Long, FrameFilters>();
    new Ahead(QUERIES_AHEAD)
        .run(
            "reading filters",
            runs(from, to),
            run -> selectFrameFilters.ask(mirror, run.bucket(), run.from(), run.to()),
            first ->
                Pages.forEach(
                    "reading filters",
                    CompletableFuture.completedFuture(first),
                    row -> filters.put(row.getLong("sequence_nr"), SelectFrameFilters.map(row))));
    return filters;
  }

  private static List<Run> runs(long from, long to) {
    var runs = new ArrayList<Run>();
    long next = Math.max(from, 1);
    while (next <= to) {
      long bucket = JournalLayout.bucketOf(next);
      long last = (bucket + 1) * JournalLayout.INDEX_BUCKET_SIZE;
      runs.add(new Run(bucket, next, Math.min(to, last)));
      next = last + 1;
    }
    return runs;
  }
}
