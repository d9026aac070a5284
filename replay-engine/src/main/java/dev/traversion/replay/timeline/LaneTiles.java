package dev.traversion.replay.timeline;

import dev.traversion.journal.FrameEntry;
import dev.traversion.model.event.Event;
import dev.traversion.replay.timeline.Plan.Stretch;
import dev.traversion.replay.timeline.Tile.Place;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the tiles of one mirror tell of a window, and which of its frames they do not cover, where.
 * Confined to one answer.
 */
public final class LaneTiles {
  private final ListedFrames frames;
  private final List<Event> open;
  private final boolean ahead;
  private final List<Held> held = new ArrayList<>();
  private final List<Zone> zones = new ArrayList<>();

  /** A cell that lies in a bucket of the window, whole. */
  record Held(int bucket, Cell cell) {}

  /** A span in which the same frames are counted; it ends where the next begins. */
  private record Zone(long fromNanos, Coverage coverage) {}

  /**
   * @param tiles all that the plan names; one that is lost is absent
   * @param ahead whether the tiles know of frames that the view of the mirror does not
   */
  LaneTiles(
      Plan plan, ListedFrames frames, List<Event> open, Map<Place, Tile> tiles, boolean ahead) {
    this.frames = frames;
    this.open = open;
    this.ahead = ahead;
    for (var stretch : plan.stretches()) {
      var level = stretch.level();
      if (level == null) {
        addSliver(stretch, tiles);
      } else {
        addWhole(stretch, level, tiles);
      }
    }
  }

  private void addSliver(Stretch stretch, Map<Place, Tile> tiles) {
    var level = Level.FINEST_STORED;
    var tile = tiles.get(Place.holding(level, stretch.fromNanos()));
    int bucket = level.bucketOf(stretch.fromNanos());
    zone(
        stretch.fromNanos(),
        tile != null && tile.cells(bucket, bucket + 1).isEmpty()
            ? tile.coverage()
            : Coverage.nothing());
  }

  private void addWhole(Stretch stretch, Level level, Map<Place, Tile> tiles) {
    long from = stretch.fromNanos();
    while (from < stretch.toNanos()) {
      var place = Place.holding(level, from);
      int first = level.bucketOf(from);
      long left = (stretch.toNanos() - from) / level.widthNanos();
      int end = (int) Math.min(Level.TILE_BUCKETS, first + left);
      var tile = tiles.get(place);
      if (tile == null) {
        zone(from, Coverage.nothing());
      } else {
        zone(from, tile.coverage());
        for (var cell : tile.cells(first, end)) {
          held.add(new Held(stretch.bucket(), cell));
        }
      }
      from += (end - first) * level.widthNanos();
    }
  }

  private void zone(long from, Coverage coverage) {
    if (zones.isEmpty() || !zones.getLast().coverage.equals(coverage)) {
      zones.add(new Zone(from, coverage));
    }
  }

  /** Whether a newer view of the mirror is wanted: these tiles know frames that it does not. */
  public boolean isAhead() {
    return ahead;
  }

  List<Held> held() {
    return held;
  }

  List<Event> open() {
    return open;
  }

  /** Whether the tiles count what a frame holds of an instant of the window. */
  boolean counts(long sequenceNr, long nanos) {
    return zones.get(zoneAt(nanos)).coverage.covers(sequenceNr);
  }

  /** Whether the tiles count nothing of what a frame holds in the window. */
  boolean countsNothingOf(FrameEntry entry) {
    var summary = entry.summary();
    long sequenceNr = entry.address().sequenceNr();
    int last = zoneAt(summary.maxOccurredNanos());
    for (int i = zoneAt(summary.minOccurredNanos()); i <= last; i++) {
      if (zones.get(i).coverage.covers(sequenceNr)) {
        return false;
      }
    }
    return true;
  }

  /** The frames that may add to what the tiles tell. */
  Collection<FrameEntry> uncovered(Plan plan) {
    var wanted = new TreeMap<Long, FrameEntry>();
    long covered = Long.MAX_VALUE;
    for (int i = 0; i < zones.size(); i++) {
      var coverage = zones.get(i).coverage;
      long end = i + 1 < zones.size() ? zones.get(i + 1).fromNanos : plan.toNanos();
      if (coverage.upTo() == 0) {
        for (var entry : frames.occurringIn(zones.get(i).fromNanos, end - 1)) {
          wanted.put(entry.address().sequenceNr(), entry);
        }
      } else {
        covered = Math.min(covered, coverage.upTo());
      }
      coverage
          .missing()
          .forEach(number -> frames.entry(number).ifPresent(entry -> wanted.put(number, entry)));
    }
    if (covered < frames.highest()) {
      for (var entry : frames.after(covered, plan.fromNanos(), plan.toNanos() - 1)) {
        wanted.put(entry.address().sequenceNr(), entry);
      }
    }
    wanted.values().removeIf(entry -> !addsTo(entry, plan));
    return wanted.values();
  }

  private boolean addsTo(FrameEntry entry, Plan plan) {
    var summary = entry.summary();
    if (!summary.mayOccurIn(plan.fromNanos(), plan.toNanos())) {
      return false;
    }
    int last = zoneAt(Math.min(summary.maxOccurredNanos(), plan.toNanos() - 1));
    for (int i = zoneAt(summary.minOccurredNanos()); i <= last; i++) {
      if (!zones.get(i).coverage.covers(entry.address().sequenceNr())) {
        return true;
      }
    }
    return false;
  }

  /** The zone of an instant; the first for what lies before. */
  private int zoneAt(long nanos) {
    int low = 0;
    int high = zones.size() - 1;
    while (low < high) {
      int middle = (low + high + 1) >>> 1;
      if (zones.get(middle).fromNanos <= nanos) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return low;
  }
}
