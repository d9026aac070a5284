package dev.traversion.journal.cassandra;

import com.datastax.oss.driver.api.core.CqlSession;
import dev.traversion.journal.KeyframeLostException;
import dev.traversion.journal.KeyframeStore;
import dev.traversion.model.mirror.MirrorId;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/** Keyframes in Cassandra. Thread-safe. */
final class CassandraKeyframeStore implements KeyframeStore {
  /** Chunks under way for one caller. */
  private static final int CHUNKS_AHEAD = 4;

  private final InsertKeyframe insertKeyframe;
  private final InsertKeyframeChunk insertKeyframeChunk;
  private final SelectLatestKeyframe selectLatestKeyframe;
  private final SelectKeyframeExists selectKeyframeExists;
  private final SelectChunkNumber selectChunkNumber;
  private final SelectKeyframeChunk selectKeyframeChunk;
  private final DeleteKeyframe deleteKeyframe;

  CassandraKeyframeStore(CqlSession session) {
    this.insertKeyframe = new InsertKeyframe(session);
    this.insertKeyframeChunk = new InsertKeyframeChunk(session);
    this.selectLatestKeyframe = new SelectLatestKeyframe(session);
    this.selectKeyframeExists = new SelectKeyframeExists(session);
    this.selectChunkNumber = new SelectChunkNumber(session);
    this.selectKeyframeChunk = new SelectKeyframeChunk(session);
    this.deleteKeyframe = new DeleteKeyframe(session);
  }

  @Override
  public void write(KeyframeId keyframe, List<Chunk> chunks) {
    KeyframeStore.requireWhole(keyframe, chunks);
    var what = "writing a keyframe";
    new Ahead(CHUNKS_AHEAD)
        .run(what, chunks, chunk -> insertKeyframeChunk.tell(keyframe, chunk), _ -> {});
    var _ = Edge.await(what, Edge.attempt(() -> insertKeyframe.tell(keyframe)));
  }

  @Override
  public Optional<KeyframeId> latestAtOrBefore(MirrorId mirror, long instantNanos) {
    return Edge.await(
        "finding a keyframe", Edge.attempt(() -> selectLatestKeyframe.ask(mirror, instantNanos)));
  }

  @Override
  public void read(KeyframeId keyframe, Consumer<Chunk> action) {
    requireThere(keyframe);
    new Ahead(CHUNKS_AHEAD)
        .run(
            "reading a keyframe",
            IntStream.range(0, keyframe.chunks()).boxed().toList(),
            number -> selectKeyframeChunk.ask(keyframe, number),
            chunk -> action.accept(chunk.orElseThrow(() -> new KeyframeLostException(keyframe))));
  }

  @Override
  public Optional<Chunk> chunkFor(KeyframeId keyframe, String key) {
    var what = "reading a chunk of a keyframe";
    requireThere(keyframe);
    var number = Edge.await(what, Edge.attempt(() -> selectChunkNumber.ask(keyframe, key)));
    if (number.isEmpty()) {
      return Optional.empty();
    }
    var chunk =
        Edge.await(what, Edge.attempt(() -> selectKeyframeChunk.ask(keyframe, number.getAsInt())));
    return Optional.of(chunk.orElseThrow(() -> new KeyframeLostException(keyframe)));
  }

  @Override
  public void delete(KeyframeId keyframe) {
    var what = "deleting a keyframe";
    var _ = Edge.await(what, Edge.attempt(() -> deleteKeyframe.forgetRow(keyframe)));
    var _ = Edge.await(what, Edge.attempt(() -> deleteKeyframe.forgetKeys(keyframe)));
    new Ahead(CHUNKS_AHEAD)
        .run(
            what,
            IntStream.range(0, keyframe.chunks()).boxed().toList(),
            number -> deleteKeyframe.forgetChunk(keyframe, number),
            _ -> {});
  }

  private void requireThere(KeyframeId keyframe) {
    boolean there =
        Edge.await("finding a keyframe", Edge.attempt(() -> selectKeyframeExists.ask(keyframe)));
    if (!there) {
      throw new KeyframeLostException(keyframe);
    }
  }
}
