package dev.traversion.journal.cassandra;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import dev.traversion.journal.KeyframeStore.KeyframeId;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.util.OptionalInt;
import java.util.concurrent.CompletionStage;

/** The chunk of a keyframe with the largest first key not above a key. */
final class SelectChunkNumber {
  private final CqlSession session;
  private final PreparedStatement statement;

  SelectChunkNumber(CqlSession session) {
    this.session = session;
    this.statement =
        session.prepare(
            """
            SELECT number FROM keyframe_keys
            WHERE mirror = :mirror AND instant_nanos = :instant_nanos
              AND covered_sequence_nr = :covered_sequence_nr AND first_key <= :key
            LIMIT 1
            """);
  }

  CompletionStage<OptionalInt> ask(KeyframeId keyframe, String key) {
    return session
        .executeAsync(
            KeyframeColumns.bind(statement.bind(), keyframe).setByteBuffer("key", sortable(key)))
        .thenApply(
            rows -> {
              var row = rows.one();
              return row == null ? OptionalInt.empty() : OptionalInt.of(row.getInt("number"));
            });
  }

  /** Bytes that sort, unsigned, as {@link String#compareTo} does: the UTF-16 units. */
  static ByteBuffer sortable(String key) {
    var bytes = ByteBuffer.allocate(2 * key.length());
    bytes.asCharBuffer().put(CharBuffer.wrap(key));
    return bytes;
  }
}
