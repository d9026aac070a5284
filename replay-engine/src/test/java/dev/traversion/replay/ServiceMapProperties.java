package dev.traversion.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.traversion.model.event.Event;
import dev.traversion.model.fixture.Seeds;
import dev.traversion.model.mirror.ServiceId;
import dev.traversion.replay.servicemap.ServiceMap;
import dev.traversion.replay.servicemap.ServiceMap.Standing;
import dev.traversion.replay.servicemap.Traffic;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** What holds of every map of every history. */
class ServiceMapProperties {
  private static final int HISTORIES = 90;
  private static final long MINUTE = 60_000_000_000L;

  @Test
  void joining_equals_comparing_every_call_with_every_other() {
    var kinds = new TreeSet<String>();
    Seeds.forEach(
        HISTORIES,
        seed -> {
          var calls = new RandomCalls(seed).happen(12);
          var engine = recorded(calls).engine();
          for (int i = 0; i < 4; i++) {
            long at = calls.instant();
            long window = List.of(MINUTE, 1_000_000L, MINUTE / 6).get(i % 3);
            var answer = engine.map(ServiceId.DEFAULT_TENANT, at, window);
            assertThat(answer.completeness()).isEqualTo(Completeness.whole());
            assertThat(lines(answer.value()))
                .isEqualTo(NaiveServiceMap.lines(calls.events, at, window));
            answer.value().edges().forEach(edge -> kinds.add(edge.via() + " " + edge.standing()));
          }
        });
    assertThat(kinds)
        .as("kinds of edges that came up")
        .containsExactly("CALL INFERRED", "CALL OBSERVED", "MESSAGE INFERRED", "MESSAGE OBSERVED");
  }

  @Test
  void the_order_of_arrival_and_the_cut_into_frames_change_nothing() {
    Seeds.forEach(
        HISTORIES / 3,
        seed -> {
          var calls = new RandomCalls(seed).happen(12);
          long at = calls.instant();
          var one = recorded(calls).engine().map("default", at, MINUTE);
          calls.events.values().forEach(events -> Collections.shuffle(events, calls.random));
          assertThat(recorded(calls).engine().map("default", at, MINUTE)).isEqualTo(one);
        });
  }

  @Test
  void a_map_asked_for_again_is_the_same_though_nothing_is_read() {
    Seeds.forEach(
        HISTORIES / 3,
        seed -> {
          var calls = new RandomCalls(seed).happen(12);
          var engine = recorded(calls).engine();
          long at = calls.instant();
          var first = engine.map("default", at, MINUTE);
          engine.map("default", calls.instant(), MINUTE);
          assertThat(engine.map("default", at, MINUTE)).isEqualTo(first);
        });
  }

  /** Lanes, frames of random size, and open frames. */
  private static RecordedWorld recorded(RandomCalls calls) {
    var world = new RecordedWorld();
    calls.events.forEach(
        (service, events) -> {
          int lanes = calls.random.nextInt(1, 3);
          var pending = new ArrayList<List<Event>>();
          for (int lane = 0; lane < lanes; lane++) {
            pending.add(new ArrayList<>());
          }
          for (var event : events) {
            int lane = calls.random.nextInt(lanes);
            pending.get(lane).add(event);
            if (calls.random.nextInt(5) == 0) {
              world.record(RecordedWorld.mirror(service, lane), List.copyOf(pending.get(lane)));
              pending.get(lane).clear();
            }
          }
          for (int lane = 0; lane < lanes; lane++) {
            var mirror = RecordedWorld.mirror(service, lane);
            world.mirrors.register(mirror).toCompletableFuture().join();
            world.open.put(mirror, pending.get(lane));
          }
        });
    return world;
  }

  private static Set<String> lines(ServiceMap map) {
    var lines = new TreeSet<String>();
    for (var node : map.services()) {
      var name = node.service().path();
      lines.add("last of " + name + ": " + node.lastOccurredNanos());
      if (!node.version().isEmpty()) {
        lines.add("version of " + name + ": " + node.version());
      }
      if (node.inFlight() > 0) {
        lines.add("flying in " + name + " " + text(new Traffic(0, 0, 0, 0), 0, node.inFlight()));
      }
      if (node.traffic().calls() > 0) {
        lines.add("traffic of " + name + " " + text(node.traffic(), 0, 0) + " observed");
      }
      if (node.entry().calls() > 0) {
        lines.add("entry of " + name + " " + text(node.entry(), 0, 0) + " observed");
      }
    }
    for (var edge : map.edges()) {
      lines.add(
          edge.from().id()
              + " -> "
              + edge.to().id()
              + " "
              + edge.via()
              + " "
              + text(edge.traffic(), edge.inferredCalls(), edge.inFlight())
              + (edge.standing() == Standing.OBSERVED ? " observed" : ""));
    }
    return lines;
  }

  private static String text(Traffic traffic, long inferred, long inFlight) {
    return traffic.calls()
        + " calls "
        + traffic.errors()
        + " errors p50 "
        + traffic.p50Nanos()
        + " p95 "
        + traffic.p95Nanos()
        + " inferred "
        + inferred
        + " in flight "
        + inFlight;
  }
}
