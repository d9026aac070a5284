package dev.traversion.journal.cassandra;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.AsyncResultSet;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import dev.traversion.journal.KeyframeStore.KeyframeId;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletionStage;

/** The chunks of a page of a keyframe, and its directory. */
final class InsertKeyframePage {
  private final CqlSession session;
  private final PreparedStatement chunkStatement;
  private final PreparedStatement directoryStatement;

  InsertKeyframePage(CqlSession session) {
    this.session = session;
    this.chunkStatement =
        session.prepare(
            """
            INSERT INTO keyframe_content (mirror, build, page, number, bytes)
            VALUES (:mirror, :build, :page, :number, :bytes)
            """);
    this.directoryStatement =
        session.prepare(
            """
            INSERT INTO keyframe_directories (mirror, build, page, directory)
            VALUES (:mirror, :build, :page, :directory)
            """);
  }

  CompletionStage<AsyncResultSet> chunk(KeyframeId keyframe, int page, int number, byte[] bytes) {
    return session.executeAsync(
        chunkStatement
            .bind()
            .setString("mirror", keyframe.mirror().entityId())
            .setLong("build", keyframe.build())
            .setInt("page", page)
            .setInt("number", number)
            .setByteBuffer("bytes", ByteBuffer.wrap(bytes)));
  }

  CompletionStage<AsyncResultSet> directory(KeyframeId keyframe, int page, byte[] directory) {
    return session.executeAsync(
        directoryStatement
            .bind()
            .setString("mirror", keyframe.mirror().entityId())
            .setLong("build", keyframe.build())
            .setInt("page", page)
            .setByteBuffer("directory", ByteBuffer.wrap(directory)));
  }
}
