package dev.traversion.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.traversion.journal.KeyframeStore.Chunk;
import dev.traversion.journal.KeyframeStore.KeyframeId;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What every {@link KeyframeStore} does. */
public interface KeyframeStoreContract {
  KeyframeStore keyframes();

  /** Loses one chunk of a keyframe. */
  void loseChunk(KeyframeId keyframe, int number);

  @Test
  default void finds_the_latest_keyframe_at_or_before_an_instant() {
    var mirror = Samples.freshMirror();
    var early = new KeyframeId(mirror, 100, 1, 1);
    var late = new KeyframeId(mirror, 200, 2, 1);
    var lateAndMoreComplete = new KeyframeId(mirror, 200, 3, 1);
    for (var keyframe : List.of(late, early, lateAndMoreComplete)) {
      keyframes().write(keyframe, List.of(chunk(0, "")));
    }

    assertThat(keyframes().latestAtOrBefore(mirror, 99)).isEmpty();
    assertThat(keyframes().latestAtOrBefore(mirror, 100)).contains(early);
    assertThat(keyframes().latestAtOrBefore(mirror, 199)).contains(early);
    assertThat(keyframes().latestAtOrBefore(mirror, 200)).contains(lateAndMoreComplete);
    assertThat(keyframes().latestAtOrBefore(mirror, Long.MAX_VALUE)).contains(lateAndMoreComplete);
    assertThat(keyframes().latestAtOrBefore(Samples.freshMirror(), 200)).isEmpty();
  }

  @Test
  default void streams_the_chunks_in_order() {
    var keyframe = new KeyframeId(Samples.freshMirror(), 5, 1, 12);
    var chunks = new ArrayList<Chunk>();
    for (int i = 0; i < 12; i++) {
      chunks.add(chunk(i, i == 0 ? "" : "order\0" + (char) ('a' + i)));
    }
    keyframes().write(keyframe, chunks);

    var read = new ArrayList<Chunk>();
    keyframes().read(keyframe, read::add);

    assertThat(read).usingRecursiveComparison().isEqualTo(chunks);
  }

  @Test
  default void finds_the_one_chunk_that_may_hold_a_key() {
    var keyframe = new KeyframeId(Samples.freshMirror(), 5, 1, 4);
    // Not in the order of UTF-8: a surrogate pair sorts before U+FFFD in Java.
    keyframes()
        .write(
            keyframe,
            List.of(
                chunk(0, ""),
                chunk(1, "order\0b"),
                chunk(2, "order\0\uD83D\uDE00"),
                chunk(3, "order\0\uFFFD")));

    assertThat(keyframes().chunkFor(keyframe, "order\0a")).isEmpty();
    assertThat(number(keyframe, "order\0b")).isEqualTo(1);
    assertThat(number(keyframe, "order\0c")).isEqualTo(1);
    assertThat(number(keyframe, "order\0\uD83D\uDE01")).isEqualTo(2);
    assertThat(number(keyframe, "order\0\uFFFDx")).isEqualTo(3);
    assertThat(number(keyframe, "zebra\0a")).isEqualTo(3);
  }

  @Test
  default void says_so_when_a_keyframe_was_deleted() {
    var keyframe = new KeyframeId(Samples.freshMirror(), 5, 1, 2);
    keyframes().write(keyframe, List.of(chunk(0, ""), chunk(1, "a\0a")));
    keyframes().delete(keyframe);

    assertThat(keyframes().latestAtOrBefore(keyframe.mirror(), 5)).isEmpty();
    assertThatThrownBy(() -> keyframes().read(keyframe, _ -> {}))
        .isInstanceOf(KeyframeLostException.class)
        .hasMessageContaining("mirror=" + keyframe.mirror().entityId());
    assertThatThrownBy(() -> keyframes().chunkFor(keyframe, "a\0a"))
        .isInstanceOf(KeyframeLostException.class);
    keyframes().delete(keyframe);
  }

  @Test
  default void says_so_when_a_chunk_was_lost() {
    var keyframe = new KeyframeId(Samples.freshMirror(), 5, 1, 2);
    keyframes().write(keyframe, List.of(chunk(0, ""), chunk(1, "a\0a")));
    loseChunk(keyframe, 1);

    assertThatThrownBy(() -> keyframes().read(keyframe, _ -> {}))
        .isInstanceOf(KeyframeLostException.class);
    assertThatThrownBy(() -> keyframes().chunkFor(keyframe, "a\0b"))
        .isInstanceOf(KeyframeLostException.class);
  }

  @Test
  default void refuses_a_keyframe_that_is_not_whole() {
    var keyframe = new KeyframeId(Samples.freshMirror(), 5, 1, 2);

    assertThatThrownBy(() -> keyframes().write(keyframe, List.of(chunk(0, ""))))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> keyframes().write(keyframe, List.of(chunk(0, ""), chunk(2, "a\0a"))))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(keyframes().latestAtOrBefore(keyframe.mirror(), 5)).isEmpty();
  }

  private int number(KeyframeId keyframe, String key) {
    return keyframes().chunkFor(keyframe, key).orElseThrow().number();
  }

  private static Chunk chunk(int number, String firstKey) {
    return new Chunk(number, firstKey, ("chunk " + number).getBytes(StandardCharsets.UTF_8));
  }
}
