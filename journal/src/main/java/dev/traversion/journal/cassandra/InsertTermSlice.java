package dev.traversion.journal.cassandra;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.AsyncResultSet;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import dev.traversion.journal.TermRuns;
import dev.traversion.model.mirror.MirrorId;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletionStage;

/** One slice of one run of terms. */
final class InsertTermSlice {
  private final CqlSession session;
  private final PreparedStatement statement;

  InsertTermSlice(CqlSession session) {
    this.session = session;
    this.statement =
        session.prepare(
            """
            INSERT INTO term_slices (mirror, era, slice, run, terms)
            VALUES (:mirror, :era, :slice, :run, :terms)
            """);
  }

  CompletionStage<AsyncResultSet> tell(MirrorId mirror, long run, int slice, byte[] terms) {
    return session.executeAsync(
        statement
            .bind()
            .setString("mirror", mirror.entityId())
            .setLong("era", run / TermRuns.RUNS_OF_ERA)
            .setInt("slice", slice)
            .setLong("run", run)
            .setByteBuffer("terms", ByteBuffer.wrap(terms))
            .setIdempotent(true));
  }
}
