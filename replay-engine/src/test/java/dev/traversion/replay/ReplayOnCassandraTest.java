package dev.traversion.replay;

import static dev.traversion.replay.RecordedWorld.CART;
import static org.assertj.core.api.Assertions.assertThat;

import dev.traversion.journal.FrameEntry;
import dev.traversion.journal.OpenFrames;
import dev.traversion.journal.cassandra.CassandraJournal;
import dev.traversion.journal.cassandra.CassandraServer;
import dev.traversion.journal.cassandra.PluginWrites;
import dev.traversion.model.event.EntityRef;
import dev.traversion.model.event.Event;
import dev.traversion.model.event.TraceId;
import dev.traversion.model.frame.FrameCodec;
import dev.traversion.model.mirror.MirrorId;
import dev.traversion.replay.keyframe.KeyframePolicy;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** The same history in memory and in a real Cassandra gives the same answers. */
@ExtendWith(CassandraServer.class)
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class ReplayOnCassandraTest {
  private final CassandraJournal journal;
  private final PluginWrites plugin;
  private final RandomWorld world = new RandomWorld(20, CART, true, false).record(400);

  ReplayOnCassandraTest(CassandraJournal journal, PluginWrites plugin) {
    this.journal = journal;
    this.plugin = plugin;
  }

  @BeforeEach
  void copyTheHistory() {
    world.recorded.open.clear();
    for (var mirror : world.recorded.mirrors.mirrors("default")) {
      journal.mirrors().register(mirror).toCompletableFuture().join();
      for (var entry : world.recorded.index.read(mirror, 1, 10_000)) {
        copy(mirror, entry);
      }
    }
  }

  @Test
  void whether_asked_for_states_entities_events_or_traces_with_keyframes_and_without() {
    var expected = RecordedWorld.engine(world.recorded.sourcesWithoutKeyframes());
    var engine = engine();
    assertAgree(engine, expected);

    var builder = engine.keyframeBuilder();
    for (var mirror : journal.mirrors().mirrors("default")) {
      assertThat(builder.build(mirror)).isNotEmpty();
    }
    assertThat(builder.buildDue("default")).isEmpty();
    assertAgree(engine, expected);

    var lost = lostFrame();
    plugin.lose(lost.address());
    world.recorded.frames.lose(lost.address());
    var without = RecordedWorld.engine(world.recorded.sourcesWithoutKeyframes());
    long end = Long.MAX_VALUE;
    assertThat(without.events(everything(), Optional.empty(), 1000).completeness().gaps())
        .hasSize(1);
    assertThat(engine().events(everything(), Optional.empty(), 1000))
        .isEqualTo(without.events(everything(), Optional.empty(), 1000));
    assertThat(engine().timeline("default", List.of(), 0, end, 10))
        .isEqualTo(without.timeline("default", List.of(), 0, end, 10));
  }

  private void assertAgree(ReplayEngine engine, ReplayEngine expected) {
    assertThat(engine.services("default")).isEqualTo(expected.services("default"));
    for (int i = 0; i < 10; i++) {
      long at = world.instant();
      assertThat(engine.rehydrate(CART, at)).isEqualTo(expected.rehydrate(CART, at));
      var entity = new EntityRef("order", Integer.toString(i % 4));
      // A fresh engine holds no keyframe, and so asks the store for directories and chunks.
      assertThat(engine().entity(CART, entity, at)).isEqualTo(expected.entity(CART, entity, at));
      assertThat(engine.trace("default", new TraceId(7, i + 1), 100))
          .isEqualTo(expected.trace("default", new TraceId(7, i + 1), 100));
    }
    assertThat(pages(engine)).isEqualTo(pages(expected)).hasSizeGreaterThan(300);
  }

  private static List<Event> pages(ReplayEngine engine) {
    var found = new ArrayList<Event>();
    Optional<String> cursor = Optional.empty();
    do {
      var page = engine.events(everything(), cursor, 100).value();
      page.items().forEach(recorded -> found.add(recorded.event()));
      cursor = page.next();
    } while (cursor.isPresent());
    return found;
  }

  private void copy(MirrorId mirror, FrameEntry entry) {
    var numbers = new long[] {entry.address().sequenceNr()};
    for (var frame : world.recorded.frames.read(mirror, numbers)) {
      plugin.append(frame.address(), frame.bytes());
      var events = FrameCodec.open(frame.address(), frame.bytes()).events();
      journal.index().write(entry, events).toCompletableFuture().join();
    }
  }

  private FrameEntry lostFrame() {
    var mirror = world.recorded.mirrors.mirrors("default").getFirst();
    return world.recorded.index.read(mirror, 2, 1).getFirst();
  }

  private ReplayEngine engine() {
    var sources =
        new Sources(
            journal.mirrors(),
            journal.index(),
            journal.frames(),
            journal.keyframes(),
            journal.gaps(),
            OpenFrames.none());
    return new ReplayEngine(
        sources,
        ReplaySettings.defaults().withHoleRecheck(Duration.ZERO),
        InstantSource.fixed(Instant.EPOCH),
        System::nanoTime,
        new KeyframePolicy(5, 3, 20_000, Duration.ZERO, 200, 3));
  }

  private static EventQuery everything() {
    return new EventQuery(
        "default",
        Set.of(),
        Long.MIN_VALUE,
        Long.MAX_VALUE,
        Set.of(),
        false,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        true);
  }
}
