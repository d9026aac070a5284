package dev.traversion.journal.cassandra;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.AsyncResultSet;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import dev.traversion.journal.KeyframeStore.Chunk;
import dev.traversion.journal.KeyframeStore.KeyframeId;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletionStage;

/** One chunk of a keyframe and, unless it is the first, the key it is found by. */
final class InsertKeyframeChunk {
  private final CqlSession session;
  private final PreparedStatement chunkStatement;
  private final PreparedStatement keyStatement;

  InsertKeyframeChunk(CqlSession session) {
    this.session = session;
    this.chunkStatement =
        session.prepare(
            """
            INSERT INTO keyframe_chunks (mirror, instant_nanos, covered_sequence_nr, number,
              first_key, bytes)
            VALUES (:mirror, :instant_nanos, :covered_sequence_nr, :number, :first_key, :bytes)
            """);
    this.keyStatement =
        session.prepare(
            """
            INSERT INTO keyframe_keys (mirror, instant_nanos, covered_sequence_nr, first_key,
              number)
            VALUES (:mirror, :instant_nanos, :covered_sequence_nr, :first_key, :number)
            """);
  }

  CompletionStage<AsyncResultSet> tell(KeyframeId keyframe, Chunk chunk) {
    var written =
        session.executeAsync(
            KeyframeColumns.bind(chunkStatement.bind(), keyframe)
                .setInt("number", chunk.number())
                .setString("first_key", chunk.firstKey())
                .setByteBuffer("bytes", ByteBuffer.wrap(chunk.bytes())));
    if (chunk.number() == 0) {
      return written;
    }
    return written.thenCompose(
        _ ->
            session.executeAsync(
                KeyframeColumns.bind(keyStatement.bind(), keyframe)
                    .setByteBuffer("first_key", SelectChunkNumber.sortable(chunk.firstKey()))
                    .setInt("number", chunk.number())));
  }
}
