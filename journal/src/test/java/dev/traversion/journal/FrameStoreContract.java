package dev.traversion.journal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.traversion.model.frame.FrameAddress;
import dev.traversion.model.mirror.MirrorId;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** What every {@link FrameStore} does. */
public interface FrameStoreContract {
  FrameStore frames();

  void append(FrameAddress address, byte[] bytes);

  void lose(FrameAddress address);

  void markLost(FrameAddress address);

  @Test
  default void reads_the_wanted_frames_in_order_and_leaves_out_those_it_does_not_hold() {
    var mirror = Samples.freshMirror();
    for (long nr : new long[] {1, 2, 4, 999, 1_000, 1_001, 2_001}) {
      append(mirror, nr);
    }

    var frames = frames().read(mirror, new long[] {1, 3, 4, 1_000, 1_001, 1_500, 2_001, 9_999});

    assertThat(frames).extracting(Samples::text).containsExactly("1", "4", "1000", "1001", "2001");
    assertThat(frames)
        .extracting(StoredFrame::address)
        .startsWith(new FrameAddress(mirror, 1), new FrameAddress(mirror, 4));
  }

  @Test
  default void reads_many_frames_at_once() {
    var mirror = Samples.freshMirror();
    long[] wanted = LongStream.rangeClosed(960, 1_080).toArray();
    for (long nr : wanted) {
      append(mirror, nr);
    }

    assertThat(frames().read(mirror, wanted))
        .extracting(frame -> frame.address().sequenceNr())
        .containsExactlyElementsOf(LongStream.of(wanted).boxed().toList());
  }

  @Test
  default void streams_a_range_across_holes() {
    var mirror = Samples.freshMirror();
    for (long nr = 995; nr <= 1_100; nr++) {
      append(mirror, nr);
    }
    lose(new FrameAddress(mirror, 1_000));
    markLost(new FrameAddress(mirror, 1_000));
    lose(new FrameAddress(mirror, 1_002));

    var seen = new ArrayList<Long>();
    frames().readRange(mirror, 998, 1_004, frame -> seen.add(frame.address().sequenceNr()));

    assertThat(seen).containsExactly(998L, 999L, 1_001L, 1_003L, 1_004L);
  }

  @Test
  default void answers_both_rows_that_a_retried_write_left_under_one_number() {
    var mirror = Samples.freshMirror();
    append(mirror, 1);
    append(new FrameAddress(mirror, 1), "again".getBytes(StandardCharsets.UTF_8));

    assertThat(frames().read(mirror, new long[] {1}))
        .extracting(Samples::text)
        .containsExactlyInAnyOrder("1", "again");
    assertThat(frames().present(mirror, 1, 10)).containsExactly(1);
  }

  @Test
  default void counts_the_marker_of_a_lost_frame_for_the_highest_number_only() {
    var mirror = Samples.freshMirror();
    append(mirror, 1);
    markLost(new FrameAddress(mirror, 2));

    assertThat(frames().highestSequenceNr(mirror)).isEqualTo(2);
    assertThat(frames().present(mirror, 1, 5)).containsExactly(1);
    assertThat(frames().read(mirror, new long[] {1, 2})).hasSize(1);
  }

  @Test
  default void knows_the_highest_number_of_a_journal_of_any_length_while_it_grows() {
    var mirror = Samples.freshMirror();
    assertThat(frames().highestSequenceNr(mirror)).isZero();

    for (long nr = 1; nr <= 12_001; nr += 500) {
      append(mirror, nr);
      assertThat(frames().highestSequenceNr(mirror)).isEqualTo(nr);
    }
    append(mirror, 12_999);
    assertThat(frames().highestSequenceNr(mirror)).isEqualTo(12_999);
  }

  @Test
  default void keeps_mirrors_apart() {
    var mirror = Samples.freshMirror();
    var other = Samples.freshMirror();
    append(mirror, 1);

    assertThat(frames().read(other, new long[] {1})).isEmpty();
    assertThat(frames().highestSequenceNr(other)).isZero();
    assertThat(frames().present(other, 1, 100)).isEmpty();
  }

  @Test
  default void answers_nothing_for_an_empty_question() {
    var mirror = Samples.freshMirror();
    append(mirror, 1);

    assertThat(frames().read(mirror, new long[0])).isEmpty();
    assertThat(frames().present(mirror, 2, 1)).isEmpty();
    frames().readRange(mirror, 2, 1, frame -> assertThat(frame).isNull());
  }

  @Test
  default void agrees_with_a_map_on_random_journals() {
    long seed = 20261123;
    var random = new Random(seed);
    for (int history = 0; history < 10; history++) {
      var mirror = Samples.freshMirror();
      var expected = new TreeMap<Long, Boolean>();
      for (long nr = 1; nr <= 4_000; nr += 1 + random.nextInt(120)) {
        boolean lost = random.nextInt(5) == 0;
        expected.put(nr, !lost);
        if (lost) {
          markLost(new FrameAddress(mirror, nr));
        } else {
          append(mirror, nr);
        }
      }
      long from = 1L + random.nextInt(3_000);
      long to = from + random.nextInt(2_000);
      var held =
          expected.subMap(from, true, to, true).entrySet().stream()
              .filter(entry -> entry.getValue())
              .map(entry -> entry.getKey())
              .toList();
      var streamed = new ArrayList<Long>();
      frames().readRange(mirror, from, to, frame -> streamed.add(frame.address().sequenceNr()));

      var what = "seed=" + seed + " history=" + history;
      assertThat(streamed).as(what).isEqualTo(held);
      assertThat(LongStream.of(frames().present(mirror, from, to)).boxed().toList())
          .as(what)
          .isEqualTo(held);
      assertThat(frames().read(mirror, LongStream.rangeClosed(from, to).toArray()))
          .as(what)
          .extracting(frame -> frame.address().sequenceNr())
          .isEqualTo(held);
      assertThat(frames().highestSequenceNr(mirror)).as(what).isEqualTo(expected.lastKey());
    }
  }

  private void append(MirrorId mirror, long sequenceNr) {
    append(
        new FrameAddress(mirror, sequenceNr),
        Long.toString(sequenceNr).getBytes(StandardCharsets.UTF_8));
  }
}
