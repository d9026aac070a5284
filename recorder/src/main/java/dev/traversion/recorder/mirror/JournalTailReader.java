package dev.traversion.recorder.mirror;

import dev.traversion.journal.FrameEntry;
import dev.traversion.journal.FrameIndex;
import dev.traversion.journal.FrameStore;
import dev.traversion.journal.Gap;
import dev.traversion.journal.GapLog;
import dev.traversion.journal.MirrorRegistry;
import dev.traversion.journal.StoredFrame;
import dev.traversion.model.event.Event;
import dev.traversion.model.frame.DamagedFrameException;
import dev.traversion.model.frame.FrameAddress;
import dev.traversion.model.frame.FrameCodec;
import dev.traversion.model.frame.FrameSummary;
import dev.traversion.model.mirror.MirrorId;
import dev.traversion.model.time.EpochNanos;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the end of a journal for a mirror that starts: compares it with the index, repairs the
 * index, writes holes down, and collects the latest events.
 */
public final class JournalTailReader {
  private static final Logger LOG = LoggerFactory.getLogger(JournalTailReader.class);

  /** How many index rows are asked for at once. */
  private static final int INDEX_PAGE = 1_000;

  /** How many frames are read at once when walking back from the end. */
  private static final int FRAMES_AT_ONCE = 16;

  private final FrameStore frames;
  private final FrameIndex index;
  private final GapLog gaps;
  private final MirrorRegistry registry;
  private final MirrorSettings settings;
  private final InstantSource clock;
  private final Executor virtualThreads;

  public JournalTailReader(
      FrameStore frames,
      FrameIndex index,
      GapLog gaps,
      MirrorRegistry registry,
      MirrorSettings settings,
      InstantSource clock,
      Executor virtualThreads) {
    this.frames = frames;
    this.index = index;
    this.gaps = gaps;
    this.registry = registry;
    this.settings = settings;
    this.clock = clock;
    this.virtualThreads = virtualThreads;
  }

  /**
   * Reads the tail of a journal that ends at {@code highest} (0: it is empty). Also registers the
   * mirror, so that readers find it before its first frame is acknowledged.
   */
  CompletionStage<JournalTail> read(MirrorId mirror, long highest) {
    return CompletableFuture.supplyAsync(() -> readNow(mirror, highest), virtualThreads);
  }

  private JournalTail readNow(MirrorId mirror, long highest) {
    registry.register(mirror).toCompletableFuture().join();
    long from = Math.max(1, highest - settings.auditedFrames() + 1);
    var listed = listedFrom(mirror, from);
    var present = new TreeSet<Long>();
    if (highest > 0) {
      for (long sequenceNr : frames.present(mirror, from, highest)) {
        present.add(sequenceNr);
      }
    }
    int newGaps = writeGapsDown(mirror, from, highest, listed, present);
    int repaired = repairIndex(mirror, listed, present);
    int lostBeyondEnd = listed.isEmpty() ? 0 : (int) Math.max(0, listed.lastKey() - highest);
    return new JournalTail(latestEvents(mirror, present), lostBeyondEnd, newGaps, repaired);
  }

  private NavigableMap<Long, FrameEntry> listedFrom(MirrorId mirror, long from) {
    var listed = new TreeMap<Long, FrameEntry>();
    List<FrameEntry> page;
    long next = from;
    do {
      page = index.read(mirror, next, INDEX_PAGE);
      page.forEach(entry -> listed.put(entry.address().sequenceNr(), entry));
      next = page.isEmpty() ? next : page.getLast().address().sequenceNr() + 1;
    } while (page.size() == INDEX_PAGE);
    return listed;
  }

  private int writeGapsDown(
      MirrorId mirror,
      long from,
      long highest,
      Map<Long, FrameEntry> listed,
      NavigableSet<Long> present) {
    var missing = new TreeSet<>(listed.keySet());
    for (long sequenceNr = from; sequenceNr <= highest; sequenceNr++) {
      missing.add(sequenceNr);
    }
    missing.removeAll(present);
    if (missing.isEmpty()) {
      return 0;
    }
    for (var known : gaps.gaps(mirror)) {
      missing.remove(known.address().sequenceNr());
    }
    long now = EpochNanos.of(clock.instant());
    for (long sequenceNr : missing) {
      var lost = Optional.ofNullable(listed.get(sequenceNr)).map(FrameEntry::summary);
      gaps.record(new Gap(new FrameAddress(mirror, sequenceNr), now, lost))
          .toCompletableFuture()
          .join();
      LOG.error(
          "the store lost an acknowledged frame: mirror={} sequence-nr={} events={}",
          mirror.entityId(),
          sequenceNr,
          lost.map(summary -> Integer.toString(summary.total())).orElse("unknown"));
    }
    return missing.size();
  }

  private int repairIndex(
      MirrorId mirror, Map<Long, FrameEntry> listed, NavigableSet<Long> present) {
    var unlisted =
        present.stream().filter(nr -> !listed.containsKey(nr)).mapToLong(nr -> nr).toArray();
    int repaired = 0;
    for (int start = 0; start < unlisted.length; start += FRAMES_AT_ONCE) {
      int end = Math.min(unlisted.length, start + FRAMES_AT_ONCE);
      var some = java.util.Arrays.copyOfRange(unlisted, start, end);
      for (var stored : frames.read(mirror, some)) {
        var events = eventsOf(stored);
        if (!events.isEmpty()) {
          var entry =
              new FrameEntry(stored.address(), FrameSummary.of(events), stored.bytes().length);
          index.write(entry, events).toCompletableFuture().join();
          repaired++;
        }
      }
    }
    return repaired;
  }

  /** Walks back from the end until enough ids are known or the time to remember is over. */
  private List<Event> latestEvents(MirrorId mirror, NavigableSet<Long> present) {
    var batches = new ArrayDeque<List<Event>>();
    long oldestWanted = EpochNanos.of(clock.instant().minus(settings.rememberFor()));
    int wanted = settings.rememberedIds() / 2;
    var descending = new ArrayList<>(present.descendingSet());
    for (int start = 0; start < descending.size() && wanted > 0; start += FRAMES_AT_ONCE) {
      var some =
          descending.subList(start, Math.min(descending.size(), start + FRAMES_AT_ONCE)).stream()
              .mapToLong(nr -> nr)
              .sorted()
              .toArray();
      boolean old = true;
      for (var stored : frames.read(mirror, some).reversed()) {
        var events = eventsOf(stored);
        wanted -= events.size();
        old &= events.stream().allMatch(event -> event.recordedAtNanos() < oldestWanted);
        batches.addFirst(events);
      }
      if (old) {
        break;
      }
    }
    return batches.stream().flatMap(List::stream).toList();
  }

  /** A damaged frame is reported and passed over: what can be read is worth more than nothing. */
  private static List<Event> eventsOf(StoredFrame stored) {
    try {
      return FrameCodec.open(stored.address(), stored.bytes()).events();
    } catch (DamagedFrameException damaged) {
      LOG.error("a journaled frame cannot be read", damaged);
      return List.of();
    }
  }
}
