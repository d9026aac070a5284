package dev.traversion.replay;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.traversion.journal.FrameEntry;
import dev.traversion.journal.FrameStore;
import dev.traversion.journal.Gap;
import dev.traversion.journal.StoredFrame;
import dev.traversion.model.event.EventKind;
import dev.traversion.model.frame.DamagedFrameException;
import dev.traversion.model.frame.Frame;
import dev.traversion.model.frame.FrameAddress;
import dev.traversion.model.frame.FrameCodec;
import dev.traversion.model.frame.FrameSummary;
import dev.traversion.model.frame.Lulls;
import dev.traversion.model.mirror.MirrorId;
import dev.traversion.model.time.EpochNanos;
import dev.traversion.replay.keyframe.KeyframePlan;
import dev.traversion.replay.parallel.InParallel;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import java.util.function.LongFunction;

/**
 * Reads and opens frames: in batches, several at a time, through a cache of stored bytes. What is
 * not there, or cannot be opened, becomes part of {@link Missing}.
 *
 * <p>At most {@code parallelReads} batches are in memory at a time beside the cache, whoever asked
 * for them.
 */
final class FrameReader {
  private static final int BATCH_FRAMES = 16;
  private static final long BATCH_BYTES = 2 << 20;
  private static final int BYTES_PER_ENTRY = 128;

  /** Stands in an entry of which only the address and the size are used. */
  private static final FrameSummary UNKNOWN =
      new FrameSummary(0, 0, 0, 0, 0, new int[EventKind.values().length], 0, Lulls.none());

  private final FrameStore store;
  private final InstantSource clock;
  private final Semaphore permits;
  private final Cache<FrameAddress, List<byte[]>> cache;
  private final Cache<FrameAddress, Occurrences> occurrences;

  FrameReader(FrameStore store, ReplaySettings settings, InstantSource clock) {
    this.store = store;
    this.clock = clock;
    this.permits = new Semaphore(settings.parallelReads());
    this.cache =
        Caffeine.newBuilder()
            .maximumWeight(settings.frameBytes())
            .weigher((FrameAddress _, List<byte[]> rows) -> weight(rows))
            .build();
    this.occurrences =
        Caffeine.newBuilder()
            .maximumWeight(settings.occurrenceBytes())
            .weigher((FrameAddress _, Occurrences known) -> known.weight())
            .build();
  }

  /**
   * Opens each frame for {@code action}, in no particular order and several at once; an action that
   * throws {@link DamagedFrameException} has its frame noted as damaged.
   */
  void each(List<FrameEntry> entries, Missing missing, Consumer<Frame> action) {
    if (entries.isEmpty()) {
      return;
    }
    var tasks = new ArrayList<Callable<Boolean>>();
    for (var batch : batches(entries)) {
      tasks.add(
          () -> {
            permits.acquire();
            try {
              read(batch, missing, action);
            } finally {
              permits.release();
            }
            return true;
          });
    }
    InParallel.all(tasks);
  }

  /**
   * The same for those frames only in which events of some kinds occurred in {@code first..last}
   * (both inclusive): what a frame holds is remembered, and those that hold nothing of it are not
   * opened again.
   */
  void eachWithin(
      List<FrameEntry> entries,
      long first,
      long last,
      Set<EventKind> kinds,
      Missing missing,
      Consumer<Frame> action) {
    var unknownOrWithin =
        entries.stream()
            .filter(
                entry -> {
                  var known = occurrences.getIfPresent(entry.address());
                  return known == null || known.anyIn(first, last, kinds);
                })
            .toList();
    var opened = new ConcurrentHashMap<FrameAddress, Integer>();
    each(
        unknownOrWithin,
        missing,
        frame -> {
          // A write that was tried again may have left two rows: then neither stands for both.
          if (opened.merge(frame.address(), 1, Integer::sum) == 1) {
            occurrences.put(frame.address(), Occurrences.of(frame));
          } else {
            occurrences.invalidate(frame.address());
          }
          action.accept(frame);
        });
  }

  /**
   * The same for frames of one mirror that are known by their numbers.
   *
   * @param described the index entry of a frame that is lost; it is asked for only then
   */
  void each(
      MirrorId mirror,
      List<KeyframePlan.FrameOfCalls> frames,
      LongFunction<Optional<FrameEntry>> described,
      Missing missing,
      Consumer<Frame> action) {
    var entries =
        frames.stream()
            .map(
                frame ->
                    new FrameEntry(
                        new FrameAddress(mirror, frame.sequenceNr()), UNKNOWN, frame.bytes()))
            .toList();
    var unsaid = new Missing();
    each(entries, unsaid, action);
    var lacking = unsaid.answer(mirror).completeness();
    lacking.damaged().forEach(missing::damaged);
    for (var gap : lacking.gaps()) {
      var lost = described.apply(gap.address().sequenceNr()).map(FrameEntry::summary);
      missing.gap(new Gap(gap.address(), gap.noticedAtNanos(), lost));
    }
  }

  private void read(List<FrameEntry> batch, Missing missing, Consumer<Frame> action) {
    var stored = bytes(batch);
    for (var entry : batch) {
      var address = entry.address();
      var rows = stored.getOrDefault(address.sequenceNr(), List.of());
      if (rows.isEmpty()) {
        missing.gap(new Gap(address, EpochNanos.of(clock.instant()), Optional.of(entry.summary())));
      }
      for (var row : rows) {
        try {
          action.accept(FrameCodec.open(address, row));
        } catch (DamagedFrameException _) {
          missing.damaged(address);
        }
      }
    }
  }

  /** Stored bytes of one mirror's frames, by sequence number; retried writes may have left two. */
  private Map<Long, List<byte[]>> bytes(List<FrameEntry> batch) {
    var found = new HashMap<Long, List<byte[]>>();
    var wanted = new ArrayList<Long>();
    for (var entry : batch) {
      var cached = cache.getIfPresent(entry.address());
      if (cached == null) {
        wanted.add(entry.address().sequenceNr());
      } else {
        found.put(entry.address().sequenceNr(), cached);
      }
    }
    if (!wanted.isEmpty()) {
      var read = new HashMap<Long, List<byte[]>>();
      var mirror = batch.getFirst().address().mirror();
      var ascending = wanted.stream().mapToLong(Long::longValue).sorted().toArray();
      for (StoredFrame frame : store.read(mirror, ascending)) {
        read.computeIfAbsent(frame.address().sequenceNr(), _ -> new ArrayList<>(1))
            .add(frame.bytes());
      }
      read.forEach((number, rows) -> cache.put(new FrameAddress(mirror, number), rows));
      found.putAll(read);
    }
    return found;
  }

  private static List<List<FrameEntry>> batches(List<FrameEntry> entries) {
    var byMirror = new LinkedHashMap<MirrorId, List<FrameEntry>>();
    for (var entry : entries) {
      byMirror.computeIfAbsent(entry.address().mirror(), _ -> new ArrayList<>()).add(entry);
    }
    var batches = new ArrayList<List<FrameEntry>>();
    for (var ofMirror : byMirror.values()) {
      var batch = new ArrayList<FrameEntry>();
      long bytes = 0;
      for (var entry : ofMirror) {
        if (batch.size() == BATCH_FRAMES || (bytes + entry.bytes() > BATCH_BYTES && bytes > 0)) {
          batches.add(batch);
          batch = new ArrayList<>();
          bytes = 0;
        }
        batch.add(entry);
        bytes += entry.bytes();
      }
      batches.add(batch);
    }
    return batches;
  }

  private static int weight(List<byte[]> rows) {
    long bytes = BYTES_PER_ENTRY;
    for (var row : rows) {
      bytes += row.length;
    }
    return (int) Math.min(Integer.MAX_VALUE, bytes);
  }
}
