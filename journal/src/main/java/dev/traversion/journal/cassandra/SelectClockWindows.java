package dev.traversion.journal.cassandra;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.AsyncResultSet;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.Row;
import dev.traversion.journal.ClockWindow;
import dev.traversion.model.mirror.ServiceId;
import java.util.OptionalLong;
import java.util.concurrent.CompletionStage;

/** The windows of one clock that begin in some time, in order. */
final class SelectClockWindows {
  /** Windows are small: an hour is 60 of them. */
  private static final int PAGE = 2_000;

  private final CqlSession session;
  private final PreparedStatement statement;

  SelectClockWindows(CqlSession session) {
    this.session = session;
    this.statement =
        session.prepare(
            """
            SELECT from_nanos, offset_nanos, uncertainty_nanos, pairs, lead_nanos
            FROM clock_windows
            WHERE tenant = :tenant AND service = :service
              AND from_nanos >= :from_nanos AND from_nanos < :to_nanos
            """);
  }

  CompletionStage<AsyncResultSet> ask(ServiceId service, long fromNanos, long toNanos) {
    return session.executeAsync(
        statement
            .bind()
            .setString("tenant", service.tenant())
            .setString("service", service.path())
            .setLong("from_nanos", fromNanos)
            .setLong("to_nanos", toNanos)
            .setPageSize(PAGE));
  }

  static ClockWindow map(ServiceId service, Row row) {
    return new ClockWindow(
        service,
        row.getLong("from_nanos"),
        row.getLong("offset_nanos"),
        row.isNull("uncertainty_nanos")
            ? OptionalLong.empty()
            : OptionalLong.of(row.getLong("uncertainty_nanos")),
        row.getLong("pairs"),
        row.getLong("lead_nanos"));
  }
}
