package dev.traversion.replay.timeline;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.traversion.journal.FrameEntry;
import dev.traversion.journal.TileStore;
import dev.traversion.journal.TileStore.StoredTile;
import dev.traversion.model.event.Call;
import dev.traversion.model.event.Event;
import dev.traversion.model.mirror.MirrorId;
import dev.traversion.replay.timeline.Tile.Place;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Answers what happened along a window from tiles, and from the frames that they do not cover yet,
 * so that the answer is always that of counting every frame. Thread-safe.
 *
 * <p>How it stays exact, whatever the builder of tiles is doing at the moment:
 *
 * <ul>
 *   <li>Every tile says which frames it counts ({@link Coverage}); what happened in its span by any
 *       other frame is added from that frame.
 *   <li>Progress is written after all tiles that it speaks of, and read before them. So a frame
 *       that progress covers, and that a tile written earlier does not, holds nothing of that tile.
 *   <li>A tile is written before the one above it. So where the one above tells of nothing, there
 *       is nothing below; where it tells of something and there is no tile, the tile was lost, and
 *       its span is counted from frames until the builder has mended it.
 * </ul>
 */
public final class Pyramid {
  /** How long progress is believed to be the latest; older is as exact, but reads more frames. */
  private static final long PROGRESS_NANOS = 1_000_000_000L;

  /** Beyond so many new frames a tile is read again rather than tested against each. */
  private static final int MOST_NEW = 512;

  private final TileStore store;
  private final LongSupplier nanoClock;
  private final LostTiles lost;
  private final Cache<Address, Tile> cache;
  private final Cache<MirrorId, Believed> progress =
      Caffeine.newBuilder().maximumSize(100_000).build();

  private record Address(MirrorId mirror, Place place) {}

  private record Believed(TileProgress progress, long readNanos) {}

  /**
   * @param cacheBytes how much the tiles that are kept in memory may take, roughly
   */
  public Pyramid(TileStore store, long cacheBytes, LongSupplier nanoClock, LostTiles lost) {
    this.store = store;
    this.nanoClock = nanoClock;
    this.lost = lost;
    this.cache =
        Caffeine.newBuilder()
            .maximumWeight(cacheBytes)
            .weigher((Address _, Tile tile) -> tile.weight())
            .build();
  }

  /**
   * Finds the tiles of one mirror that a plan needs.
   *
   * @param frames listed after {@code open} was asked for
   * @param open events that are in none of those frames
   */
  public LaneTiles load(Plan plan, ListedFrames frames, List<Event> open) {
    var believed = progress(frames);
    var found = new HashMap<Place, Tile>();
    var fresh = new NewFrames(frames, believed.coverage());
    boolean ahead = believed.coverage().upTo() > frames.highest();
    for (var level : Level.storedFromTheTop()) {
      var unknown = new ArrayList<Long>();
      for (long index : plan.tiles(level)) {
        var place = new Place(level, index);
        var empty = emptyByTheOneAbove(place, believed, found);
        if (empty != null) {
          found.put(place, empty);
          continue;
        }
        var cached = cache.getIfPresent(new Address(frames.mirror(), place));
        if (cached != null && fresh.leave(cached)) {
          found.put(place, advance(frames.mirror(), cached, believed));
        } else {
          unknown.add(index);
        }
      }
      for (var tile : read(frames.mirror(), level, unknown, believed)) {
        ahead |= tile.coverage().upTo() > frames.highest();
        found.put(tile.place(), tile);
      }
    }
    return new LaneTiles(plan, frames, open, found, ahead);
  }

  private Tile advance(MirrorId mirror, Tile cached, TileProgress believed) {
    var coverage = cached.coverage().then(believed.coverage());
    if (coverage.equals(cached.coverage())) {
      return cached;
    }
    var advanced = cached.with(coverage);
    cache.put(new Address(mirror, cached.place()), advanced);
    return advanced;
  }

  /** A tile without anything, where that is certain; null where it has to be looked for. */
  private static @Nullable Tile emptyByTheOneAbove(
      Place place, TileProgress believed, Map<Place, Tile> found) {
    var above = place.above();
    if (above == null) {
      return believed.roots().contains(place.index())
          ? null
          : Tile.empty(place, believed.coverage());
    }
    var tile = found.get(above);
    return tile == null || tile.holdsSomethingBelow(place)
        ? null
        : Tile.empty(place, tile.coverage());
  }

  private List<Tile> read(MirrorId mirror, Level level, List<Long> indexes, TileProgress believed) {
    if (indexes.isEmpty()) {
      return List.of();
    }
    var missing = new TreeSet<>(indexes);
    var tiles = new ArrayList<Tile>();
    for (StoredTile stored : store.read(mirror, level.ordinal(), indexes)) {
      try {
        var tile = TileCodec.decode(new Place(level, stored.index()), stored.bytes());
        var whole = tile.with(tile.coverage().then(believed.coverage()));
        cache.put(new Address(mirror, whole.place()), whole);
        tiles.add(whole);
        missing.remove(stored.index());
      } catch (DamagedTileException _) {
        // Stays among the missing: it is counted from frames, and the builder is told.
      }
    }
    for (long index : missing) {
      lost.add(mirror, new Place(level, index));
    }
    return tiles;
  }

  private TileProgress progress(ListedFrames frames) {
    long now = nanoClock.getAsLong();
    var known = progress.getIfPresent(frames.mirror());
    if (known != null
        && (known.progress.coverage().upTo() >= frames.highest()
            || now - known.readNanos < PROGRESS_NANOS)) {
      return known.progress;
    }
    var read = read(store, frames.mirror());
    progress.put(frames.mirror(), new Believed(read, now));
    return read;
  }

  /** How far the tiles of a mirror have come; none at all where that cannot be read. */
  static TileProgress read(TileStore store, MirrorId mirror) {
    var stored = store.progress(mirror);
    if (stored.isEmpty()) {
      return TileProgress.none();
    }
    try {
      return TileProgress.decode(stored.get());
    } catch (DamagedTileException _) {
      return TileProgress.none();
    }
  }

  /** Adds everything up. */
  public static Timeline count(Plan plan, Collection<LaneTiles> lanes, FrameSource frames) {
    var sums = sums(plan);
    var byMirror = new HashMap<MirrorId, LaneTiles>();
    var uncovered = new ArrayList<FrameEntry>();
    for (var lane : lanes) {
      lane.held().forEach(held -> sums[held.bucket()].add(held.cell()));
      lane.open().forEach(event -> add(event, plan, sums));
      var wanted = lane.uncovered(plan);
      uncovered.addAll(wanted);
      if (!wanted.isEmpty()) {
        byMirror.put(wanted.iterator().next().address().mirror(), lane);
      }
    }
    var read = FrameColumns.read(uncovered, frames);
    for (var entry : uncovered) {
      var lane = byMirror.get(entry.address().mirror());
      var columns = read.get(entry.address());
      if (lane != null && columns != null) {
        columns.forEach(rows -> add(entry.address().sequenceNr(), rows, lane, plan, sums));
      } else if (lane != null && isWithinOneBucket(entry, plan) && lane.countsNothingOf(entry)) {
        // The frame is lost; what the index knew of it is better than nothing.
        sums[plan.bucketOf(entry.summary().minOccurredNanos())].add(entry.summary());
      }
    }
    return timeline(plan, sums);
  }

  private static void add(
      long sequenceNr, FrameColumns rows, LaneTiles lane, Plan plan, Sum[] sums) {
    for (int row = 0; row < rows.size(); row++) {
      long occurred = rows.occurred()[row];
      if (plan.holds(occurred) && !lane.counts(sequenceNr, occurred)) {
        sums[plan.bucketOf(occurred)].add(
            rows.kinds()[row], rows.duration(row), rows.errors().get(row));
      }
    }
  }

  /** One for each bucket of a window. */
  static Sum[] sums(Plan plan) {
    var sums = new Sum[plan.buckets()];
    Arrays.setAll(sums, _ -> new Sum());
    return sums;
  }

  static Timeline timeline(Plan plan, Sum[] sums) {
    var buckets = new ArrayList<Timeline.Bucket>(sums.length);
    for (int i = 0; i < sums.length; i++) {
      buckets.add(sums[i].toBucket(plan.startOf(i)));
    }
    return new Timeline(plan.fromNanos(), plan.bucketNanos(), buckets);
  }

  static void add(Event event, Plan plan, Sum[] sums) {
    if (plan.holds(event.occurredAtNanos())) {
      long duration =
          event instanceof Call call ? Math.max(0, call.endNanos() - call.startNanos()) : 0;
      sums[plan.bucketOf(event.occurredAtNanos())].add(
          event.kind().ordinal(), duration, event.isError());
    }
  }

  private static boolean isWithinOneBucket(FrameEntry entry, Plan plan) {
    var summary = entry.summary();
    return plan.holds(summary.minOccurredNanos())
        && plan.holds(summary.maxOccurredNanos())
        && plan.bucketOf(summary.minOccurredNanos()) == plan.bucketOf(summary.maxOccurredNanos());
  }

  /** Tells which cached tiles the builder may have rewritten since they were read. */
  private static final class NewFrames {
    private final ListedFrames frames;
    private final Coverage covered;

    NewFrames(ListedFrames frames, Coverage covered) {
      this.frames = frames;
      this.covered = covered;
    }

    /** Whether no frame that has been covered since touches the tile. */
    boolean leave(Tile cached) {
      long from = cached.coverage().upTo();
      long upTo = covered.upTo();
      if (from >= upTo) {
        return true;
      }
      if (upTo - from > MOST_NEW) {
        return false;
      }
      for (long number = from + 1; number <= upTo; number++) {
        var entry = frames.entry(number);
        if (entry.isEmpty()
            || cached
                .place()
                .mayHold(
                    entry.get().summary().minOccurredNanos(),
                    entry.get().summary().maxOccurredNanos())) {
          return false;
        }
      }
      return true;
    }
  }
}
