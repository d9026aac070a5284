package dev.traversion.replay;

import static dev.traversion.replay.Happenings.ORDER_42;
import static dev.traversion.replay.Happenings.write;
import static dev.traversion.replay.RecordedWorld.CART;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.traversion.journal.FrameStore;
import dev.traversion.journal.KeyframeStore.KeyframeId;
import dev.traversion.journal.KeyframeStore.Listed;
import dev.traversion.journal.StoredFrame;
import dev.traversion.model.event.EntityRef;
import dev.traversion.model.mirror.MirrorId;
import dev.traversion.replay.keyframe.KeyframePolicy;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;

class KeyframeBuilderTest {
  private static final MirrorId MIRROR = RecordedWorld.mirror(CART, 0);

  private static final InstantSource CLOCK = InstantSource.fixed(Instant.EPOCH);
  private static final ReplaySettings SETTINGS =
      ReplaySettings.defaults().withHoleRecheck(Duration.ZERO);

  private final RecordedWorld world = new RecordedWorld();

  @Test
  void builds_when_a_mirror_has_gained_enough_frames_and_not_before() {
    var builder = engine(10, 100).keyframeBuilder();
    recordWrites(1, 9);
    assertThat(builder.buildDue("default")).isEmpty();
    recordWrites(10, 10);
    assertThat(builder.buildDue("default")).extracting(KeyframeId::upTo).containsExactly(10L);
    recordWrites(11, 19);
    assertThat(builder.buildDue("default")).isEmpty();
    recordWrites(20, 20);
    assertThat(builder.buildDue("default"))
        .extracting(KeyframeId::after, KeyframeId::upTo)
        .contains(tuple(10L, 20L));
  }

  @Test
  void reads_of_history_only_what_no_keyframe_covers_yet() {
    var read = new ArrayList<Long>();
    var builder =
        new ReplayEngine(counting(read), SETTINGS, CLOCK, System::nanoTime, policy(2, 3))
            .keyframeBuilder();
    for (int i = 1; i <= 40; i++) {
      recordWrites(i, i);
      builder.buildDue("default");
    }
    assertThat(read).hasSize(40).doesNotHaveDuplicates();
  }

  @Test
  void merges_what_it_built_and_clears_away_what_was_merged() {
    var builder = engine(1, 2).keyframeBuilder();
    for (int i = 1; i <= 100; i++) {
      recordWrites(i, i);
      builder.buildDue("default");
    }
    builder.buildDue("default");
    var plain =
        world.keyframes.list(MIRROR).stream()
            .map(Listed::id)
            .filter(keyframe -> keyframe.horizonNanos() == Long.MIN_VALUE)
            .sorted(Comparator.comparingLong(KeyframeId::after))
            .toList();
    // Without a gap, and without one that another covers.
    long covered = 0;
    for (var keyframe : plain) {
      assertThat(keyframe.after()).isEqualTo(covered);
      covered = keyframe.upTo();
    }
    assertThat(covered).isEqualTo(100);
    assertThat(plain).hasSizeLessThan(40);
    assertThat(world.keyframes.unfinished(MIRROR)).isEmpty();
  }

  @Test
  void makes_a_full_keyframe_when_as_much_came_as_the_last_one_holds() {
    var builder = engine(1, 2).keyframeBuilder();
    for (int i = 1; i <= 150; i++) {
      recordWrites(i, i);
      builder.buildDue("default");
    }
    var full =
        world.keyframes.list(MIRROR).stream()
            .map(Listed::id)
            .filter(keyframe -> keyframe.horizonNanos() > Long.MIN_VALUE)
            .map(KeyframeId::upTo)
            .sorted()
            .toList();
    assertThat(full).hasSizeBetween(3, 12);
    // The state only grows here: each is about twice as far as the one before.
    for (int i = 1; i < full.size(); i++) {
      assertThat(full.get(i)).isGreaterThan(full.get(i - 1) * 3 / 2);
    }
  }

  @Test
  void puts_a_horizon_a_little_before_where_history_grows_however_far_off_a_few_events_are() {
    recordWrites(1, 20);
    world.record(MIRROR, List.of(write(ORDER_42, "from tomorrow", 1_000_000)));
    world.record(MIRROR, List.of(write(ORDER_42, "from long ago", 1)));
    engine(1, 2).keyframeBuilder().build(MIRROR);
    assertThat(world.keyframes.list(MIRROR))
        .extracting(listed -> listed.id().horizonNanos())
        .filteredOn(horizon -> horizon > Long.MIN_VALUE)
        .isNotEmpty()
        .allSatisfy(horizon -> assertThat(horizon).isBetween(10L, 20L));
  }

  @Test
  void spares_the_reader_the_frames_that_it_covers() {
    recordWrites(1, 50);
    assertThat(framesReadAt(40)).hasSize(40);
    var builder = engine(10, 100).keyframeBuilder();
    builder.build(MIRROR);
    recordWrites(51, 53);
    world.record(MIRROR, List.of(write(ORDER_42, "late", 5)));
    assertThat(framesReadAt(40)).containsExactly(54L);
    assertThat(framesReadAt(52)).containsExactly(51L, 52L, 54L);
  }

  @Test
  void builds_again_what_was_lost() {
    recordWrites(1, 50);
    engine(10, 100).keyframeBuilder().build(MIRROR);
    var lost = world.keyframes.list(MIRROR).stream().map(Listed::id).toList();
    lost.forEach(id -> world.keyframes.losePage(id, 0));
    assertThat(framesReadAt(40)).hasSize(40);
    var engine = engine(10, 100);
    assertThat(engine.rehydrate(CART, 40).value().entities()).hasSize(40);
    engine.keyframeBuilder().buildDue("default");
    assertThat(framesReadAt(40)).isEmpty();
    assertThat(RecordedWorld.engine(world.sources()).rehydrate(CART, 40))
        .isEqualTo(RecordedWorld.engine(world.sourcesWithoutKeyframes()).rehydrate(CART, 40));
  }

  @Test
  void clears_away_what_a_crash_left_half_written() {
    recordWrites(1, 50);
    var half = new KeyframeId(MIRROR, 0, 50, Long.MIN_VALUE, 7);
    world.keyframes.begin(half);
    world.keyframes.writePage(half, 0, new byte[1], List.of(new byte[1]));
    engine(10, 100).keyframeBuilder().buildDue("default");
    assertThat(world.keyframes.unfinished(MIRROR)).isEmpty();
    assertThat(world.keyframes.directory(half, 0)).isEmpty();
    assertThat(framesReadAt(40)).isEmpty();
  }

  @Test
  void waits_for_rows_of_the_newest_frames_that_are_not_visible_yet() {
    recordWrites(1, 10);
    var list = world.recordUnlisted(MIRROR, List.of(write(ORDER_42, "1", 11)));
    recordWrites(12, 20);
    var builder = engine(10, 100).keyframeBuilder();
    builder.buildDue("default");
    assertThat(world.keyframes.list(MIRROR)).extracting(kept -> kept.id().upTo()).containsOnly(10L);
    list.run();
    builder.build(MIRROR);
    assertThat(framesReadAt(20)).isEmpty();
  }

  @Test
  void takes_the_mirrors_one_by_one_each_in_its_own_time() {
    recordWrites(1, 12);
    world.record(RecordedWorld.mirror(CART, 1), List.of(write(ORDER_42, "1", 5)));
    assertThat(engine(10, 100).keyframeBuilder().buildDue("default"))
        .extracting(KeyframeId::mirror)
        .containsOnly(MIRROR);
    assertThat(engine(10, 100).keyframeBuilder().buildDue("nobody")).isEmpty();
  }

  /** A frame each, with one write of an entity of its own; the number is the instant. */
  private void recordWrites(int first, int last) {
    for (int i = first; i <= last; i++) {
      world.record(MIRROR, List.of(write(new EntityRef("order", "" + i), "{}", i)));
    }
  }

  private List<Long> framesReadAt(long at) {
    var read = new ArrayList<Long>();
    RecordedWorld.engine(counting(read)).rehydrate(CART, at);
    read.sort(null);
    return read;
  }

  private Sources counting(List<Long> read) {
    var sources = world.sources();
    return new Sources(
        sources.mirrors(),
        sources.index(),
        new Counting(world.frames, read),
        sources.keyframes(),
        sources.gaps(),
        sources.open());
  }

  private ReplayEngine engine(int newFrames, int fanOut) {
    return new ReplayEngine(
        world.sources(), SETTINGS, CLOCK, System::nanoTime, policy(newFrames, fanOut));
  }

  private static KeyframePolicy policy(int newFrames, int fanOut) {
    return new KeyframePolicy(newFrames, fanOut, 500, Duration.ofNanos(2), 120, 3);
  }

  /** Notes which frames are read. */
  private static final class Counting extends ForwardingFrames {
    private final List<Long> read;

    Counting(FrameStore frames, List<Long> read) {
      super(frames);
      this.read = read;
    }

    @Override
    public List<StoredFrame> read(MirrorId mirror, long[] ascendingSequenceNrs) {
      synchronized (read) {
        for (long number : ascendingSequenceNrs) {
          read.add(number);
        }
      }
      return super.read(mirror, ascendingSequenceNrs);
    }
  }
}
