package dev.traversion.replay;

import static dev.traversion.replay.Happenings.call;
import static dev.traversion.replay.Happenings.log;
import static dev.traversion.replay.Happenings.span;
import static dev.traversion.replay.RecordedWorld.CART;
import static org.assertj.core.api.Assertions.assertThat;

import dev.traversion.journal.FrameEntry;
import dev.traversion.journal.FrameStore;
import dev.traversion.journal.StoredFrame;
import dev.traversion.model.event.Event;
import dev.traversion.model.event.EventKind;
import dev.traversion.model.fixture.Seeds;
import dev.traversion.model.frame.FrameCodec;
import dev.traversion.model.mirror.MirrorId;
import dev.traversion.model.state.CallState;
import dev.traversion.model.state.Fold;
import dev.traversion.replay.keyframe.KeyframePlan;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class FrameReaderTest {
  private static final MirrorId MIRROR = RecordedWorld.mirror(CART, 0);
  private static final InstantSource AT_ANY_TIME = InstantSource.fixed(Instant.EPOCH);
  private static final Set<EventKind> LOGS = Set.of(EventKind.LOG);

  private final RecordedWorld world = new RecordedWorld();
  private final FrameReader reader =
      new FrameReader(world.frames, ReplaySettings.defaults(), AT_ANY_TIME);

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
      reader.eachWithin(entries, 20, 0, 100, LOGS, missing, _ -> {});
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

  @Test
  void gives_the_same_calls_whether_it_remembers_them_or_not() {
    Seeds.forEach(
        50,
        seed -> {
          var random = new Random(seed);
          var recorded = new RecordedWorld();
          var entries = new ArrayList<FrameEntry>();
          for (int frame = 0; frame < 12; frame++) {
            var events = events(random);
            var entry =
                switch (random.nextInt(6)) {
                  case 0 -> recorded.recordDamaged(MIRROR, events, random.nextDouble());
                  case 1 -> recorded.recordLost(MIRROR, events);
                  default -> recorded.record(MIRROR, events);
                };
            if (random.nextInt(6) == 0) { // a write that was tried again by another
              recorded.frames.append(entry.address(), FrameCodec.encode(events(random)));
            }
            entries.add(entry);
          }
          var settings =
              random.nextBoolean()
                  ? ReplaySettings.defaults()
                  : ReplaySettings.defaults().withCaches(random.nextInt(10_000));
          var asked = reader(recorded, settings);
          for (int question = 0; question < 20; question++) {
            var some = entries.stream().filter(_ -> random.nextBoolean()).toList();
            long at = random.nextLong(250);
            long window = 1 + random.nextLong(50);
            assertThat(calls(asked, some, at, window))
                .isEqualTo(calls(reader(recorded, settings), some, at, window));
          }
        });
  }

  @Test
  void decodes_the_calls_of_a_frame_no_more_once_it_was_read_twice() {
    var events = List.<Event>of(call(1, 10, 20, false), call(2, 30, 40, true));
    var bytes = FrameCodec.encode(events);
    var entry = List.of(world.recordAs(MIRROR, events, bytes));
    assertThat(calls(reader, entry, 15, 1).calls()).hasSize(1);
    assertThat(calls(reader, entry, 40, 30).calls()).hasSize(2);
    Arrays.fill(bytes, (byte) 0);
    assertThat(calls(reader, entry, 49, 30).calls()).hasSize(2);
    assertThat(calls(reader, entry, 49, 30).completeness().isWhole()).isTrue();
    var other = reader(world, ReplaySettings.defaults());
    assertThat(calls(other, entry, 49, 30).completeness().damaged()).hasSize(1);
  }

  @Test
  void reads_ahead_for_one_who_goes_on_as_he_came() {
    var entries = new ArrayList<FrameEntry>();
    for (int i = 1; i <= 20; i++) {
      entries.add(world.record(MIRROR, List.of(call(i, i, i + 1, false))));
    }
    var reads = new ArrayList<List<Long>>();
    var counted = new FrameReader(counting(reads), ReplaySettings.defaults(), AT_ANY_TIME);
    calls(counted, entries.subList(9, 10), 10, 1);
    calls(counted, entries.subList(10, 11), 11, 1);
    calls(counted, entries.subList(11, 13), 12, 1);
    calls(counted, entries.subList(8, 9), 9, 1);
    assertThat(reads)
        .containsExactly(
            List.of(10L), List.of(11L, 12L, 13L, 14L, 15L), List.of(5L, 6L, 7L, 8L, 9L));
  }

  @Test
  void reads_nothing_ahead_that_keyframes_do_not_know() {
    var entries =
        List.of(record(1), record(2), world.record(MIRROR, List.of(call(3, 3, 4, false))));
    record(4);
    var reads = new ArrayList<List<Long>>();
    var counted = new FrameReader(counting(reads), ReplaySettings.defaults(), AT_ANY_TIME);
    counted.each(entries.subList(0, 1), new Missing(), _ -> {});
    counted.each(entries.subList(1, 2), new Missing(), _ -> {});
    calls(counted, entries.subList(2, 3), 3, 3, 1);
    assertThat(reads).containsExactly(List.of(1L), List.of(2L), List.of(3L));
  }

  private FrameStore counting(List<List<Long>> reads) {
    return new ForwardingFrames(world.frames) {
      @Override
      public List<StoredFrame> read(MirrorId mirror, long[] ascendingSequenceNrs) {
        reads.add(LongStream.of(ascendingSequenceNrs).boxed().toList());
        return super.read(mirror, ascendingSequenceNrs);
      }
    };
  }

  /** What a question gave. */
  private record Held(List<CallState> calls, Completeness completeness) {}

  private static Held calls(FrameReader reader, List<FrameEntry> of, long at, long window) {
    return calls(reader, of, 20, at, window);
  }

  private static Held calls(
      FrameReader reader, List<FrameEntry> of, long covered, long at, long window) {
    var fold = Fold.upTo(at, window);
    var missing = new Missing();
    reader.foldCalls(
        MIRROR,
        of.stream()
            .map(it -> new KeyframePlan.FrameOfCalls(it.address().sequenceNr(), it.bytes()))
            .toList(),
        covered,
        number -> of.stream().filter(it -> it.address().sequenceNr() == number).findFirst(),
        missing,
        fold);
    var state = fold.finish();
    var held = new ArrayList<>(state.inFlight());
    held.addAll(state.recentCalls());
    return new Held(held, missing.answer(1).completeness());
  }

  private static FrameReader reader(RecordedWorld of, ReplaySettings settings) {
    return new FrameReader(of.frames, settings, AT_ANY_TIME);
  }

  private static List<Event> events(Random random) {
    var events = new ArrayList<Event>();
    for (int i = 0; i <= random.nextInt(12); i++) {
      int start = random.nextInt(200);
      events.add(
          random.nextInt(4) == 0
              ? log("line", start, span(1))
              : call(random.nextInt(1, 100), start, start + random.nextInt(40), i % 3 == 0));
    }
    return events;
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
        20,
        first,
        last,
        kinds,
        new Missing(),
        frame -> opened.add(frame.address().sequenceNr()));
    return List.copyOf(opened);
  }
}
