package dev.traversion.journal.cassandra;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.AsyncResultSet;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import dev.traversion.model.mirror.MirrorId;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** Chosen frames of one partition, by sequence number. */
final class SelectFrames {
  private final CqlSession session;
  private final PreparedStatement statement;

  SelectFrames(CqlSession session) {
    this.session = session;
    this.statement =
        session.prepare(
            """
            SELECT sequence_nr, ser_manifest, event FROM messages
            WHERE persistence_id = :mirror AND partition_nr = :partition
              AND sequence_nr IN :sequence_nrs
            """);
  }

  CompletionStage<AsyncResultSet> ask(MirrorId mirror, long partition, List<Long> sequenceNrs) {
    return session.executeAsync(
        statement
            .bind()
            .setString("mirror", mirror.entityId())
            .setLong("partition", partition)
            .setList("sequence_nrs", sequenceNrs, Long.class)
            .setPageSize(SelectFrameRange.PAGE_SIZE));
  }
}
