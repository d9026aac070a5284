package dev.traversion.journal.cassandra;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.AsyncResultSet;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import dev.traversion.model.mirror.MirrorId;
import java.util.concurrent.CompletionStage;

/** How far one mirror has been read for clock offsets. */
final class InsertClockProgress {
  private final CqlSession session;
  private final PreparedStatement statement;

  InsertClockProgress(CqlSession session) {
    this.session = session;
    this.statement =
        session.prepare(
            "INSERT INTO clock_progress (mirror, sequence_nr) VALUES (:mirror, :sequence_nr)");
  }

  CompletionStage<AsyncResultSet> tell(MirrorId mirror, long sequenceNr) {
    return session.executeAsync(
        statement
            .bind()
            .setString("mirror", mirror.entityId())
            .setLong("sequence_nr", sequenceNr)
            .setIdempotent(true));
  }
}
