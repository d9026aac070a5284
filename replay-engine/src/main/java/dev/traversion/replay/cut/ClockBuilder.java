package dev.traversion.replay.cut;

import dev.traversion.journal.ClockOffsets;
import dev.traversion.journal.FrameEntry;
import dev.traversion.journal.FrameIndex;
import dev.traversion.journal.FrameStore;
import dev.traversion.journal.JournalUnavailableException;
import dev.traversion.journal.MirrorRegistry;
import dev.traversion.model.frame.DamagedFrameException;
import dev.traversion.model.frame.FrameCodec;
import dev.traversion.model.mirror.MirrorId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Estimates the clocks of services from what is journaled. Nothing waits for it; one node does it
 * at a time. It goes through the frames of all mirrors in the order of their recording, so that the
 * two halves of a call come soon after one another and few need be remembered.
 *
 * <p>What is lost or damaged is passed over: fewer pairs, less certainty. Not thread-safe.
 */
public final class ClockBuilder {
  private static final Logger log = LoggerFactory.getLogger(ClockBuilder.class);
  private static final int BATCH_FRAMES = 16;
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
  private final Map<MirrorId, Long> read = new HashMap<>();

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
    this.pairs = new WindowPairs(MOST_WINDOWS, service -> offsets.read(service, Long.MIN_VALUE));
    this.join = new PairJoin(MOST_REMEMBERED, pairs::add);
  }

  /** The next frames of one mirror. */
  private record Line(MirrorId mirror, Deque<FrameEntry> next) {
    long recordedNanos() {
      return next.getFirst().summary().minRecordedNanos();
    }
  }

  /**
   * Goes on through the journal, and writes what is new.
   *
   * @param most at most about so many frames now
   * @return how many frames were read; fewer than {@code most} when there are no more
   * @throws JournalUnavailableException if the store does not answer; the next call goes on
   */
  public int advance(String tenant, int most) {
    var lines = new ArrayList<Line>();
    for (var mirror : mirrors.mirrors(tenant)) {
      line(mirror).ifPresent(lines::add);
    }
    int done = 0;
    var touched = new HashMap<MirrorId, Long>();
    while (done < most && !lines.isEmpty()) {
      lines.sort(Comparator.comparingLong(Line::recordedNanos));
      var line = lines.getFirst();
      var batch = batch(line, lines.size() > 1 ? lines.get(1).recordedNanos() : Long.MAX_VALUE);
      join(line.mirror(), batch);
      done += batch.size();
      read.put(line.mirror(), batch.getLast().address().sequenceNr());
      touched.put(line.mirror(), batch.getLast().address().sequenceNr());
      if (line.next().isEmpty()) {
        lines.removeFirst();
        line(line.mirror()).ifPresent(lines::add);
      }
    }
    write(touched);
    return done;
  }

  private void write(Map<MirrorId, Long> touched) {
    var changes = pairs.changes();
    if (!changes.isEmpty()) {
      offsets.write(changes);
      clocks.learn(changes);
    }
    touched.forEach(offsets::writeProgress);
  }

  private Optional<Line> line(MirrorId mirror) {
    long from =
        read.computeIfAbsent(mirror, m -> Math.max(0, offsets.progress(m) - READ_AGAIN)) + 1;
    var entries = index.read(mirror, from, BATCH_FRAMES);
    return entries.isEmpty()
        ? Optional.empty()
        : Optional.of(new Line(mirror, new ArrayDeque<>(entries)));
  }

  /** Frames of one mirror that were recorded before the next of any other; one at least. */
  private static List<FrameEntry> batch(Line line, long untilRecordedNanos) {
    var batch = new ArrayList<FrameEntry>();
    while (!line.next().isEmpty()
        && (batch.isEmpty() || line.recordedNanos() <= untilRecordedNanos)) {
      batch.add(line.next().removeFirst());
    }
    return batch;
  }

  private void join(MirrorId mirror, List<FrameEntry> batch) {
    var numbers = batch.stream().mapToLong(entry -> entry.address().sequenceNr()).toArray();
    for (var stored : frames.read(mirror, numbers)) {
      try {
        join.add(mirror.service(), FrameCodec.open(stored.address(), stored.bytes()));
      } catch (DamagedFrameException e) {
        log.debug("passed over a damaged frame of {}: {}", mirror.entityId(), e.getMessage());
      }
    }
  }
}
