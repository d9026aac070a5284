package dev.traversion.replay;

import static dev.traversion.replay.RecordedWorld.CART;
import static org.assertj.core.api.Assertions.assertThat;

import dev.traversion.model.event.EntityChange;
import dev.traversion.model.event.EntityRef;
import dev.traversion.model.event.Event;
import dev.traversion.model.fixture.Seeds;
import dev.traversion.model.frame.DamagedFrameException;
import dev.traversion.model.frame.FrameAddress;
import dev.traversion.model.frame.FrameCodec;
import dev.traversion.model.state.EntityState;
import dev.traversion.model.state.Fold;
import dev.traversion.model.state.RandomEvents;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** What holds of writes that are passed over, in whatever order their frames come. */
class LastWritesProperties {
  private static final int HISTORIES = 300;

  private record Stored(FrameAddress address, byte[] bytes) {}

  @Test
  void they_are_those_of_all_writes_decoded_whole_and_folded() {
    Seeds.forEach(HISTORIES, seed -> check(RandomEvents.seeded(seed), false));
  }

  @Test
  void so_they_are_where_writes_of_one_stamp_contradict() {
    Seeds.forEach(HISTORIES, seed -> check(RandomEvents.seeded(seed).contradicting(), false));
  }

  @Test
  void damage_is_noted_and_left_out_though_nothing_of_its_frame_would_have_won() {
    Seeds.forEach(HISTORIES, seed -> check(RandomEvents.seeded(seed).contradicting(), true));
  }

  private static void check(RandomEvents source, boolean damaged) {
    var random = source.random();
    var events = source.arrivals(120);
    var frames = frames(events, random, damaged);
    long at = source.instant(events);
    var wantedType = List.of("", "order", "order-line").get(random.nextInt(3));
    Predicate<EntityRef> wanted =
        entity -> wantedType.isEmpty() || entity.type().equals(wantedType);
    var expectedlyMissing = new Missing();
    var expected = folded(frames, at, wanted, expectedlyMissing);
    for (int order = 0; order < 4; order++) {
      if (order > 0) {
        Collections.shuffle(frames, random);
      }
      var missing = new Missing();
      var writes = new LastWrites(at, wanted);
      for (var frame : frames) {
        try {
          writes.take(FrameCodec.open(frame.address, frame.bytes), missing);
        } catch (DamagedFrameException _) {
          missing.damaged(frame.address);
        }
      }
      assertThat(byEntity(writes)).isEqualTo(expected);
      assertThat(missing.answer(0).completeness())
          .isEqualTo(expectedlyMissing.answer(0).completeness());
    }
  }

  private static List<Stored> frames(List<Event> events, Random random, boolean damaged) {
    var frames = new ArrayList<Stored>();
    int from = 0;
    while (from < events.size()) {
      int to = Math.min(events.size(), from + random.nextInt(1, 30));
      var bytes = FrameCodec.encode(events.subList(from, to));
      if (damaged && random.nextInt(3) == 0) {
        bytes[random.nextInt(bytes.length)] ^= (byte) random.nextInt(1, 256);
      }
      var address = new FrameAddress(RecordedWorld.mirror(CART, 0), frames.size() + 1L);
      frames.add(new Stored(address, bytes));
      from = to;
    }
    Collections.reverse(frames);
    return frames;
  }

  /** By decoding each wanted write. */
  private static Map<EntityRef, EntityState> folded(
      List<Stored> frames, long at, Predicate<EntityRef> wanted, Missing missing) {
    var fold = Fold.upTo(at);
    for (var stored : frames) {
      try {
        var frame = FrameCodec.open(stored.address, stored.bytes);
        for (int row : frame.entityRows()) {
          if (frame.occurredAtNanos()[row] <= at
              && wanted.test(frame.entity(row))
              && frame.event(row) instanceof EntityChange change) {
            fold.add(change);
          }
        }
      } catch (DamagedFrameException _) {
        missing.damaged(stored.address);
      }
    }
    return new HashMap<>(fold.finish().entities());
  }

  private static Map<EntityRef, EntityState> byEntity(LastWrites writes) {
    var states = new HashMap<EntityRef, EntityState>();
    writes.all().forEach(state -> states.put(state.entity(), state));
    return states;
  }
}
