package dev.traversion.journal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.traversion.journal.TileStore.Progress;
import dev.traversion.journal.TileStore.StoredTile;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** What every {@link TileStore} does. */
public interface TileStoreContract {
  TileStore tiles();

  @Test
  default void finds_the_tiles_of_one_level_that_are_there() {
    var mirror = Samples.freshMirror();
    var wanted = LongStream.range(-200, 200).filter(index -> index % 3 == 0).boxed().toList();
    tiles().write(mirror, wanted.stream().map(index -> tile(4, index, 1, "a" + index)).toList());
    tiles().write(mirror, List.of(tile(5, 0, 1, "of another level")));

    var all = LongStream.range(-200, 200).boxed().toList();
    assertThat(tiles().read(mirror, 4, all))
        .extracting(StoredTile::index)
        .containsExactlyInAnyOrderElementsOf(wanted);
    assertThat(tiles().read(mirror, 4, List.of(-3L, 7L)))
        .singleElement()
        .satisfies(found -> assertThat(text(found.bytes())).isEqualTo("a-3"));
    assertThat(tiles().read(mirror, 5, List.of(0L))).hasSize(1);
    assertThat(tiles().read(Samples.freshMirror(), 4, all)).isEmpty();
    assertThat(tiles().read(mirror, 4, List.of())).isEmpty();
  }

  @Test
  default void keeps_the_highest_revision_in_whatever_order_they_come() {
    var mirror = Samples.freshMirror();
    tiles().write(mirror, List.of(tile(0, 7, 300, "newest, and written first")));
    tiles().write(mirror, List.of(tile(0, 7, 200, "older")));
    tiles().write(mirror, List.of(tile(0, 8, 200, "older")));
    tiles().write(mirror, List.of(tile(0, 8, 201, "newest")));

    assertThat(tiles().read(mirror, 0, List.of(7L, 8L)))
        .extracting(StoredTile::revision)
        .containsExactlyInAnyOrder(300L, 201L);
    assertThat(tiles().read(mirror, 0, List.of(7L, 8L)))
        .extracting(found -> text(found.bytes()))
        .containsExactlyInAnyOrder("newest, and written first", "newest");
  }

  @Test
  default void remembers_the_furthest_progress() {
    var mirror = Samples.freshMirror();
    assertThat(tiles().progress(mirror)).isEmpty();

    tiles().writeProgress(mirror, progress(20, "far"));
    tiles().writeProgress(mirror, progress(10, "less far"));

    assertThat(tiles().progress(mirror))
        .hasValueSatisfying(
            found -> {
              assertThat(found.revision()).isEqualTo(20);
              assertThat(text(found.bytes())).isEqualTo("far");
            });
    tiles().writeProgress(mirror, progress(30, "further"));
    assertThat(tiles().progress(mirror)).map(Progress::revision).contains(30L);
  }

  private static StoredTile tile(int level, long index, long revision, String content) {
    return new StoredTile(level, index, revision, content.getBytes(StandardCharsets.UTF_8));
  }

  private static Progress progress(long revision, String content) {
    return new Progress(revision, content.getBytes(StandardCharsets.UTF_8));
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
