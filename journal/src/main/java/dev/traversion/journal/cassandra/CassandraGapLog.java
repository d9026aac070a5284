package dev.traversion.journal.cassandra;

import com.datastax.oss.driver.api.core.CqlSession;
import dev.traversion.journal.Gap;
import dev.traversion.journal.GapLog;
import dev.traversion.model.mirror.MirrorId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** The noticed holes in Cassandra. Thread-safe. */
final class CassandraGapLog implements GapLog {
  private final InsertGap insertGap;
  private final SelectGaps selectGaps;

  CassandraGapLog(CqlSession session) {
    this.insertGap = new InsertGap(session);
    this.selectGaps = new SelectGaps(session);
  }

  @Override
  public CompletionStage<Void> record(Gap gap) {
    return Edge.done("recording a gap", Edge.attempt(() -> insertGap.tell(gap)));
  }

  @Override
  public List<Gap> gaps(MirrorId mirror) {
    var gaps = new ArrayList<Gap>();
    Pages.forEach(
        "reading gaps",
        Edge.attempt(() -> selectGaps.ask(mirror)),
        row -> gaps.add(SelectGaps.map(mirror, row)));
    return List.copyOf(gaps);
  }
}
