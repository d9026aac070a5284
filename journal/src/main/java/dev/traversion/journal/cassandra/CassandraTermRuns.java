package dev.traversion.journal.cassandra;

import com.datastax.oss.driver.api.core.CqlSession;
import dev.traversion.journal.TermRuns;
import dev.traversion.model.mirror.MirrorId;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;

/** Term runs in Cassandra. Thread-safe. */
final class CassandraTermRuns implements TermRuns {
  private static final int SLICES_AHEAD = 8;

  private final InsertTermSlice insertTermSlice;
  private final SelectTermSlices selectTermSlices;
  private final SelectTermRuns selectTermRuns;

  CassandraTermRuns(CqlSession session) {
    this.insertTermSlice = new InsertTermSlice(session);
    this.selectTermSlices = new SelectTermSlices(session);
    this.selectTermRuns = new SelectTermRuns(session);
  }

  @Override
  public void write(MirrorId mirror, long run, List<byte[]> slices) {
    TermRuns.requireWhole(slices);
    var what = "writing a run of terms";
    int last = SLICES - 1;
    new Ahead(SLICES_AHEAD)
        .run(
            what,
            IntStream.range(0, last).boxed().toList(),
            slice -> insertTermSlice.tell(mirror, run, slice, slices.get(slice)),
            _ -> {});
    var _ =
        Edge.await(
            what, Edge.attempt(() -> insertTermSlice.tell(mirror, run, last, slices.get(last))));
  }

  @Override
  public SortedSet<Long> runs(MirrorId mirror, long era) {
    var runs = new TreeSet<Long>();
    Pages.forEach(
        "listing runs of terms",
        Edge.attempt(() -> selectTermRuns.ask(mirror, era)),
        row -> runs.add(row.getLong("run")));
    return runs;
  }

  @Override
  public SortedMap<Long, byte[]> slices(MirrorId mirror, long era, int slice, long fromRun) {
    var slices = new TreeMap<Long, byte[]>();
    Pages.forEach(
        "reading slices of terms",
        Edge.attempt(() -> selectTermSlices.ask(mirror, era, slice, fromRun)),
        row -> slices.put(row.getLong("run"), SelectTermSlices.map(row)));
    return slices;
  }
}
