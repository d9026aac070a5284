package dev.traversion.journal.cassandra;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.AsyncResultSet;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.Row;
import dev.traversion.model.mirror.MirrorId;
import dev.traversion.model.mirror.ServiceId;
import java.util.Objects;
import java.util.concurrent.CompletionStage;

/** All mirrors of one tenant. */
final class SelectMirrors {
  private final CqlSession session;
  private final PreparedStatement statement;

  SelectMirrors(CqlSession session) {
    this.session = session;
    this.statement =
        session.prepare("SELECT namespace, name, lane FROM mirrors WHERE tenant = :tenant");
  }

  CompletionStage<AsyncResultSet> ask(String tenant) {
    return session.executeAsync(statement.bind().setString("tenant", tenant));
  }

  static MirrorId map(String tenant, Row row) {
    return new MirrorId(
        new ServiceId(
            tenant,
            Objects.requireNonNull(row.getString("namespace")),
            Objects.requireNonNull(row.getString("name"))),
        row.getInt("lane"));
  }
}
