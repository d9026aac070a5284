package dev.traversion.journal.cassandra;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import dev.traversion.model.mirror.ServiceId;
import java.util.concurrent.CompletionStage;

/** Whether one clock ever was ahead or behind. */
final class SelectClockOff {
  private final CqlSession session;
  private final PreparedStatement statement;

  SelectClockOff(CqlSession session) {
    this.session = session;
    this.statement =
        session.prepare(
            """
            SELECT ever_off FROM clock_windows
            WHERE tenant = :tenant AND service = :service LIMIT 1
            """);
  }

  CompletionStage<Boolean> ask(ServiceId service) {
    return session
        .executeAsync(
            statement
                .bind()
                .setString("tenant", service.tenant())
                .setString("service", service.path()))
        .thenApply(
            found -> {
              var row = found.one();
              return row != null && row.getBoolean("ever_off"); // unset reads as no
            });
  }
}
