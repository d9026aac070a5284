package dev.traversion.replay;

import static dev.traversion.replay.Happenings.ORDER_42;
import static dev.traversion.replay.Happenings.write;
import static dev.traversion.replay.RecordedWorld.CART;
import static org.assertj.core.api.Assertions.assertThat;

import dev.traversion.journal.FrameStore;
import dev.traversion.journal.KeyframeStore.KeyframeId;
import dev.traversion.journal.StoredFrame;
import dev.traversion.model.event.EntityRef;
import dev.traversion.model.mirror.MirrorId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class KeyframeBuilderTest {
  private static final MirrorId MIRROR = RecordedWorld.mirror(CART, 0);

  private final RecordedWorld world = new RecordedWorld();

  @Test
  void builds_when_a_mirror_has_gained_enough_frames_and_not_before() {
    var builder = engine(10, 0).keyframeBuilder();
    recordWrites(1, 9);
    assertThat(builder.buildDue("default")).isEmpty();
    recordWrites(10, 10);
    assertThat(builder.buildDue("default"))
        .extracting(KeyframeId::coveredSequenceNr)
        .containsExactly(10L);
    recordWrites(11, 19);
    assertThat(builder.buildDue("default")).isEmpty();
    recordWrites(20, 20);
    assertThat(builder.buildDue("default")).hasSize(1);
  }

  @Test
  void waits_longer_the_larger_the_state_is_that_it_would_write_again() {
    var builder = engine(10, 4).keyframeBuilder();
    recordWrites(1, 100); // the newest entities lie after it; the others are a chunk each
    assertThat(builder.buildDue("default")).extracting(KeyframeId::chunks).containsExactly(92);
    recordWrites(101, 467);
    assertThat(builder.buildDue("default")).isEmpty();
    recordWrites(468, 468);
    assertThat(builder.buildDue("default")).hasSize(1);
  }

  @Test
  void stands_a_little_before_where_history_grows_however_far_off_a_few_events_are() {
    var builder = engine(10, 0).keyframeBuilder();
    recordWrites(1, 20);
    world.record(MIRROR, List.of(write(ORDER_42, "from tomorrow", 1_000_000)));
    world.record(MIRROR, List.of(write(ORDER_42, "from long ago", 1)));
    var built = builder.buildDue("default").getFirst();
    assertThat(built.instantNanos()).isBetween(10L, 20L);
  }

  @Test
  void spares_the_reader_the_frames_that_it_covers() {
    recordWrites(1, 50);
    var before = framesReadAt(40);
    engine(10, 0).keyframeBuilder().build(MIRROR, 35);
    assertThat(before).hasSize(40);
    assertThat(framesReadAt(40)).containsExactly(36L, 37L, 38L, 39L, 40L);
  }

  @Test
  void takes_the_mirrors_one_by_one_each_in_its_own_time() {
    recordWrites(1, 12);
    world.record(RecordedWorld.mirror(CART, 1), List.of(write(ORDER_42, "1", 5)));
    assertThat(engine(10, 0).keyframeBuilder().buildDue("default"))
        .extracting(KeyframeId::mirror)
        .containsExactly(MIRROR);
    assertThat(engine(10, 0).keyframeBuilder().buildDue("nobody")).isEmpty();
  }

  /** A frame each, with one write of an entity of its own; the number is the instant. */
  private void recordWrites(int first, int last) {
    for (int i = first; i <= last; i++) {
      world.record(MIRROR, List.of(write(new EntityRef("order", "" + i), "{}", i)));
    }
  }

  private List<Long> framesReadAt(long at) {
    var read = new ArrayList<Long>();
    var sources = world.sources();
    var counting =
        new Sources(
            sources.mirrors(),
            sources.index(),
            new Counting(world.frames, read),
            sources.keyframes(),
            sources.gaps(),
            sources.open());
    RecordedWorld.engine(counting).rehydrate(CART, at);
    read.sort(null);
    return read;
  }

  private ReplayEngine engine(int newFrames, int framesPerChunk) {
    return new ReplayEngine(
        world.sources(),
        ReplaySettings.defaults(),
        InstantSource.fixed(Instant.EPOCH),
        System::nanoTime,
        new KeyframePolicy(newFrames, framesPerChunk, Duration.ofNanos(2), 1));
  }

  /** Notes which frames are read. */
  private record Counting(FrameStore frames, List<Long> read) implements FrameStore {
    @Override
    public List<StoredFrame> read(MirrorId mirror, long[] ascendingSequenceNrs) {
      synchronized (read) {
        for (long number : ascendingSequenceNrs) {
          read.add(number);
        }
      }
      return frames.read(mirror, ascendingSequenceNrs);
    }

    @Override
    public void readRange(MirrorId mirror, long from, long to, Consumer<StoredFrame> action) {
      frames.readRange(mirror, from, to, action);
    }

    @Override
    public long[] present(MirrorId mirror, long from, long to) {
      return frames.present(mirror, from, to);
    }

    @Override
    public long highestSequenceNr(MirrorId mirror) {
      return frames.highestSequenceNr(mirror);
    }
  }
}
