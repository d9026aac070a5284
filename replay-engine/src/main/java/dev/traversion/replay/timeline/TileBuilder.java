package dev.traversion.replay.timeline;

import dev.traversion.journal.FrameEntry;
import dev.traversion.journal.JournalUnavailableException;
import dev.traversion.journal.TileStore;
import dev.traversion.journal.TileStore.StoredTile;
import dev.traversion.model.mirror.MirrorId;
import dev.traversion.model.time.EpochNanos;
import dev.traversion.replay.timeline.Tile.Place;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the tiles of mirrors up to date with their frames. It reads what is journaled and needs no
 * mirror: nothing waits for it. Any node may run it, and several at once do each other no harm but
 * the work: a tile says which frames it counts, so none is counted twice, and of two versions the
 * one that counts more stays.
 *
 * <p>It may be killed at any moment. Tiles are written finest first, then the progress; what was
 * written before the end is found by the next pass, which adds to each tile only what that lacks.
 */
public final class TileBuilder {
  private static final Logger log = LoggerFactory.getLogger(TileBuilder.class);

  /** Events in memory at a time, 30 bytes each. */
  private static final long BATCH_EVENTS = 200_000;

  /** Tiles in memory at a time: late events may touch many. */
  private static final int BATCH_TILES = 4_000;

  /**
   * A frame among so many of the newest that is not listed may yet be; one further back is gone on
   * without.
   */
  private static final int UNSETTLED = 64;

  private final TileStore store;
  private final Lanes lanes;
  private final TilePolicy policy;
  private final InstantSource clock;
  private final LostTiles lost;

  public TileBuilder(
      TileStore store, Lanes lanes, TilePolicy policy, InstantSource clock, LostTiles lost) {
    this.store = store;
    this.lanes = lanes;
    this.policy = policy;
    this.clock = clock;
    this.lost = lost;
  }

  /**
   * Brings the tiles of a tenant's mirrors up to date where that is due, one mirror after the
   * other. A mirror that cannot be read now is left for the next time.
   *
   * @return how many frames were counted
   */
  public long buildDue(String tenant) {
    return build(tenant, false);
  }

  /** As {@link #buildDue}, however few new frames there are. */
  public long buildAll(String tenant) {
    return build(tenant, true);
  }

  private long build(String tenant, boolean all) {
    long counted = 0;
    for (var mirror : lanes.mirrors(tenant)) {
      try {
        counted += build(mirror, all);
      } catch (JournalUnavailableException e) {
        log.warn("the journal does not answer; tiles of {} later", mirror.entityId(), e);
      }
    }
    return counted;
  }

  private long build(MirrorId mirror, boolean all) {
    var frames = lanes.listed(mirror);
    var progress = Pyramid.read(store, mirror);
    for (var place : lost.take(mirror)) {
      mend(frames, place, progress);
    }
    long before = progress.coverage().upTo();
    var news = frames.after(before, Long.MIN_VALUE, Long.MAX_VALUE);
    if (news.isEmpty() || !(all || isDue(news))) {
      return 0;
    }
    long end = settledEnd(before, news);
    var settled = news.stream().filter(entry -> entry.address().sequenceNr() <= end).toList();
    for (int from = 0; from < settled.size(); ) {
      var batch = batch(settled, from);
      from += batch.size();
      long upTo = from == settled.size() ? end : batch.getLast().address().sequenceNr();
      progress = count(frames, batch, upTo, progress);
    }
    return settled.size();
  }

  private boolean isDue(List<FrameEntry> news) {
    long waitingSince = news.getFirst().summary().maxRecordedNanos();
    return news.size() >= policy.newFrames()
        || EpochNanos.of(clock.instant()) - waitingSince >= policy.longest().toNanos();
  }

  /** The number up to which it is known what the journal holds. */
  private static long settledEnd(long before, List<FrameEntry> news) {
    long highest = news.getLast().address().sequenceNr();
    long expected = before + 1;
    for (var entry : news) {
      long number = entry.address().sequenceNr();
      if (number != expected && highest - number < UNSETTLED) {
        return expected - 1;
      }
      expected = number + 1;
    }
    return highest;
  }

  private List<FrameEntry> batch(List<FrameEntry> settled, int from) {
    var batch = new ArrayList<FrameEntry>();
    long events = 0;
    for (int i = from; i < settled.size() && batch.size() < policy.batchFrames(); i++) {
      events += settled.get(i).summary().total();
      if (events > BATCH_EVENTS && !batch.isEmpty()) {
        break;
      }
      batch.add(settled.get(i));
    }
    return batch;
  }

  /** Adds frames to all tiles that they touch, and says so. */
  private TileProgress count(
      ListedFrames frames, List<FrameEntry> batch, long upTo, TileProgress progress) {
    var read = FrameColumns.read(batch, lanes.frames());
    var rows = new TreeMap<Long, List<FrameColumns>>();
    read.forEach((address, columns) -> rows.put(address.sequenceNr(), columns));
    // Where late events touch very many tiles, fewer frames are taken at a time.
    var done = progress;
    var part = new TreeMap<Long, List<FrameColumns>>();
    var touched = new Touched();
    for (var frame : rows.entrySet()) {
      part.put(frame.getKey(), frame.getValue());
      frame.getValue().forEach(touched::add);
      if (touched.size() > BATCH_TILES) {
        done = commit(frames, part, touched, frame.getKey(), done);
        part.clear();
        touched = new Touched();
      }
    }
    return commit(frames, part, touched, upTo, done);
  }

  private TileProgress commit(
      ListedFrames frames,
      SortedMap<Long, List<FrameColumns>> rows,
      Touched touched,
      long upTo,
      TileProgress progress) {
    var before = progress.coverage();
    var unread =
        LongStream.rangeClosed(before.upTo() + 1, upTo).filter(nr -> !rows.containsKey(nr));
    var reached = Coverage.of(upTo, LongStream.concat(before.missing(), unread));
    var drafts = drafts(frames, touched, reached, progress);
    for (var level : Level.storedFromTheTop()) {
      var ofLevel = drafts.get(level);
      if (ofLevel != null) {
        rows.forEach((number, frame) -> add(number, frame, level, ofLevel));
      }
    }
    var written = Level.storedFromTheTop();
    for (int i = written.length - 1; i >= 0; i--) {
      var changed = new ArrayList<StoredTile>();
      for (var draft : drafts.getOrDefault(written[i], Map.of()).values()) {
        if (draft.isChanged()) {
          changed.add(draft.finish(reached));
        }
      }
      store.write(frames.mirror(), changed);
    }
    var roots = new TreeSet<>(progress.roots());
    roots.addAll(touched.of(Level.COARSEST));
    var now = new TileProgress(reached, roots);
    store.writeProgress(frames.mirror(), now.encode());
    return now;
  }

  private static void add(
      long number, List<FrameColumns> frame, Level level, Map<Long, TileDraft> drafts) {
    var gained = new HashSet<TileDraft>();
    for (var rows : frame) {
      TileDraft draft = null;
      long index = 0;
      for (int row = 0; row < rows.size(); row++) {
        long next = level.tileOf(rows.occurred()[row]);
        if (row == 0 || next != index) {
          index = next;
          draft = drafts.get(index);
          if (draft != null && !draft.wants(number)) {
            draft = null;
          }
          if (draft != null) {
            gained.add(draft);
          }
        }
        if (draft != null) {
          draft.add(rows, row);
        }
      }
    }
    gained.forEach(draft -> draft.added(number));
  }

  /** The tiles that are touched, as they are stored, from the top: each tells of those below. */
  private Map<Level, Map<Long, TileDraft>> drafts(
      ListedFrames frames, Touched touched, Coverage reached, TileProgress progress) {
    var drafts = new EnumMap<Level, Map<Long, TileDraft>>(Level.class);
    var stored = new HashMap<Place, Tile>();
    for (var level : Level.storedFromTheTop()) {
      var indexes = touched.of(level);
      var ofLevel = new HashMap<Long, TileDraft>();
      var absent = new TreeSet<>(indexes);
      for (var found : store.read(frames.mirror(), level.ordinal(), List.copyOf(indexes))) {
        var place = new Place(level, found.index());
        try {
          var tile = TileCodec.decode(place, found.bytes());
          var whole = tile.with(tile.coverage().then(progress.coverage()));
          stored.put(place, whole);
          ofLevel.put(found.index(), new TileDraft(whole, found.revision()));
        } catch (DamagedTileException _) {
          ofLevel.put(found.index(), countedAnew(frames, place, found.revision(), reached));
        }
        absent.remove(found.index());
      }
      for (long index : absent) {
        var place = new Place(level, index);
        if (wasLost(place, stored, progress)) {
          ofLevel.put(index, countedAnew(frames, place, 0, reached));
        } else {
          var empty = Tile.empty(place, progress.coverage());
          stored.put(place, empty);
          ofLevel.put(index, new TileDraft(empty, 0));
        }
      }
      drafts.put(level, ofLevel);
    }
    return drafts;
  }

  private static boolean wasLost(Place place, Map<Place, Tile> stored, TileProgress progress) {
    var above = place.above();
    if (above == null) {
      return progress.roots().contains(place.index());
    }
    var tile = stored.get(above);
    // Where the one above was lost itself, nobody tells: counting anew is always right.
    return tile == null || tile.holdsSomethingBelow(place);
  }

  /** A tile that was lost, of all frames that have been reached. */
  private TileDraft countedAnew(ListedFrames frames, Place place, long revision, Coverage reached) {
    var draft = new TileDraft(Tile.empty(place, Coverage.nothing()), revision);
    var level = place.level();
    long start = place.index() * level.tileNanos();
    var entries =
        frames.occurringIn(start, start + level.tileNanos() - 1).stream()
            .filter(entry -> entry.address().sequenceNr() <= reached.upTo())
            .toList();
    var drafts = Map.of(place.index(), draft);
    for (int from = 0; from < entries.size(); from += policy.batchFrames()) {
      var some = entries.subList(from, Math.min(entries.size(), from + policy.batchFrames()));
      var read = FrameColumns.read(some, lanes.frames());
      for (var entry : some) {
        long number = entry.address().sequenceNr();
        var frame = read.get(entry.address());
        if (frame == null) {
          draft.unread(number);
        } else {
          add(number, frame, level, drafts);
        }
      }
    }
    return draft;
  }

  private void mend(ListedFrames frames, Place place, TileProgress progress) {
    long revision = 0;
    for (var found : store.read(frames.mirror(), place.level().ordinal(), List.of(place.index()))) {
      try {
        var _ = TileCodec.decode(place, found.bytes());
        return; // it was there after all
      } catch (DamagedTileException _) {
        revision = found.revision();
      }
    }
    var draft = countedAnew(frames, place, revision, progress.coverage());
    store.write(frames.mirror(), List.of(draft.finish(progress.coverage())));
    log.info("a lost tile was counted anew: {} {}", frames.mirror().entityId(), place);
  }

  /** The tiles that events touch, at every stored level. */
  private static final class Touched {
    private final Map<Level, TreeSet<Long>> byLevel = new EnumMap<>(Level.class);
    private int size;

    void add(FrameColumns rows) {
      for (var level : Level.storedFromTheTop()) {
        var indexes = byLevel.computeIfAbsent(level, _ -> new TreeSet<>());
        int before = indexes.size();
        long last = 0;
        for (int row = 0; row < rows.size(); row++) {
          long index = level.tileOf(rows.occurred()[row]);
          if (row == 0 || index != last) {
            indexes.add(index);
            last = index;
          }
        }
        size += indexes.size() - before;
      }
    }

    int size() {
      return size;
    }

    Set<Long> of(Level level) {
      return byLevel.getOrDefault(level, new TreeSet<>());
    }
  }
}
