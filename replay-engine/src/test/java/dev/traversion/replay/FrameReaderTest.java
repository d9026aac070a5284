package dev.traversion.replay;

import static dev.traversion.replay.Happenings.log;
import static dev.traversion.replay.Happenings.span;
import static dev.traversion.replay.RecordedWorld.CART;
import static org.assertj.core.api.Assertions.assertThat;

import dev.traversion.journal.FrameEntry;
import dev.traversion.model.event.Event;
import dev.traversion.model.event.EventKind;
import dev.traversion.model.fixture.Seeds;
import dev.traversion.model.mirror.MirrorId;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FrameReaderTest {
  private static final MirrorId MIRROR = RecordedWorld.mirror(CART, 0);
  private static final Set<EventKind> LOGS = Set.of(EventKind.LOG);

  private final RecordedWorld world = new RecordedWorld();
  private final FrameReader reader =
      new FrameReader(world.frames, ReplaySettings.defaults(), InstantSource.fixed(Instant.EPOCH));

  @Test
  void opens_again_only_the_frames_that_hold_something_of_a_stretch() {
    var entries = List.of(record(10, 90), record(40, 60), record(45, 47));
    assertThat(opened(entries, 50, 59)).as("what they hold is not known yet").hasSize(3);
    assertThat(opened(entries, 50, 59)).isEmpty();
    assertThat(opened(entries, 40, 45)).containsExactly(2L, 3L);
    assertThat(opened(entries, 90, 90)).containsExactly(1L);
  }

  @Test
  void passes_over_events_of_other_kinds() {
    var entries = List.of(record(10, 90));
    opened(entries, 0, 100);
    assertThat(opened(entries, 0, 100, Set.of(EventKind.CALL, EventKind.DEPLOYMENT))).isEmpty();
    assertThat(opened(entries, 0, 100, Set.of(EventKind.CALL, EventKind.LOG))).containsExactly(1L);
  }

  @Test
  void notes_a_lost_frame_each_time() {
    var entries = List.of(world.recordLost(MIRROR, List.of(log("line", 10, span(1)))));
    for (int i = 0; i < 2; i++) {
      var missing = new Missing();
      reader.eachWithin(entries, 0, 100, LOGS, missing, _ -> {});
      assertThat(missing.answer(1).completeness().gaps()).hasSize(1);
    }
  }

  @Test
  void never_passes_over_a_frame_that_holds_something() {
    Seeds.forEach(
        50,
        seed -> {
          var random = new Random(seed);
          var times = new ArrayList<List<Integer>>();
          var entries = new ArrayList<FrameEntry>();
          for (int frame = 0; frame < 20; frame++) {
            var some = random.ints(1 + random.nextInt(10), 0, 200).boxed().sorted().toList();
            times.add(some);
            entries.add(record(some.stream().mapToInt(Integer::intValue).toArray()));
          }
          for (int question = 0; question < 20; question++) {
            int first = random.nextInt(200);
            int last = first + random.nextInt(20);
            var expected =
                IntStream.range(0, times.size())
                    .filter(i -> times.get(i).stream().anyMatch(t -> t >= first && t <= last))
                    .mapToObj(i -> entries.get(i).address().sequenceNr())
                    .toList();
            assertThat(opened(entries, first, last)).containsAll(expected);
          }
        });
  }

  private FrameEntry record(int... times) {
    var events = new ArrayList<Event>();
    for (int time : times) {
      events.add(log("line", time, span(1)));
    }
    return world.record(MIRROR, events);
  }

  private List<Long> opened(List<FrameEntry> entries, long first, long last) {
    return opened(entries, first, last, LOGS);
  }

  private List<Long> opened(List<FrameEntry> entries, long first, long last, Set<EventKind> kinds) {
    var opened = new ConcurrentSkipListSet<Long>();
    reader.eachWithin(
        entries,
        first,
        last,
        kinds,
        new Missing(),
        frame -> opened.add(frame.address().sequenceNr()));
    return List.copyOf(opened);
  }
}
