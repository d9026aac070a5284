package dev.traversion.journal.cassandra;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.protocol.internal.util.Bytes;
import dev.traversion.journal.KeyframeStore.Chunk;
import dev.traversion.journal.KeyframeStore.KeyframeId;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** One chunk of a keyframe, by number. */
final class SelectKeyframeChunk {
  private final CqlSession session;
  private final PreparedStatement statement;

  SelectKeyframeChunk(CqlSession session) {
    this.session = session;
    this.statement =
        session.prepare(
            """
            SELECT first_key, bytes FROM keyframe_chunks
            WHERE mirror = :mirror AND instant_nanos = :instant_nanos
              AND covered_sequence_nr = :covered_sequence_nr AND number = :number
            """);
  }

  CompletionStage<Optional<Chunk>> ask(KeyframeId keyframe, int number) {
    return session
        .executeAsync(KeyframeColumns.bind(statement.bind(), keyframe).setInt("number", number))
        .thenApply(
            rows -> {
              var row = rows.one();
              var bytes = row == null ? null : row.getByteBuffer("bytes");
              var firstKey = row == null ? null : row.getString("first_key");
              return bytes == null || firstKey == null
                  ? Optional.empty()
                  : Optional.of(new Chunk(number, firstKey, Bytes.getArray(bytes)));
            });
  }
}
