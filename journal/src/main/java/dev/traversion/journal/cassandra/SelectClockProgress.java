package dev.traversion.journal.cassandra;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import dev.traversion.model.mirror.MirrorId;
import java.util.concurrent.CompletionStage;

/** How far one mirror has been read for clock offsets; 0 when it never was. */
final class SelectClockProgress {
  private final CqlSession session;
  private final PreparedStatement statement;

  SelectClockProgress(CqlSession session) {
    this.session = session;
    this.statement =
        session.prepare("SELECT sequence_nr FROM clock_progress WHERE mirror = :mirror");
  }

  CompletionStage<Long> ask(MirrorId mirror) {
    return session
        .executeAsync(statement.bind().setString("mirror", mirror.entityId()))
        .thenApply(
            rows -> {
              var row = rows.one();
              return row == null ? 0L : row.getLong("sequence_nr");
            });
  }
}
