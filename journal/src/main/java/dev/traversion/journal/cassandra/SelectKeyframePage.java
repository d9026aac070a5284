package dev.traversion.journal.cassandra;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.AsyncResultSet;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.protocol.internal.util.Bytes;
import dev.traversion.journal.KeyframeStore.KeyframeId;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** One directory or one chunk of a keyframe. */
final class SelectKeyframePage {
  private final CqlSession session;
  private final PreparedStatement directoryStatement;
  private final PreparedStatement chunkStatement;

  SelectKeyframePage(CqlSession session) {
    this.session = session;
    this.directoryStatement =
        session.prepare(
            """
            SELECT directory FROM keyframe_directories
            WHERE mirror = :mirror AND build = :build AND page = :page
            """);
    this.chunkStatement =
        session.prepare(
            """
            SELECT bytes FROM keyframe_content
            WHERE mirror = :mirror AND build = :build AND page = :page AND number = :number
            """);
  }

  CompletionStage<Optional<byte[]>> directory(KeyframeId keyframe, int page) {
    return session
        .executeAsync(
            directoryStatement
                .bind()
                .setString("mirror", keyframe.mirror().entityId())
                .setLong("build", keyframe.build())
                .setInt("page", page))
        .thenApply(rows -> bytes(rows, "directory"));
  }

  CompletionStage<Optional<byte[]>> chunk(KeyframeId keyframe, int page, int number) {
    return session
        .executeAsync(
            chunkStatement
                .bind()
                .setString("mirror", keyframe.mirror().entityId())
                .setLong("build", keyframe.build())
                .setInt("page", page)
                .setInt("number", number))
        .thenApply(rows -> bytes(rows, "bytes"));
  }

  private static Optional<byte[]> bytes(AsyncResultSet rows, String column) {
    var row = rows.one();
    return row == null
        ? Optional.empty()
        : Optional.ofNullable(row.getByteBuffer(column)).map(Bytes::getArray);
  }
}
