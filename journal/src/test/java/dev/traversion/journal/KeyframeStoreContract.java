package dev.traversion.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.traversion.journal.KeyframeStore.KeyframeId;
import dev.traversion.journal.KeyframeStore.Listed;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What every {@link KeyframeStore} does. */
public interface KeyframeStoreContract {
  KeyframeStore keyframes();

  @Test
  default void lists_what_is_finished_and_apart_from_it_what_is_not() {
    var mirror = Samples.freshMirror();
    var whole = new KeyframeId(mirror, 0, 30, Long.MIN_VALUE, 1);
    var farAway = new KeyframeId(mirror, 0, 123_456, 77, -2);
    var underWay = new KeyframeId(mirror, 30, 60, Long.MIN_VALUE, 3);
    for (var keyframe : List.of(whole, farAway, underWay)) {
      keyframes().begin(keyframe);
      keyframes().writePage(keyframe, 0, bytes("directory"), List.of(bytes("chunk")));
    }
    keyframes().finish(new Listed(whole, 1, bytes("one")));
    keyframes().finish(new Listed(farAway, 1, bytes("two")));

    assertThat(keyframes().list(mirror))
        .usingRecursiveFieldByFieldElementComparator()
        .containsExactlyInAnyOrder(
            new Listed(whole, 1, bytes("one")), new Listed(farAway, 1, bytes("two")));
    assertThat(keyframes().unfinished(mirror)).containsExactly(underWay);
    assertThat(keyframes().list(Samples.freshMirror())).isEmpty();
    assertThat(keyframes().unfinished(Samples.freshMirror())).isEmpty();
  }

  @Test
  default void answers_chunks_and_directories_by_page() {
    var keyframe = keyframe(7);
    keyframes().begin(keyframe);
    keyframes().writePage(keyframe, 0, bytes("first"), List.of(bytes("a"), bytes("b")));
    keyframes().writePage(keyframe, 1, bytes("second"), List.of(bytes("c")));

    assertThat(keyframes().directory(keyframe, 1)).contains(bytes("second"));
    assertThat(keyframes().directory(keyframe, 2)).isEmpty();
    assertThat(keyframes().chunk(keyframe, 0, 1)).contains(bytes("b"));
    assertThat(keyframes().chunk(keyframe, 1, 0)).contains(bytes("c"));
    assertThat(keyframes().chunk(keyframe, 1, 1)).isEmpty();
  }

  @Test
  default void keeps_builds_of_the_same_frames_apart() {
    var mirror = Samples.freshMirror();
    var one = new KeyframeId(mirror, 0, 5, Long.MIN_VALUE, 1);
    var other = new KeyframeId(mirror, 0, 5, Long.MIN_VALUE, 2);
    for (var keyframe : List.of(one, other)) {
      keyframes().begin(keyframe);
      keyframes()
          .writePage(keyframe, 0, bytes("d" + keyframe.build()), List.of(bytes("c" + keyframe)));
      keyframes().finish(new Listed(keyframe, 1, bytes("s")));
    }
    keyframes().delete(one);

    assertThat(keyframes().list(mirror)).extracting(Listed::id).containsExactly(other);
    assertThat(keyframes().directory(other, 0)).contains(bytes("d2"));
    assertThat(keyframes().directory(one, 0)).isEmpty();
  }

  @Test
  default void forgets_a_keyframe_with_all_its_pages_whether_finished_or_not() {
    var finished = keyframe(1);
    var givenUp = keyframe(2);
    for (var keyframe : List.of(finished, givenUp)) {
      keyframes().begin(keyframe);
      for (int page = 0; page < 3; page++) {
        keyframes().writePage(keyframe, page, bytes("d"), List.of(bytes("c"), bytes("d")));
      }
    }
    keyframes().finish(new Listed(finished, 3, bytes("s")));

    for (var keyframe : List.of(finished, givenUp)) {
      keyframes().delete(keyframe);
      assertThat(keyframes().list(keyframe.mirror())).isEmpty();
      assertThat(keyframes().unfinished(keyframe.mirror())).isEmpty();
      for (int page = 0; page < 3; page++) {
        assertThat(keyframes().directory(keyframe, page)).isEmpty();
        assertThat(keyframes().chunk(keyframe, page, 1)).isEmpty();
      }
      keyframes().delete(keyframe); // once more is no error
    }
  }

  @Test
  default void refuses_a_keyframe_of_no_frames() {
    var mirror = Samples.freshMirror();
    assertThatThrownBy(() -> new KeyframeId(mirror, 5, 5, 0, 1))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static KeyframeId keyframe(long build) {
    return new KeyframeId(Samples.freshMirror(), 3, 9, Long.MIN_VALUE, build);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
