package dev.traversion.journal.cassandra;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.AsyncResultSet;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.Row;
import com.datastax.oss.protocol.internal.util.Bytes;
import dev.traversion.model.mirror.MirrorId;
import java.util.concurrent.CompletionStage;

/** One slice of the runs of an era. */
final class SelectTermSlices {
  private final CqlSession session;
  private final PreparedStatement statement;

  SelectTermSlices(CqlSession session) {
    this.session = session;
    this.statement =
        session.prepare(
            """
            SELECT run, terms FROM term_slices
            WHERE mirror = :mirror AND era = :era AND slice = :slice AND run >= :from_run
            """);
  }

  CompletionStage<AsyncResultSet> ask(MirrorId mirror, long era, int slice, long fromRun) {
    return session.executeAsync(
        statement
            .bind()
            .setString("mirror", mirror.entityId())
            .setLong("era", era)
            .setInt("slice", slice)
            .setLong("from_run", fromRun));
  }

  static byte[] map(Row row) {
    var terms = row.getByteBuffer("terms");
    return terms == null ? new byte[0] : Bytes.getArray(terms);
  }
}
