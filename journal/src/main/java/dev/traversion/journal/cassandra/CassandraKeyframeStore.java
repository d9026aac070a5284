package dev.traversion.journal.cassandra;

import com.datastax.oss.driver.api.core.CqlSession;
import dev.traversion.journal.KeyframeStore;
import dev.traversion.model.mirror.MirrorId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;

/** Keyframes in Cassandra. Thread-safe. */
final class CassandraKeyframeStore implements KeyframeStore {
  /** Statements under way for one caller. */
  private static final int AHEAD = 4;

  private final InsertKeyframe insertKeyframe;
  private final InsertKeyframePage insertKeyframePage;
  private final SelectKeyframes selectKeyframes;
  private final SelectKeyframePage selectKeyframePage;
  private final DeleteKeyframe deleteKeyframe;

  CassandraKeyframeStore(CqlSession session) {
    this.insertKeyframe = new InsertKeyframe(session);
    this.insertKeyframePage = new InsertKeyframePage(session);
    this.selectKeyframes = new SelectKeyframes(session);
    this.selectKeyframePage = new SelectKeyframePage(session);
    this.deleteKeyframe = new DeleteKeyframe(session);
  }

  @Override
  public void begin(KeyframeId keyframe) {
    var _ =
        Edge.await("announcing a keyframe", Edge.attempt(() -> insertKeyframe.announce(keyframe)));
  }

  @Override
  public void writePage(KeyframeId keyframe, int page, byte[] directory, List<byte[]> chunks) {
    var what = "writing a page of a keyframe";
    new Ahead(AHEAD)
        .run(
            what,
            IntStream.range(0, chunks.size()).boxed().toList(),
            number -> insertKeyframePage.chunk(keyframe, page, number, chunks.get(number)),
            _ -> {});
    var _ =
        Edge.await(
            what, Edge.attempt(() -> insertKeyframePage.directory(keyframe, page, directory)));
  }

  @Override
  public void finish(Listed keyframe) {
    var _ = Edge.await("listing a keyframe", Edge.attempt(() -> insertKeyframe.list(keyframe)));
  }

  @Override
  public List<Listed> list(MirrorId mirror) {
    var found = new ArrayList<Listed>();
    rows(mirror, (id, row) -> row.ifPresent(found::add));
    return found;
  }

  @Override
  public List<KeyframeId> unfinished(MirrorId mirror) {
    var found = new ArrayList<KeyframeId>();
    rows(
        mirror,
        (id, row) -> {
          if (row.isEmpty()) {
            found.add(id);
          }
        });
    return found;
  }

  private void rows(MirrorId mirror, BiConsumer<KeyframeId, Optional<Listed>> action) {
    var what = "listing keyframes";
    var buckets = new ArrayList<Long>();
    Pages.forEach(
        what,
        Edge.attempt(() -> selectKeyframes.buckets(mirror)),
        row -> buckets.add(row.getLong("bucket")));
    new Ahead(AHEAD)
        .run(
            what,
            buckets,
            bucket -> selectKeyframes.in(mirror, bucket),
            first ->
                Pages.forEach(
                    what,
                    CompletableFuture.completedFuture(first),
                    row -> {
                      var id = SelectKeyframes.id(mirror, row);
                      action.accept(id, SelectKeyframes.listed(id, row));
                    }));
  }

  @Override
  public Optional<byte[]> directory(KeyframeId keyframe, int page) {
    return Edge.await(
        "reading a directory of a keyframe",
        Edge.attempt(() -> selectKeyframePage.directory(keyframe, page)));
  }

  @Override
  public Optional<byte[]> chunk(KeyframeId keyframe, int page, int number) {
    return Edge.await(
        "reading a chunk of a keyframe",
        Edge.attempt(() -> selectKeyframePage.chunk(keyframe, page, number)));
  }

  @Override
  public void delete(KeyframeId keyframe) {
    var what = "deleting a keyframe";
    // Its own row last: until then, what is left of it can be found and deleted again.
    int page = 0;
    boolean more = true;
    while (more) {
      int number = page++;
      more = directory(keyframe, number).isPresent();
      // The page after the last may have chunks already: its directory is written after them.
      var _ = Edge.await(what, Edge.attempt(() -> deleteKeyframe.chunks(keyframe, number)));
      var _ = Edge.await(what, Edge.attempt(() -> deleteKeyframe.directory(keyframe, number)));
    }
    var _ = Edge.await(what, Edge.attempt(() -> deleteKeyframe.row(keyframe)));
  }
}
