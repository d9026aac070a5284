package dev.traversion.journal.cassandra;

import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.cql.Row;
import dev.traversion.model.event.EventKind;
import dev.traversion.model.frame.FrameSummary;
import dev.traversion.model.frame.Lulls;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The columns that a frame's summary is kept in. */
final class SummaryColumns {
  private SummaryColumns() {}

  static BoundStatement bind(BoundStatement statement, FrameSummary summary) {
    return statement
        .setLong("min_occurred_nanos", summary.minOccurredNanos())
        .setLong("max_occurred_nanos", summary.maxOccurredNanos())
        .setLong("max_end_nanos", summary.maxEndNanos())
        .setLong("min_recorded_nanos", summary.minRecordedNanos())
        .setLong("max_recorded_nanos", summary.maxRecordedNanos())
        .setList("counts", Arrays.stream(summary.counts()).boxed().toList(), Integer.class)
        .setInt("errors", summary.errors())
        .setList("lulls", summary.lulls().edges(), Long.class);
  }

  static FrameSummary read(Row row) {
    return new FrameSummary(
        row.getLong("min_occurred_nanos"),
        row.getLong("max_occurred_nanos"),
        row.getLong("max_end_nanos"),
        row.getLong("min_recorded_nanos"),
        row.getLong("max_recorded_nanos"),
        counts(row.getList("counts", Integer.class)),
        row.getInt("errors"),
        Lulls.of(row.getList("lulls", Long.class)));
  }

  /** A kind that an earlier release did not know was counted nowhere: zero. */
  private static int[] counts(@Nullable List<Integer> stored) {
    var counts = new int[EventKind.values().length];
    if (stored != null) {
      for (int i = 0; i < Math.min(counts.length, stored.size()); i++) {
        counts[i] = stored.get(i);
      }
    }
    return counts;
  }
}
