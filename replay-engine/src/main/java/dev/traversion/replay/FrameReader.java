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
import dev.traversion.model.state.Fold;
import dev.traversion.model.time.EpochNanos;
import dev.traversion.replay.keyframe.KeyframePlan;
import dev.traversion.replay.parallel.InParallel;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import java.util.function.LongFunction;
import java.util.stream.LongStream;

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

  /** Frames read beyond one whose neighbour was asked for before. */
  private static final int READ_AHEAD = 4;

  private static final int READ_AHEAD_BYTES = 64 << 10;

  /** Stands in an entry of which only the address and the size are used. */
  private static final FrameSummary UNKNOWN =
      new FrameSummary(0, 0, 0, 0, 0, new int[EventKind.values().length], 0, Lulls.none());

  private final FrameStore store;
  private final InstantSource clock;
  private final Semaphore permits;
  private final Cache<FrameAddress, List<byte[]>> cache;
  private final Cache<FrameAddress, Occurrences> occurrences;

  /** Empty of a frame that was read once: those of an instant nobody comes back to are not kept. */
  private final Cache<FrameAddress, Optional<FrameCalls>> calls;

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
    this.calls =
        Caffeine.newBuilder()
            .maximumWeight(settings.callBytes())
            .weigher((FrameAddress _, Optional<FrameCalls> known) -> weight(known))
            .build();
  }

  /**
   * Opens each frame for {@code action}, in no particular order and several at once; an action that
   * throws {@link DamagedFrameException} has its frame noted as damaged.
   */
  void each(List<FrameEntry> entries, Missing missing, Consumer<Frame> action) {
    each(entries, 0, missing, (frame, _) -> action.accept(frame));
  }

  private interface Action {
    /**
     * @param isOnly false where a write that was tried again left another row for the frame: then
     *     neither stands for both
     */
    void accept(Frame frame, boolean isOnly);
  }

  /**
   * @param settled frames up to this number are all in the journal: they may be read ahead
   */
  private void each(List<FrameEntry> entries, long settled, Missing missing, Action action) {
    if (entries.isEmpty()) {
      return;
    }
    var tasks = new ArrayList<Callable<Boolean>>();
    for (var batch : batches(entries)) {
      tasks.add(
          () -> {
            permits.acquire();
            try {
              read(batch, settled, missing, action);
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
   *
   * @param listed up to which number the index lists frames: neighbours to it are read ahead
   */
  void eachWithin(
      List<FrameEntry> entries,
      long listed,
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
    each(
        unknownOrWithin,
        listed,
        missing,
        (frame, isOnly) -> {
          if (isOnly) {
            occurrences.put(frame.address(), Occurrences.of(frame));
          } else {
            occurrences.invalidate(frame.address());
          }
          action.accept(frame);
        });
  }

  /**
   * Adds to a fold the calls that its instant holds, of frames of one mirror that are known by
   * their numbers. The calls of a frame that is read again are remembered.
   *
   * @param covered up to which keyframes know the frames: neighbours to it are read ahead
   * @param described the index entry of a frame that is lost; it is asked for only then
   */
  void foldCalls(
      MirrorId mirror,
      List<KeyframePlan.FrameOfCalls> frames,
      long covered,
      LongFunction<Optional<FrameEntry>> described,
      Missing missing,
      Fold fold) {
    var unknown = new ArrayList<FrameEntry>();
    var again = new HashSet<FrameAddress>();
    for (var frame : frames) {
      var address = new FrameAddress(mirror, frame.sequenceNr());
      var known = calls.getIfPresent(address);
      if (known != null && known.isPresent()) {
        known.get().addTo(fold);
        continue;
      }
      unknown.add(new FrameEntry(address, UNKNOWN, frame.bytes()));
      if (known != null) {
        again.add(address);
      }
    }
    var unsaid = new Missing();
    each(
        unknown,
        covered,
        unsaid,
        (frame, isOnly) -> {
          var part = Fold.upTo(fold.atNanos(), fold.windowNanos());
          boolean isKept = isOnly && again.contains(frame.address());
          calls.put(frame.address(), isKept ? decoded(frame) : Optional.empty());
          Rows.foldCalls(frame, part, unsaid);
          synchronized (fold) {
            fold.merge(part);
          }
        });
    var lacking = unsaid.answer(mirror).completeness();
    lacking.damaged().forEach(missing::damaged);
    for (var gap : lacking.gaps()) {
      var lost = described.apply(gap.address().sequenceNr()).map(FrameEntry::summary);
      missing.gap(new Gap(gap.address(), gap.noticedAtNanos(), lost));
    }
  }

  /** Empty of a frame that is damaged: it is read each time, for what can be read of it. */
  private static Optional<FrameCalls> decoded(Frame frame) {
    try {
      return Optional.of(FrameCalls.of(frame));
    } catch (DamagedFrameException _) {
      return Optional.empty();
    }
  }

  private void read(List<FrameEntry> batch, long settled, Missing missing, Action action) {
    var stored = bytes(batch, settled);
    for (var entry : batch) {
      var address = entry.address();
      var rows = stored.getOrDefault(address.sequenceNr(), List.of());
      if (rows.isEmpty()) {
        missing.gap(new Gap(address, EpochNanos.of(clock.instant()), Optional.of(entry.summary())));
      }
      for (var row : rows) {
        try {
          action.accept(FrameCodec.open(address, row), rows.size() == 1);
        } catch (DamagedFrameException _) {
          missing.damaged(address);
        }
      }
    }
  }

  /** Stored bytes of one mirror's frames, by sequence number; retried writes may have left two. */
  private Map<Long, List<byte[]>> bytes(List<FrameEntry> batch, long settled) {
    var found = new HashMap<Long, List<byte[]>>();
    var wanted = new TreeSet<Long>();
    for (var entry : batch) {
      var cached = cache.getIfPresent(entry.address());
      if (cached == null) {
        wanted.add(entry.address().sequenceNr());
        wanted.addAll(ahead(entry, settled));
      } else {
        found.put(entry.address().sequenceNr(), cached);
      }
    }
    if (!wanted.isEmpty()) {
      var read = new HashMap<Long, List<byte[]>>();
      var mirror = batch.getFirst().address().mirror();
      var ascending = wanted.stream().mapToLong(Long::longValue).toArray();
      for (StoredFrame frame : store.read(mirror, ascending)) {
        read.computeIfAbsent(frame.address().sequenceNr(), _ -> new ArrayList<>(1))
            .add(frame.bytes());
      }
      read.forEach((number, rows) -> cache.put(new FrameAddress(mirror, number), rows));
      found.putAll(read);
    }
    return found;
  }

  /** The numbers of those frames that are asked for next by one who goes on as he came. */
  private List<Long> ahead(FrameEntry entry, long settled) {
    if (entry.bytes() > READ_AHEAD_BYTES) {
      return List.of();
    }
    int direction = isCached(entry, -1) ? 1 : isCached(entry, 1) ? -1 : 0;
    return direction == 0
        ? List.of()
        : LongStream.rangeClosed(1, READ_AHEAD)
            .filter(distance -> !isCached(entry, direction * distance))
            .mapToObj(distance -> entry.address().sequenceNr() + direction * distance)
            .filter(number -> number > 0 && number <= settled)
            .toList();
  }

  private boolean isCached(FrameEntry entry, long distance) {
    var address = entry.address();
    return cache.getIfPresent(new FrameAddress(address.mirror(), address.sequenceNr() + distance))
        != null;
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

  private static int weight(Optional<FrameCalls> known) {
    return BYTES_PER_ENTRY + known.map(FrameCalls::weight).orElse(0);
  }

  private static int weight(List<byte[]> rows) {
    long bytes = BYTES_PER_ENTRY;
    for (var row : rows) {
      bytes += row.length;
    }
    return (int) Math.min(Integer.MAX_VALUE, bytes);
  }
}
