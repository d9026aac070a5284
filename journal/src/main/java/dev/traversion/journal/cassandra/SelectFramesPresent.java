package dev.traversion.journal.cassandra;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.AsyncResultSet;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import dev.traversion.model.mirror.MirrorId;
import java.util.concurrent.CompletionStage;

/** Which frames of one partition there are, without their bytes. */
final class SelectFramesPresent {
  private final CqlSession session;
  private final PreparedStatement statement;

  SelectFramesPresent(CqlSession session) {
    this.session = session;
    this.statement =
        session.prepare(
            """
            SELECT sequence_nr, ser_manifest FROM messages
            WHERE persistence_id = :mirror AND partition_nr = :partition
              AND sequence_nr >= :from_nr AND sequence_nr <= :to_nr
            """);
  }

  CompletionStage<AsyncResultSet> ask(MirrorId mirror, long partition, long from, long to) {
    return session.executeAsync(
        statement
            .bind()
            .setString("mirror", mirror.entityId())
            .setLong("partition", partition)
            .setLong("from_nr", from)
            .setLong("to_nr", to)
            // A retried write leaves two rows under a number; still one page, as a rule.
            .setPageSize(2 * JournalLayout.TARGET_PARTITION_SIZE));
  }
}
