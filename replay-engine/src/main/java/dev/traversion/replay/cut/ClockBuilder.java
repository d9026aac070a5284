package dev.traversion.replay.cut;

import dev.traversion.journal.ClockOffsets;
import dev.traversion.journal.ClockWindow;
import dev.traversion.journal.FrameIndex;
import dev.traversion.journal.FrameStore;
import dev.traversion.journal.JournalUnavailableException;
import dev.traversion.journal.MirrorRegistry;
import dev.traversion.journal.StoredFrame;
import dev.traversion.model.frame.DamagedFrameException;
import dev.traversion.model.frame.FrameCodec;
import dev.traversion.model.mirror.MirrorId;
import dev.traversion.model.mirror.ServiceId;
import dev.traversion.replay.parallel.InParallel;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Estimates the clocks of services from what is journaled. Nothing waits for it; one node does it
 * at a time. It goes through the frames of all mirrors in the order of their recording, so that the
 * two halves of a call come soon after one another and few need be remembered.
 *
 * <p>What is lost or damaged is passed over: fewer pairs, less certainty. Of a frame only the
 * columns that tell of clocks matter. Not thread-safe.
 */
public final class ClockBuilder {
  private static final Logger log = LoggerFactory.getLogger(ClockBuilder.class);

  /** Of frames that were read and whose turn has not come, so many bytes are held at most. */
  private static final long MOST_BYTES = 32 << 20;

  private static final long MOST_BYTES_OF_MIRROR = 2 << 20;

  /** Questions to the journal that are under way at a time. */
  private static final int AT_ONCE = 16;

  private static final int MOST_REMEMBERED = 100_000;
  private static final int MOST_WINDOWS = 120;

  /** After a restart the newest frames are read again, for the halves of calls in them. */
  private static final int READ_AGAIN = 32;

  private final MirrorRegistry mirrors;
  private final FrameIndex index;
  private final FrameStore frames;
  private final ClockOffsets offsets;
  private final Clocks clocks;
  private final WindowPairs pairs;
  private final PairJoin join;
  private final Map<MirrorId, FramesAhead> known = new ConcurrentHashMap<>();

  private record Row(ServiceId service, long fromNanos) {}

  /** What changed and could not be written. */
  private final Map<Row, ClockWindow> unwritten = new LinkedHashMap<>();

  /**
   * @param clocks told of what changes
   */
  public ClockBuilder(
      MirrorRegistry mirrors,
      FrameIndex index,
      FrameStore frames,
      ClockOffsets offsets,
      Clocks clocks) {
    this.mirrors = mirrors;
    this.index = index;
    this.frames = frames;
    this.offsets = offsets;
    this.clocks = clocks;
    this.pairs = new WindowPairs(MOST_WINDOWS, new KnownWindows(offsets));
    this.join = new PairJoin(MOST_REMEMBERED, pairs::add);
  }

  /**
   * Goes on through the journal, and writes what is new.
   *
   * @param most at most about so many frames now
   * @return how many frames were read; fewer than {@code most} when there are no more
   * @throws JournalUnavailableException if the store does not answer; the next call goes on
   */
  public int advance(String tenant, int most) {
    var lines = lines(mirrors.mirrors(tenant));
    long mostBytes = share(lines.size());
    int done = 0;
    var touched = new HashMap<MirrorId, Long>();
    while (done < most && !lines.isEmpty()) {
      lines.sort(Comparator.comparingLong(FramesAhead::recordedNanos));
      var line = lines.getFirst();
      // those that were recorded before the next of any other mirror; one at least
      long until = lines.size() > 1 ? lines.get(1).recordedNanos() : Long.MAX_VALUE;
      do {
        join(line.mirror(), line.take(mostBytes));
        touched.put(line.mirror(), line.taken());
        done++;
      } while (!line.isEmpty() && line.recordedNanos() <= until);
      if (line.isEmpty()) {
        lines.removeFirst();
        line.lookFurther();
        if (!line.isEmpty()) {
          lines.add(line);
        }
      }
    }
    write(touched);
    return done;
  }

  private void write(Map<MirrorId, Long> touched) {
    writeOffsets(); // what could not be written before: estimates build on what was written
    for (var change : pairs.changes()) {
      unwritten.put(new Row(change.service(), change.fromNanos()), change);
    }
    writeOffsets();
    atOnce(
        touched.entrySet(),
        reached -> {
          offsets.writeProgress(reached.getKey(), reached.getValue());
          return reached;
        });
  }

  private void writeOffsets() {
    if (!unwritten.isEmpty()) {
      var changes = List.copyOf(unwritten.values());
      offsets.write(changes);
      unwritten.clear();
      clocks.forget(changes);
    }
  }

  /** Those mirrors that have frames to be read, with the first of these at hand. */
  private List<FramesAhead> lines(List<MirrorId> mirrors) {
    var lines =
        atOnce(
            mirrors,
            mirror -> {
              var line = known.computeIfAbsent(mirror, this::line);
              line.look();
              return line;
            });
    lines.removeIf(FramesAhead::isEmpty);
    long mostBytes = share(lines.size());
    return atOnce(
        lines,
        line -> {
          line.read(mostBytes);
          return line;
        });
  }

  /** Of one mirror among several, so many bytes of frames are held. */
  private static long share(int lines) {
    return Math.min(MOST_BYTES_OF_MIRROR, MOST_BYTES / Math.max(1, lines));
  }

  private FramesAhead line(MirrorId mirror) {
    long from = Math.max(0, offsets.progress(mirror) - READ_AGAIN);
    return new FramesAhead(mirror, index, frames, from);
  }

  /** Asks the journal several questions at a time; answers in their order. */
  private static <Q, A> List<A> atOnce(Collection<Q> questions, Function<Q, A> ask) {
    var permits = new Semaphore(AT_ONCE);
    var tasks = new ArrayList<Callable<A>>();
    for (var question : questions) {
      tasks.add(
          () -> {
            permits.acquire();
            try {
              return ask.apply(question);
            } finally {
              permits.release();
            }
          });
    }
    return new ArrayList<>(InParallel.all(tasks));
  }

  private void join(MirrorId mirror, List<StoredFrame> rows) {
    for (var stored : rows) {
      try {
        join.add(mirror.service(), FrameCodec.open(stored.address(), stored.bytes()));
      } catch (DamagedFrameException e) {
        log.debug("passed over a damaged frame of {}: {}", mirror.entityId(), e.getMessage());
      }
    }
  }
}
