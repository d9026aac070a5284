package dev.traversion.journal.cassandra;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.AsyncResultSet;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import dev.traversion.model.mirror.MirrorId;
import java.util.concurrent.CompletionStage;

/** One mirror of a tenant. */
final class InsertMirror {
  private final CqlSession session;
  private final PreparedStatement statement;

  InsertMirror(CqlSession session) {
    this.session = session;
    this.statement =
        session.prepare(
            """
            INSERT INTO mirrors (tenant, namespace, name, lane)
            VALUES (:tenant, :namespace, :name, :lane)
            """);
  }

  CompletionStage<AsyncResultSet> tell(MirrorId mirror) {
    return session.executeAsync(
        statement
            .bind()
            .setString("tenant", mirror.service().tenant())
            .setString("namespace", mirror.service().namespace())
            .setString("name", mirror.service().name())
            .setInt("lane", mirror.lane()));
  }
}
