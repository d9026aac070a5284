package dev.traversion.replay;

import static dev.traversion.replay.RecordedWorld.CART;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.traversion.journal.OpenFrames;
import dev.traversion.journal.TileStore;
import dev.traversion.journal.memory.InMemoryTileStore;
import dev.traversion.model.event.Call;
import dev.traversion.model.event.Event;
import dev.traversion.model.event.EventKind;
import dev.traversion.model.fixture.Seeds;
import dev.traversion.model.mirror.MirrorId;
import dev.traversion.model.state.RandomEvents;
import dev.traversion.replay.keyframe.KeyframePolicy;
import dev.traversion.replay.timeline.KindCounts;
import dev.traversion.replay.timeline.Level;
import dev.traversion.replay.timeline.TilePolicy;
import dev.traversion.replay.timeline.Timeline;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** What holds of timelines, whatever the builder of tiles has done so far. */
class TimelineProperties {
  private static final int HISTORIES = 60;
  private static final int ROUNDS = 5;
  private static final TilePolicy POLICY = new TilePolicy(1, Duration.ZERO, 3);

  @Test
  void a_timeline_counts_every_recording_whatever_was_built_lost_or_cut_off_before() {
    var cutOff = new AtomicInteger();
    var tiles = new AtomicLong();
    Seeds.forEach(
        HISTORIES,
        seed -> {
          var world = new RandomWorld(seed, CART, false, false);
          var faults = new FaultyTiles(world.recorded.tiles, world.random);
          var engine = engine(world, faults);
          for (int round = 0; round < ROUNDS; round++) {
            world.recorded.open.clear();
            world.record(40);
            if (world.random.nextInt(4) > 0) {
              cutOff.addAndGet(build(world.random.nextBoolean() ? engine : engine(world, faults)));
            }
            faults.strike(world);
            var expected = new ArrayList<>(world.recordings());
            expected.addAll(openOnly(world));
            var window = Window.random(world);
            assertAgrees(window.ask(engine), expected, window);
            assertAgrees(window.ask(engine(world, faults)), expected, window);
          }
          for (var mirror : world.recorded.sequenceNrs.keySet()) {
            tiles.addAndGet(world.recorded.tiles.tiles(mirror).size());
          }
        });
    assertThat(cutOff.get()).as("builds that were cut off").isGreaterThan(HISTORIES / 4);
    assertThat(tiles.get()).as("tiles built").isGreaterThan(HISTORIES * 6L);
  }

  @Test
  void tiles_change_no_answer_though_frames_are_lost_damaged_and_listed_late() {
    Seeds.forEach(
        HISTORIES,
        seed -> {
          var world = new RandomWorld(seed, CART, false, true);
          var faults = new FaultyTiles(world.recorded.tiles, world.random);
          var engine = engine(world, faults);
          for (int round = 0; round < ROUNDS; round++) {
            world.record(40);
            var _ = build(engine);
            faults.strike(world);
            var without = engine(world, new InMemoryTileStore());
            var window = Window.random(world);
            assertThat(window.answer(engine)).isEqualTo(window.answer(without));
          }
        });
  }

  @Test
  void once_all_is_built_an_aligned_window_is_answered_without_reading_a_frame() {
    Seeds.forEach(
        HISTORIES / 3,
        seed -> {
          var world = new RandomWorld(seed, CART, false, false).record(150);
          world.recorded.open.clear();
          engine(world, world.recorded.tiles).tileBuilder().buildAll("default");
          var window = Window.aligned(world.random);
          var read = new AtomicInteger();
          var counting =
              new ReplayEngine(
                  new Sources(
                      world.recorded.mirrors,
                      world.recorded.index,
                      new CountingFrames(world.recorded.frames, read),
                      world.recorded.keyframes,
                      world.recorded.tiles,
                      world.recorded.gaps,
                      OpenFrames.none()),
                  ReplaySettings.defaults(),
                  InstantSource.fixed(Instant.EPOCH));
          assertAgrees(window.ask(counting), world.recordings(), window);
          assertThat(read).hasValue(0);
        });
  }

  private static ReplayEngine engine(RandomWorld world, TileStore tiles) {
    var recorded = world.recorded;
    var sources =
        new Sources(
            recorded.mirrors,
            recorded.index,
            recorded.frames,
            recorded.keyframes,
            tiles,
            recorded.gaps,
            recorded.sources().open());
    // The clock leaps, so that progress is read again for each question.
    var clock = new AtomicLong();
    return new ReplayEngine(
        sources,
        ReplaySettings.defaults().withHoleRecheck(Duration.ZERO),
        InstantSource.fixed(Instant.ofEpochSecond(4_000_000_000L)),
        () -> clock.addAndGet(700_000_000L),
        KeyframePolicy.defaults(),
        POLICY);
  }

  /** 1 if the builder was cut off, else 0. */
  private static int build(ReplayEngine engine) {
    try {
      engine.tileBuilder().buildAll("default");
      return 0;
    } catch (Killed _) {
      return 1;
    }
  }

  /** What is open and in no listed frame. */
  static List<Event> openOnly(RandomWorld world) {
    var sealed = Collections.<Event>newSetFromMap(new IdentityHashMap<>());
    sealed.addAll(world.recordings());
    return world.recorded.open.values().stream()
        .flatMap(List::stream)
        .filter(event -> !sealed.contains(event))
        .toList();
  }

  private static void assertAgrees(Timeline found, List<Event> events, Window window) {
    long start = window.from;
    for (var bucket : found.buckets()) {
      assertThat(bucket.startNanos()).isEqualTo(start);
      long end = Math.min(window.to, start + found.bucketNanos());
      var inside = new ArrayList<Event>();
      for (var event : events) {
        if (event.occurredAtNanos() >= start && event.occurredAtNanos() < end) {
          inside.add(event);
        }
      }
      assertHolds(bucket, inside);
      start += found.bucketNanos();
    }
    assertThat(start).isGreaterThanOrEqualTo(window.to);
  }

  private static void assertHolds(Timeline.Bucket bucket, List<Event> inside) {
    var counts = new long[EventKind.values().length];
    inside.forEach(event -> counts[event.kind().ordinal()]++);
    assertThat(bucket.counts()).isEqualTo(KindCounts.of(counts));
    assertThat(bucket.errors()).isEqualTo(inside.stream().filter(Event::isError).count());
    var durations =
        inside.stream()
            .filter(Call.class::isInstance)
            .mapToLong(event -> ((Call) event).endNanos() - ((Call) event).startNanos())
            .map(duration -> Math.max(0, duration))
            .sorted()
            .toArray();
    var latency = bucket.latency();
    if (durations.length > 0) {
      assertThat(latency.maxNanos()).isEqualTo(durations[durations.length - 1]);
    }
    assertNear(latency.p50Nanos(), durations, 50);
    assertNear(latency.p95Nanos(), durations, 95);
    assertNear(latency.p99Nanos(), durations, 99);
  }

  private static void assertNear(long found, long[] ascending, int percent) {
    long exact = ascending.length == 0 ? 0 : ascending[(ascending.length * percent + 99) / 100 - 1];
    assertThat((double) found).isCloseTo((double) exact, within(exact * 0.0101 + 0.5));
  }

  /** A question. */
  private record Window(long from, long to, int buckets) {
    static Window random(RandomWorld world) {
      var random = world.random;
      if (random.nextInt(3) == 0) {
        return aligned(random);
      }
      long a = world.instant();
      long b = world.instant();
      return new Window(Math.min(a, b) - 7, Math.max(a, b) + 7, 1 + random.nextInt(40));
    }

    static Window aligned(Random random) {
      var level = Level.values()[3 + random.nextInt(5)];
      int buckets = 1 + random.nextInt(30);
      long from = Math.floorDiv(RandomEvents.NOON, level.widthNanos()) - random.nextInt(20);
      return new Window(from * level.widthNanos(), (from + buckets) * level.widthNanos(), buckets);
    }

    Answer<Timeline> answer(ReplayEngine engine) {
      return engine.timeline("default", List.of(), from, to, buckets);
    }

    Timeline ask(ReplayEngine engine) {
      return answer(engine).value();
    }
  }

  private static final class Killed extends RuntimeException {}

  /** Tiles of a builder that is killed now and then in the middle of writing. */
  private static final class FaultyTiles implements TileStore {
    private final InMemoryTileStore tiles;
    private final Random random;

    FaultyTiles(InMemoryTileStore tiles, Random random) {
      this.tiles = tiles;
      this.random = random;
    }

    @Override
    public List<StoredTile> read(MirrorId mirror, int level, List<Long> indexes) {
      return tiles.read(mirror, level, indexes);
    }

    @Override
    public void write(MirrorId mirror, List<StoredTile> written) {
      for (var tile : written) {
        mayDie();
        tiles.write(mirror, List.of(tile));
      }
    }

    @Override
    public Optional<Progress> progress(MirrorId mirror) {
      return tiles.progress(mirror);
    }

    @Override
    public void writeProgress(MirrorId mirror, Progress progress) {
      mayDie();
      tiles.writeProgress(mirror, progress);
    }

    private void mayDie() {
      if (random.nextInt(60) == 0) {
        throw new Killed();
      }
    }

    /** Loses or damages something, now and then. */
    void strike(RandomWorld world) {
      for (var mirror : world.recorded.sequenceNrs.keySet()) {
        var all = tiles.tiles(mirror);
        if (random.nextInt(5) == 0) {
          tiles.loseProgress(mirror);
        }
        if (!all.isEmpty() && random.nextInt(3) == 0) {
          var tile = all.get(random.nextInt(all.size()));
          tiles.lose(mirror, tile.level(), tile.index());
          if (random.nextBoolean()) {
            var bytes = tile.bytes().clone();
            bytes[random.nextInt(bytes.length)] ^= 0x55;
            tiles.write(
                mirror,
                List.of(new StoredTile(tile.level(), tile.index(), tile.revision(), bytes)));
          }
        }
      }
    }
  }
}
