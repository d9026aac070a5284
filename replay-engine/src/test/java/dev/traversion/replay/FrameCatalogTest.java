package dev.traversion.replay;

import static dev.traversion.replay.Happenings.log;
import static dev.traversion.replay.Happenings.span;
import static dev.traversion.replay.RecordedWorld.CART;
import static org.assertj.core.api.Assertions.assertThat;

import dev.traversion.journal.FrameEntry;
import dev.traversion.journal.FrameFilters;
import dev.traversion.journal.FrameIndex;
import dev.traversion.journal.IndexMark;
import dev.traversion.journal.memory.InMemoryFrameIndex;
import dev.traversion.model.event.Event;
import dev.traversion.model.fixture.Seeds;
import dev.traversion.model.frame.FrameAddress;
import dev.traversion.model.frame.FrameSummary;
import dev.traversion.model.mirror.MirrorId;
import dev.traversion.replay.keyframe.SequenceRanges;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.SortedMap;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class FrameCatalogTest {
  private static final MirrorId MIRROR = RecordedWorld.mirror(CART, 0);

  private final InMemoryFrameIndex index = new InMemoryFrameIndex();
  private final AtomicLong clock = new AtomicLong();
  private final FrameCatalog catalog =
      new FrameCatalog(
          index, ReplaySettings.defaults().withHoleRecheck(Duration.ofNanos(10)), clock::get);

  @Test
  void lists_what_the_index_lists_however_much_that_is() {
    list(1, 4_500);
    assertThat(catalog.refresh(MIRROR).size()).isEqualTo(4_500);
    list(4_501, 4_510);
    assertThat(catalog.refresh(MIRROR).highest()).isEqualTo(4_510);
  }

  @Test
  void sees_a_row_at_once_that_becomes_visible_after_a_later_one() {
    list(1, 10);
    list(12, 12);
    assertThat(catalog.refresh(MIRROR).entry(11)).isEmpty();
    list(11, 11);
    assertThat(catalog.refresh(MIRROR).entry(11)).isPresent();
  }

  @Test
  void looks_again_now_and_then_for_rows_that_were_missing_long_ago() {
    list(3, 500);
    list(502, 900);
    assertThat(catalog.refresh(MIRROR).holes().ranges())
        .containsExactly(new SequenceRanges.Range(1, 2), new SequenceRanges.Range(501, 501));
    list(2, 2);
    list(501, 501);
    clock.set(9);
    assertThat(catalog.refresh(MIRROR).hasHoles()).isTrue();
    assertThat(catalog.refresh(MIRROR).entry(501)).isEmpty();
    clock.set(10);
    assertThat(catalog.refresh(MIRROR).holes().ranges())
        .containsExactly(new SequenceRanges.Range(1, 1));
  }

  @Test
  void lists_all_of_a_journal_whose_mark_moved_and_nothing_twice_while_it_did_not() {
    Seeds.forEach(
        50,
        seed -> {
          var random = new Random(seed);
          var mirror = RecordedWorld.mirror(CART, (int) seed);
          int listed = 0;
          for (int question = 0; question < 40; question++) {
            if (random.nextBoolean()) {
              int more = 1 + random.nextInt(60);
              list(mirror, listed + 1, listed + more);
              listed += more;
            }
            var mark = Optional.of(new IndexMark(seed, listed));
            long after = random.nextInt(listed + 1);
            assertThat(catalog.above(mirror, after, mark).highest()).isEqualTo(listed);
            assertThat(catalog.refresh(mirror, mark).size()).isEqualTo(listed);
            var before = catalog.refresh(mirror, mark);
            assertThat(catalog.refresh(mirror, mark)).isSameAs(before);
          }
        });
  }

  @Test
  void finds_by_time_exactly_the_frames_that_reach_into_a_window() {
    Seeds.forEach(
        50,
        seed -> {
          var random = new Random(seed);
          var entries = new ArrayList<FrameEntry>();
          for (int i = 1; i <= 1 + random.nextInt(700); i++) {
            long from = i * 10L + random.nextInt(-200, 200);
            entries.add(entry(i, from, from + random.nextInt(100)));
          }
          var arriving = new ArrayList<>(entries);
          Collections.shuffle(arriving, random);
          for (var entry : entries) {
            write(entry);
          }
          var frames = none();
          while (!arriving.isEmpty()) {
            var some = arriving.subList(0, Math.min(arriving.size(), 1 + random.nextInt(200)));
            frames = frames.with(List.copyOf(some));
            some.clear();
          }
          long from = random.nextInt(8000);
          long to = from + random.nextInt(500);
          assertThat(frames.occurringIn(from, to, _ -> true))
              .containsExactlyElementsOf(
                  entries.stream()
                      .filter(entry -> entry.summary().mayOccurIn(from, to + 1))
                      .toList());
          assertThat(frames.minOccurredNanos())
              .isEqualTo(
                  entries.stream()
                      .mapToLong(entry -> entry.summary().minOccurredNanos())
                      .min()
                      .orElseThrow());
          assertThat(frames.size()).isEqualTo(entries.size());
          assertThat(frames.newest(entries.size() + 1)).isEqualTo(entries);
          int one = random.nextInt(entries.size());
          var repaired = entry(one + 1, from, to);
          write(repaired);
          var after = frames.with(List.of(repaired));
          entries.set(one, repaired);
          for (var entry : entries) {
            assertThat(after.entry(entry.address().sequenceNr())).contains(entry);
          }
          assertThat(after.entry(entries.size() + 1)).isEmpty();
          assertThat(after.occurringIn(from, to, _ -> true)).contains(repaired);
          int cut = random.nextInt(entries.size() + 1);
          assertThat(after.above(cut).newest(entries.size()))
              .isEqualTo(entries.subList(cut, entries.size()));
          assertThat(after.size()).isEqualTo(entries.size());
        });
  }

  @Test
  void finds_for_keyframes_what_they_do_not_cover_whatever_its_times() {
    var frames =
        none()
            .with(
                List.of(
                    entry(1, 10, 20), // covered
                    entry(2, 10, 20), // could not be folded
                    entry(3, 10, 31), // covered
                    entry(5, 50, 60), // begins later than asked
                    entry(6, 10, 20))); // late, not covered
    var uncovered = new SequenceRanges(List.of(new SequenceRanges.Range(2, 2)));
    assertThat(frames.beginningBy(45, 4, uncovered, _ -> true))
        .extracting(entry -> entry.address().sequenceNr())
        .containsExactly(2L, 6L);
  }

  @Test
  void lists_only_the_newest_frames_for_those_who_know_the_rest() {
    list(1, 600);
    assertThat(catalog.above(MIRROR, 590, Optional.empty()).size()).isEqualTo(10);
    list(601, 620);
    var tail = catalog.above(MIRROR, 590, Optional.empty());
    assertThat(tail.size()).isEqualTo(30);
    assertThat(tail.hasHoles()).isFalse();
    assertThat(tail.highest()).isEqualTo(620);
    assertThat(catalog.above(MIRROR, 580, Optional.empty()).size()).isEqualTo(40);
    list(621, 1_000);
    assertThat(catalog.above(MIRROR, 999, Optional.empty()).size()).isEqualTo(1);
    assertThat(catalog.refresh(MIRROR).size()).isEqualTo(1_000);
  }

  @Test
  void reads_rows_again_that_there_was_no_room_for() {
    list(1, 4_500);
    var reads = new AtomicInteger();
    var counted = new CountedReads(index, reads);
    var small = new FrameCatalog(counted, ReplaySettings.defaults().withCaches(64_000), clock::get);
    var roomy = new FrameCatalog(counted, ReplaySettings.defaults(), clock::get);
    var expected = roomy.refresh(MIRROR).occurringIn(700, 3_100, _ -> true);
    assertThat(expected).hasSize(2_401);
    var mark = Optional.of(new IndexMark(1, 4_500));
    var frames = small.refresh(MIRROR, mark);
    reads.set(0);
    for (int i = 0; i < 3; i++) {
      assertThat(frames.occurringIn(700, 3_100, _ -> true)).isEqualTo(expected);
    }
    assertThat(reads).as("neighbours are read together").hasValueBetween(3, 18);
    reads.set(0);
    assertThat(roomy.refresh(MIRROR, mark).occurringIn(700, 3_100, _ -> true)).isEqualTo(expected);
    assertThat(roomy.refresh(MIRROR, mark).occurringIn(700, 3_100, _ -> true)).isEqualTo(expected);
    assertThat(reads).as("once, for the mark was not known").hasValue(1);
  }

  @Test
  void finds_what_was_repaired_though_its_neighbours_were_read_since() {
    list(1, 500);
    list(502, 700);
    var frames = MirrorFrames.none(MIRROR, new BlockRows(index, 0), 0, 0);
    frames = frames.with(index.read(MIRROR, 1, 1_000));
    var repaired = entry(501, 50_000, 50_001);
    write(repaired);
    assertThat(frames.occurringIn(1, 700, _ -> true)).hasSize(699);
    assertThat(frames.lists(501)).isFalse();
    assertThat(frames.entry(501)).isEmpty();
    assertThat(frames.holes().ranges()).containsExactly(new SequenceRanges.Range(501, 501));
    var after = frames.with(List.of(repaired));
    assertThat(after.hasHoles()).isFalse();
    assertThat(after.occurringIn(50_000, 50_000, _ -> true)).containsExactly(repaired);
    assertThat(after.size()).isEqualTo(700);
  }

  @Test
  void passes_over_blocks_of_which_no_number_can_matter_without_their_rows() {
    list(1, 2_000);
    var reads = new AtomicInteger();
    var frames =
        MirrorFrames.none(MIRROR, new BlockRows(new CountedReads(index, reads), 0), 0, 0)
            .with(index.read(MIRROR, 1, 2_000));
    var found = new ArrayList<Long>();
    reads.set(0);
    frames.eachOccurringIn(
        1, 2_000, number -> number == 700, entry -> found.add(entry.address().sequenceNr()));
    assertThat(found).containsExactly(700L);
    assertThat(reads).hasValue(1);
  }

  /** With room for the rows of a block or two. */
  private MirrorFrames none() {
    return MirrorFrames.none(MIRROR, new BlockRows(index, 50_000), 0, 0);
  }

  private void write(FrameEntry entry) {
    index.write(entry, List.of()).toCompletableFuture().join();
  }

  private record CountedReads(FrameIndex index, AtomicInteger reads) implements FrameIndex {
    @Override
    public CompletionStage<Void> write(FrameEntry entry, List<? extends Event> events) {
      return index.write(entry, events);
    }

    @Override
    public List<FrameEntry> read(MirrorId mirror, long from, int limit) {
      reads.incrementAndGet();
      return index.read(mirror, from, limit);
    }

    @Override
    public SortedMap<Long, FrameFilters> filters(MirrorId mirror, long from, long to) {
      return index.filters(mirror, from, to);
    }
  }

  private void list(int first, int last) {
    list(MIRROR, first, last);
  }

  private void list(MirrorId mirror, int first, int last) {
    for (int i = first; i <= last; i++) {
      List<Event> events = List.of(log("line", i, span(1)));
      index
          .write(new FrameEntry(new FrameAddress(mirror, i), FrameSummary.of(events), 1), events)
          .toCompletableFuture()
          .join();
    }
  }

  private static FrameEntry entry(int sequenceNr, long min, long max) {
    return new FrameEntry(
        address(sequenceNr),
        FrameSummary.of(List.of(log("a", min, span(1)), log("b", max, span(1)))),
        1);
  }

  private static FrameAddress address(long sequenceNr) {
    return new FrameAddress(MIRROR, sequenceNr);
  }
}
