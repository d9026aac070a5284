package dev.traversion.journal.cassandra;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.AsyncResultSet;
import com.datastax.oss.driver.api.core.cql.BatchStatement;
import com.datastax.oss.driver.api.core.cql.BatchType;
import com.datastax.oss.driver.api.core.cql.BatchableStatement;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import dev.traversion.journal.ClockWindow;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** Windows of one clock, in place of what was known of them. */
final class InsertClockWindows {
  private final CqlSession session;
  private final PreparedStatement statement;

  InsertClockWindows(CqlSession session) {
    this.session = session;
    this.statement =
        session.prepare(
            """
            INSERT INTO clock_windows (tenant, service, from_nanos, offset_nanos,
              uncertainty_nanos, pairs, lead_nanos, ever_off)
            VALUES (:tenant, :service, :from_nanos, :offset_nanos,
              :uncertainty_nanos, :pairs, :lead_nanos, :ever_off)
            """);
  }

  /** Writes windows of one service: being of one partition, they are one mutation. */
  CompletionStage<AsyncResultSet> tell(List<ClockWindow> windows) {
    List<BatchableStatement<?>> rows =
        windows.stream().<BatchableStatement<?>>map(this::row).toList();
    return session.executeAsync(
        BatchStatement.newInstance(BatchType.UNLOGGED, rows).setIdempotent(true));
  }

  private BatchableStatement<?> row(ClockWindow window) {
    var bound =
        statement
            .bind()
            .setString("tenant", window.service().tenant())
            .setString("service", window.service().path())
            .setLong("from_nanos", window.fromNanos())
            .setLong("offset_nanos", window.offsetNanos())
            .setLong("pairs", window.pairs())
            .setLong("lead_nanos", window.leadNanos());
    if (window.offsetNanos() != 0) {
      bound = bound.setBoolean("ever_off", true); // else it stays what it is
    }
    // Null and not unset: what was known before is replaced.
    return window.uncertaintyNanos().isPresent()
        ? bound.setLong("uncertainty_nanos", window.uncertaintyNanos().getAsLong())
        : bound.setToNull("uncertainty_nanos");
  }
}
