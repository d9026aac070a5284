package dev.traversion.journal.cassandra;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.AsyncResultSet;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import dev.traversion.journal.ClockWindow;
import dev.traversion.model.mirror.ServiceId;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * The window of one clock that is nearest to an instant and of which an offset is known. Filters
 * within one partition, and stops at the first row that passes.
 */
final class SelectKnownClockWindow {
  private final CqlSession session;
  private final PreparedStatement before;
  private final PreparedStatement from;

  SelectKnownClockWindow(CqlSession session) {
    this.session = session;
    this.before = session.prepare(select("< :nanos", "DESC"));
    this.from = session.prepare(select(">= :nanos", "ASC"));
  }

  private static String select(String where, String order) {
    return """
        SELECT from_nanos, offset_nanos, uncertainty_nanos, pairs, lead_nanos
        FROM clock_windows
        WHERE tenant = :tenant AND service = :service AND from_nanos %s AND pairs > 0
        ORDER BY from_nanos %s LIMIT 1 ALLOW FILTERING
        """
        .formatted(where, order);
  }

  CompletionStage<Optional<ClockWindow>> before(ServiceId service, long nanos) {
    return ask(before, service, nanos);
  }

  CompletionStage<Optional<ClockWindow>> from(ServiceId service, long nanos) {
    return ask(from, service, nanos);
  }

  private CompletionStage<Optional<ClockWindow>> ask(
      PreparedStatement statement, ServiceId service, long nanos) {
    return session
        .executeAsync(
            statement
                .bind()
                .setString("tenant", service.tenant())
                .setString("service", service.path())
                .setLong("nanos", nanos))
        .thenApply(AsyncResultSet::one)
        .thenApply(
            row -> Optional.ofNullable(row).map(found -> SelectClockWindows.map(service, found)));
  }
}
