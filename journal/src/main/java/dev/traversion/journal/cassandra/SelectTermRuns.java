package dev.traversion.journal.cassandra;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.AsyncResultSet;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import dev.traversion.journal.TermRuns;
import dev.traversion.model.mirror.MirrorId;
import java.util.concurrent.CompletionStage;

/** The runs of an era whose last slice, which is written last, is there. */
final class SelectTermRuns {
  private final CqlSession session;
  private final PreparedStatement statement;

  SelectTermRuns(CqlSession session) {
    this.session = session;
    this.statement =
        session.prepare(
            """
            SELECT run FROM term_slices WHERE mirror = :mirror AND era = :era AND slice = :slice
            """);
  }

  CompletionStage<AsyncResultSet> ask(MirrorId mirror, long era) {
    return session.executeAsync(
        statement
            .bind()
            .setString("mirror", mirror.entityId())
            .setLong("era", era)
            .setInt("slice", TermRuns.SLICES - 1));
  }
}
