package dev.traversion.replay;

import static dev.traversion.replay.Happenings.ORDER_42;
import static dev.traversion.replay.Happenings.TRACE;
import static dev.traversion.replay.Happenings.call;
import static dev.traversion.replay.Happenings.log;
import static dev.traversion.replay.Happenings.span;
import static dev.traversion.replay.Happenings.write;
import static dev.traversion.replay.RecordedWorld.CART;
import static org.assertj.core.api.Assertions.assertThat;

import dev.traversion.journal.Gap;
import dev.traversion.model.event.Event;
import dev.traversion.model.frame.DamagedFrameException;
import dev.traversion.model.frame.FrameAddress;
import dev.traversion.model.frame.FrameCodec;
import dev.traversion.model.frame.FrameSummary;
import dev.traversion.model.mirror.MirrorId;
import dev.traversion.model.state.CallState;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What an answer says of what it lacks. */
class CompletenessTest {
  private static final MirrorId MIRROR = RecordedWorld.mirror(CART, 0);

  private final RecordedWorld world = new RecordedWorld();

  @Test
  void an_answer_from_a_sound_journal_is_whole() {
    world.record(MIRROR, List.of(write(ORDER_42, "1", 100)));
    assertThat(world.engine().rehydrate(CART, 200).completeness().isWhole()).isTrue();
  }

  @Nested
  class A_frame_that_the_index_lists_and_the_journal_lost {
    @Test
    void is_told_with_what_the_index_knew_of_it() {
      world.record(MIRROR, List.of(write(ORDER_42, "1", 100)));
      var lost = world.recordLost(MIRROR, List.of(write(ORDER_42, "2", 110)));
      var answer = world.engine().rehydrate(CART, 200);
      assertThat(answer.completeness().gaps())
          .containsExactly(new Gap(lost.address(), 0, Optional.of(lost.summary())));
      assertThat(answer.value().entities().get(ORDER_42).value().orElseThrow().json())
          .isEqualTo("1");
    }

    @Test
    void is_not_told_where_it_cannot_have_mattered() {
      world.recordLost(MIRROR, List.of(write(ORDER_42, "2", 110)));
      world.recordLost(MIRROR, List.of(log("only a line", 100, span(1))));
      assertThat(world.engine().rehydrate(CART, 109).completeness().isWhole()).isTrue();
    }

    @Test
    void is_told_though_a_keyframe_was_built_after_it() {
      var lost = world.recordLost(MIRROR, List.of(write(ORDER_42, "2", 110)));
      world.record(MIRROR, List.of(write(ORDER_42, "3", 120)));
      assertThat(world.engine().keyframeBuilder().build(MIRROR)).isNotEmpty();
      assertThat(world.engine().rehydrate(CART, 200).completeness().gaps())
          .extracting(Gap::address)
          .containsExactly(lost.address());
    }

    @Test
    void is_told_by_listings_of_its_time() {
      world.record(MIRROR, List.of(log("a", 100, span(1))));
      var lost = world.recordLost(MIRROR, List.of(log("b", 110, span(1))));
      var engine = world.engine();
      assertThat(engine.events(all(100, 111), Optional.empty(), 10).completeness().gaps())
          .extracting(Gap::address)
          .containsExactly(lost.address());
      assertThat(engine.events(all(0, 110), Optional.empty(), 10).completeness().isWhole())
          .isTrue();
      assertThat(engine.trace("default", TRACE, 10).completeness().gaps()).hasSize(1);
    }
  }

  @Test
  void a_noticed_hole_is_told_by_a_timeline_that_counts_what_the_index_knew_of_it() {
    var lost = world.recordLost(MIRROR, List.of(log("b", 110, span(1))));
    world
        .gaps
        .record(new Gap(lost.address(), 1, Optional.of(lost.summary())))
        .toCompletableFuture()
        .join();
    var engine = world.engine();
    var answer = engine.timeline("default", List.of(CART), 110, 120, 1);
    assertThat(answer.completeness().gaps()).hasSize(1);
    assertThat(answer.value().buckets().getFirst().events()).isEqualTo(1);
    assertThat(engine.timeline("default", List.of(CART), 0, 110, 1).completeness().isWhole())
        .isTrue();
  }

  @Test
  void a_noticed_hole_that_the_index_does_not_list_is_told_where_it_may_have_mattered() {
    world.record(MIRROR, List.of(write(ORDER_42, "1", 100)));
    var summary = FrameSummary.of(List.of(write(ORDER_42, "2", 150)));
    var known = new Gap(new FrameAddress(MIRROR, 7), 1, Optional.of(summary));
    world.gaps.record(known).toCompletableFuture().join();
    assertThat(world.engine().rehydrate(CART, 149).completeness().isWhole()).isTrue();
    assertThat(world.engine().rehydrate(CART, 150).completeness().gaps()).containsExactly(known);

    var unknown = new Gap(new FrameAddress(MIRROR, 8), 1, Optional.empty());
    world.gaps.record(unknown).toCompletableFuture().join();
    assertThat(world.engine().rehydrate(CART, 1).completeness().gaps()).containsExactly(unknown);
  }

  @Test
  void a_damaged_frame_is_told_and_the_frames_beside_it_are_used() {
    world.record(MIRROR, List.of(write(ORDER_42, "1", 100)));
    var damaged = world.recordDamaged(MIRROR, List.of(write(ORDER_42, "2", 110)), 0);
    var answer = world.engine().rehydrate(CART, 200);
    assertThat(answer.completeness().damaged()).containsExactly(damaged.address());
    assertThat(answer.value().entities()).containsKey(ORDER_42);
    assertThat(world.engine().events(all(0, 200), Optional.empty(), 10).completeness().damaged())
        .containsExactly(damaged.address());
  }

  @Test
  void of_a_damaged_frame_what_the_damage_does_not_touch_is_used_with_keyframes_and_without() {
    var events = new ArrayList<Event>();
    var random = new Random(1);
    for (int i = 1; i <= 1_000; i++) { // so much to say that their columns are stored apart
      events.add(call("GET /cart/" + random.nextLong(), i, 110, 120, false));
    }
    events.add(write(ORDER_42, "1", 100));
    world.record(MIRROR, List.of(log("an earlier one", 90, span(1))));
    var damaged = world.recordAs(MIRROR, events, withOnlyTheCallDamaged(events));
    var without = world.engine().rehydrate(CART, 115);
    assertThat(without.completeness().damaged()).containsExactly(damaged.address());
    assertThat(without.value().entities()).containsKey(ORDER_42);
    assertThat(without.value().inFlight()).isEmpty();
    assertThat(world.engine().keyframeBuilder().build(MIRROR)).isNotEmpty();
    assertThat(world.engine().rehydrate(CART, 115)).isEqualTo(without);
  }

  /** Damages byte after byte until the first event cannot be read any more and the last can. */
  private static byte[] withOnlyTheCallDamaged(List<Event> events) {
    var sound = FrameCodec.encode(events);
    for (int i = sound.length - 1; i >= 0; i--) {
      var bytes = sound.clone();
      bytes[i] ^= 0x55;
      if (isReadable(bytes, events.size() - 1) && !isCallReadable(bytes)) {
        return bytes;
      }
    }
    throw new AssertionError("no damage spares the other events of a frame");
  }

  private static boolean isCallReadable(byte[] bytes) {
    try {
      CallState.of(FrameCodec.open(new FrameAddress(MIRROR, 1), bytes), 0);
      return true;
    } catch (DamagedFrameException _) {
      return false;
    }
  }

  private static boolean isReadable(byte[] bytes, int row) {
    try {
      FrameCodec.open(new FrameAddress(MIRROR, 1), bytes).event(row);
      return true;
    } catch (DamagedFrameException _) {
      return false;
    }
  }

  @Test
  void a_mirror_that_does_not_show_its_open_frame_is_told_and_the_journal_answers() {
    world.record(MIRROR, List.of(write(ORDER_42, "1", 100)));
    world.silent.add(MIRROR);
    var answer = world.engine().rehydrate(CART, 200);
    assertThat(answer.completeness().silentMirrors()).containsExactly(MIRROR);
    assertThat(answer.value().entities()).containsKey(ORDER_42);
  }

  @Test
  void a_row_of_the_index_that_is_repaired_late_is_seen_by_an_engine_that_read_on_before() {
    var engine = world.engine();
    var list = world.recordUnlisted(MIRROR, List.of(write(ORDER_42, "1", 100)));
    for (int i = 0; i < 50; i++) { // beyond what is read again in any case
      world.record(MIRROR, List.of(call(i + 1, 200 + i, 210 + i, false)));
    }
    assertThat(engine.rehydrate(CART, 300).value().entities()).isEmpty();
    assertThat(engine.keyframeBuilder().build(MIRROR)).isNotEmpty();
    list.run();
    assertThat(engine.rehydrate(CART, 300).value().entities()).containsKey(ORDER_42);
  }

  private static EventQuery all(long from, long to) {
    return new EventQuery(
        "default",
        Set.of(),
        from,
        to,
        Set.of(),
        false,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        false);
  }
}
