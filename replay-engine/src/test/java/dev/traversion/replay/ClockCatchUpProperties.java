package dev.traversion.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.traversion.journal.ClockWindow;
import dev.traversion.journal.FrameEntry;
import dev.traversion.journal.FrameFilters;
import dev.traversion.journal.FrameIndex;
import dev.traversion.journal.FrameStore;
import dev.traversion.journal.JournalUnavailableException;
import dev.traversion.journal.StoredFrame;
import dev.traversion.journal.memory.InMemoryClockOffsets;
import dev.traversion.model.event.Event;
import dev.traversion.model.fixture.Seeds;
import dev.traversion.model.mirror.MirrorId;
import dev.traversion.replay.SkewedServices.Skews;
import dev.traversion.replay.cut.ClockBuilder;
import dev.traversion.replay.cut.Clocks;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** However the journal is read, the same is found out of clocks. */
class ClockCatchUpProperties {
  private static final int HISTORIES = 25;
  private static final int REQUESTS = 60;
  private static final Skews WRONG = new Skews(20 * SkewedServices.MILLI, 1e-6, 2);

  /** Claims that all frames are of one size, by which it is decided how many are read at once. */
  private record SizedIndex(FrameIndex index, int bytes) implements FrameIndex {
    @Override
    public CompletionStage<Void> write(FrameEntry entry, List<? extends Event> events) {
      return index.write(entry, events);
    }

    @Override
    public List<FrameEntry> read(MirrorId mirror, long from, int limit) {
      return index.read(mirror, from, limit).stream()
          .map(entry -> new FrameEntry(entry.address(), entry.summary(), bytes))
          .toList();
    }

    @Override
    public SortedMap<Long, FrameFilters> filters(MirrorId mirror, long from, long to) {
      return index.filters(mirror, from, to);
    }
  }

  /** Counts how often frames are asked for, and does not answer every so often. */
  private static final class AskedFrames extends ForwardingFrames {
    private final AtomicInteger asked;
    private final int failing;

    AskedFrames(FrameStore frames, AtomicInteger asked, int failing) {
      super(frames);
      this.asked = asked;
      this.failing = failing;
    }

    @Override
    public List<StoredFrame> read(MirrorId mirror, long[] ascendingSequenceNrs) {
      if (asked.incrementAndGet() % failing == 0) {
        throw new JournalUnavailableException("the store does not answer", new Exception("test"));
      }
      return super.read(mirror, ascendingSequenceNrs);
    }
  }

  private final AtomicInteger asked = new AtomicInteger();

  /** What is found of all services, going on in steps of so many frames. */
  private List<ClockWindow> found(SkewedServices world, int step, int frameBytes, int failing) {
    var offsets = new InMemoryClockOffsets();
    var builder =
        new ClockBuilder(
            world.recorded.mirrors,
            new SizedIndex(world.recorded.index, frameBytes),
            new AskedFrames(world.recorded.frames, asked, failing),
            offsets,
            new Clocks(offsets, System::nanoTime));
    boolean behind = true;
    while (behind) {
      try {
        behind = builder.advance("default", step) >= step;
      } catch (JournalUnavailableException _) {
        behind = true;
      }
    }
    var windows = new ArrayList<ClockWindow>();
    for (var service : world.services) {
      windows.addAll(offsets.read(service, Long.MIN_VALUE, Long.MAX_VALUE));
    }
    return windows;
  }

  @Test
  void reading_frames_one_by_one_or_many_at_once_makes_no_difference() {
    Seeds.forEach(
        HISTORIES,
        seed -> {
          var world = new SkewedServices(seed, WRONG, REQUESTS);
          var oneByOne = found(world, 11, Integer.MAX_VALUE, Integer.MAX_VALUE);
          assertThat(oneByOne).isNotEmpty();
          assertThat(found(world, 11, 500_000, Integer.MAX_VALUE)).isEqualTo(oneByOne);
          assertThat(found(world, 11, 1, Integer.MAX_VALUE)).isEqualTo(oneByOne);
        });
  }

  @Test
  void right_clocks_come_out_the_same_in_small_steps_in_one_go_and_where_reads_fail() {
    Seeds.forEach(
        HISTORIES,
        seed -> {
          var world = new SkewedServices(seed, Skews.none(), REQUESTS);
          var inOneGo = found(world, Integer.MAX_VALUE, 1, Integer.MAX_VALUE);
          assertThat(inOneGo).isNotEmpty();
          assertThat(found(world, 1, 1, Integer.MAX_VALUE)).isEqualTo(inOneGo);
          assertThat(found(world, 7, 500_000, Integer.MAX_VALUE)).isEqualTo(inOneGo);
          assertThat(found(world, 7, 500_000, 3)).isEqualTo(inOneGo);
        });
  }

  @Test
  void the_frames_of_a_mirror_are_read_together_however_those_of_others_come_between() {
    Seeds.forEach(
        HISTORIES,
        seed -> {
          var world = new SkewedServices(seed, WRONG, REQUESTS);
          int mirrors = world.recorded.sequenceNrs.size();
          long frames =
              world.recorded.sequenceNrs.values().stream().mapToLong(Long::longValue).sum();
          assertThat(frames).isGreaterThan(2L * mirrors);
          asked.set(0);
          assertThat(found(world, 5, 1, Integer.MAX_VALUE)).isNotEmpty();
          assertThat(asked).hasValue(mirrors);
        });
  }
}
