package dev.traversion.journal.cassandra;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import dev.traversion.model.mirror.ServiceId;
import java.util.concurrent.CompletionStage;

/**
 * Whether one clock ever was ahead or behind. Filters within one partition, and stops at the first
 * row that passes.
 */
final class SelectClockOff {
  private final CqlSession session;
  private final PreparedStatement ahead;
  private final PreparedStatement behind;

  SelectClockOff(CqlSession session) {
    this.session = session;
    this.ahead = session.prepare(select("> 0"));
    this.behind = session.prepare(select("< 0"));
  }

  private static String select(String offset) {
    return """
        SELECT from_nanos FROM clock_windows
        WHERE tenant = :tenant AND service = :service AND offset_nanos %s
        LIMIT 1 ALLOW FILTERING
        """
        .formatted(offset);
  }

  CompletionStage<Boolean> ask(ServiceId service) {
    return any(ahead, service).thenCombine(any(behind, service), Boolean::logicalOr);
  }

  private CompletionStage<Boolean> any(PreparedStatement statement, ServiceId service) {
    return session
        .executeAsync(
            statement
                .bind()
                .setString("tenant", service.tenant())
                .setString("service", service.path()))
        .thenApply(found -> found.one() != null);
  }
}
