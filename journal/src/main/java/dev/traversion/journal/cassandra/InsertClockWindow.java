package dev.traversion.journal.cassandra;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.AsyncResultSet;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import dev.traversion.journal.ClockWindow;
import java.util.concurrent.CompletionStage;

/** One window of one clock, in place of what was known of it. */
final class InsertClockWindow {
  private final CqlSession session;
  private final PreparedStatement statement;

  InsertClockWindow(CqlSession session) {
    this.session = session;
    this.statement =
        session.prepare(
            """
            INSERT INTO clock_windows (tenant, service, from_nanos, offset_nanos,
              uncertainty_nanos, pairs, lead_nanos)
            VALUES (:tenant, :service, :from_nanos, :offset_nanos,
              :uncertainty_nanos, :pairs, :lead_nanos)
            """);
  }

  CompletionStage<AsyncResultSet> tell(ClockWindow window) {
    var bound =
        statement
            .bind()
            .setString("tenant", window.service().tenant())
            .setString("service", window.service().path())
            .setLong("from_nanos", window.fromNanos())
            .setLong("offset_nanos", window.offsetNanos())
            .setLong("pairs", window.pairs())
            .setLong("lead_nanos", window.leadNanos())
            .setIdempotent(true);
    // Null and not unset: what was known before is replaced.
    return session.executeAsync(
        window.uncertaintyNanos().isPresent()
            ? bound.setLong("uncertainty_nanos", window.uncertaintyNanos().getAsLong())
            : bound.setToNull("uncertainty_nanos"));
  }
}
