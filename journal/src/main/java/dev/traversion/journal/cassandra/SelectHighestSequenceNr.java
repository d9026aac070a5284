package dev.traversion.journal.cassandra;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import dev.traversion.model.mirror.MirrorId;
import java.util.concurrent.CompletionStage;

/** The last row of one partition: reads one row from its end. */
final class SelectHighestSequenceNr {
  private final CqlSession session;
  private final PreparedStatement statement;

  SelectHighestSequenceNr(CqlSession session) {
    this.session = session;
    this.statement =
        session.prepare(
            """
            SELECT sequence_nr FROM messages
            WHERE persistence_id = :mirror AND partition_nr = :partition
            ORDER BY sequence_nr DESC LIMIT 1
            """);
  }

  /** 0 when the partition is empty. */
  CompletionStage<Long> ask(MirrorId mirror, long partition) {
    return session
        .executeAsync(
            statement.bind().setString("mirror", mirror.entityId()).setLong("partition", partition))
        .thenApply(
            rows -> {
              var row = rows.one();
              return row == null ? 0L : row.getLong("sequence_nr");
            });
  }
}
