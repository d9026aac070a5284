package dev.traversion.replay.archive;

import dev.traversion.journal.FrameEntry;
import dev.traversion.journal.Gap;
import dev.traversion.journal.StoredFrame;
import dev.traversion.model.event.Event;
import dev.traversion.model.event.EventKind;
import dev.traversion.model.frame.DamagedFrameException;
import dev.traversion.model.frame.Frame;
import dev.traversion.model.frame.FrameCodec;
import dev.traversion.model.frame.FrameSummary;
import dev.traversion.model.mirror.MirrorId;
import dev.traversion.model.state.Fold;
import dev.traversion.replay.ArchiveWindow;
import dev.traversion.replay.Sources;
import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** One mirror's part of an archive. Usable once. */
final class MirrorExport {
  private static final int PAGE = 2_000;
  private static final int FRAMES_AT_ONCE = 64;
  private static final int EVENTS_A_FRAME = 1_000;

  private final Sources sources;
  private final ArchiveWindow window;
  private final long vitalsWindowNanos;
  private final MirrorId mirror;
  private final int number;
  private final ArchiveZip zip;

  /** Frames that are copied, and frames that are listed although they are lost. */
  private final TreeMap<Long, FrameEntry> listed = new TreeMap<>();

  /** Frames from before the window that its state may depend on. */
  private final List<FrameEntry> before = new ArrayList<>();

  /** Open events that no copied frame holds: one may have been sealed since they were asked for. */
  private final Set<Event> unsealed = new LinkedHashSet<>();

  private final Set<Long> lost = new HashSet<>();
  private final Set<Long> damaged = new HashSet<>();
  private long highest;

  MirrorExport(
      Sources sources, ArchiveRequest request, MirrorId mirror, int number, ArchiveZip zip) {
    this.sources = sources;
    this.window = request.window();
    this.vitalsWindowNanos = request.vitalsWindowNanos();
    this.mirror = mirror;
    this.number = number;
    this.zip = zip;
  }

  /**
   * @param open events that the index may not list
   */
  ArchiveManifest.Mirror write(List<Event> open) throws IOException {
    var gaps = sources.gaps().gaps(mirror);
    choose(gaps);
    var rows = startRows();
    unsealed.addAll(open);
    var frames = zip.new Frames(part -> ArchiveLayout.frames(number, part));
    copy(frames);
    var start = zip.new Frames(part -> ArchiveLayout.start(number, part));
    long startEvents = writeStart(rows, start);
    zip.text(ArchiveLayout.index(number), JsonLines.write(indexRows()));
    zip.text(
        ArchiveLayout.gaps(number), JsonLines.write(gaps.stream().map(IndexRow.Hole::of).toList()));
    long events =
        listed.values().stream()
            .filter(entry -> !lost.contains(entry.address().sequenceNr()))
            .mapToLong(entry -> entry.summary().total())
            .sum();
    return new ArchiveManifest.Mirror(
        mirror.entityId(),
        mirror.service().path(),
        frames.count(),
        events,
        startEvents,
        lost.size(),
        damaged.size());
  }

  private List<IndexRow> indexRows() {
    return listed.values().stream().map(IndexRow::of).toList();
  }

  /** Goes through the index once. */
  private void choose(List<Gap> gaps) {
    var holes = new HashSet<Long>();
    for (var gap : gaps) {
      holes.add(gap.address().sequenceNr());
      highest = Math.max(highest, gap.address().sequenceNr());
    }
    long from = 1;
    List<FrameEntry> page;
    do {
      page = sources.index().read(mirror, from, PAGE);
      for (var entry : page) {
        long sequenceNr = entry.address().sequenceNr();
        highest = Math.max(highest, sequenceNr);
        from = sequenceNr + 1;
        if (overlapsWindow(entry.summary()) || holes.contains(sequenceNr)) {
          listed.put(sequenceNr, entry);
        } else if (mayMakeStart(entry.summary())) {
          before.add(entry);
        }
      }
    } while (page.size() == PAGE);
  }

  private boolean overlapsWindow(FrameSummary summary) {
    return summary.mayOccurWithin(window.fromNanos(), window.toNanos());
  }

  /** As the engine judges it, so that what it would miss of such a frame is known here as well. */
  private boolean mayMakeStart(FrameSummary summary) {
    return summary.minOccurredNanos() <= window.fromNanos()
        && (summary.count(EventKind.ENTITY_CHANGE) > 0
            || summary.count(EventKind.CONFIG_CHANGE) > 0
            || summary.count(EventKind.DEPLOYMENT) > 0
            || (summary.count(EventKind.CALL) > 0
                && Fold.isHeld(
                    summary.minOccurredNanos(),
                    summary.maxEndNanos(),
                    window.fromNanos(),
                    vitalsWindowNanos)));
  }

  /**
   * The rows of earlier frames that make the state at the start. An earlier frame that is lost or
   * damaged is listed as one of the window, so that answers lack what they would have lacked.
   */
  private SortedMap<Long, BitSet> startRows() {
    var rows = new StartRows(window.fromNanos(), vitalsWindowNanos);
    for (int i = 0; i < before.size(); i += FRAMES_AT_ONCE) {
      var batch = before.subList(i, Math.min(before.size(), i + FRAMES_AT_ONCE));
      var found = new HashSet<Long>();
      for (var stored : read(batch)) {
        found.add(stored.address().sequenceNr());
        try {
          rows.see(FrameCodec.open(stored.address(), stored.bytes()));
        } catch (DamagedFrameException _) {
          damaged.add(stored.address().sequenceNr());
        }
      }
      for (var entry : batch) {
        long sequenceNr = entry.address().sequenceNr();
        if (!found.contains(sequenceNr)) {
          lost.add(sequenceNr);
        }
        if (!found.contains(sequenceNr) || damaged.contains(sequenceNr)) {
          listed.put(sequenceNr, entry);
        }
      }
    }
    var chosen = rows.rows();
    chosen.keySet().removeAll(listed.keySet());
    return chosen;
  }

  private List<StoredFrame> read(List<FrameEntry> entries) {
    return sources
        .frames()
        .read(mirror, entries.stream().mapToLong(entry -> entry.address().sequenceNr()).toArray());
  }

  /** Copies the listed frames as they are. */
  private void copy(ArchiveZip.Frames frames) throws IOException {
    var batch = new ArrayList<FrameEntry>();
    long bytes = 0;
    for (var entry : listed.values()) {
      batch.add(entry);
      bytes += entry.bytes();
      if (batch.size() == FRAMES_AT_ONCE || bytes >= ArchiveLayout.ENTRY_BYTES) {
        copy(batch, frames);
        batch.clear();
        bytes = 0;
      }
    }
    copy(batch, frames);
    frames.end();
  }

  private void copy(List<FrameEntry> batch, ArchiveZip.Frames frames) throws IOException {
    if (batch.isEmpty()) {
      return;
    }
    var found = new HashSet<Long>();
    for (var stored : read(batch)) {
      long sequenceNr = stored.address().sequenceNr();
      found.add(sequenceNr);
      look(stored);
      frames.add(sequenceNr, stored.bytes());
    }
    for (var entry : batch) {
      if (!found.contains(entry.address().sequenceNr())) {
        lost.add(entry.address().sequenceNr());
      }
    }
  }

  /** Whether a frame is sound, and which open events it holds, is known by reading it. */
  private void look(StoredFrame stored) {
    try {
      var frame = FrameCodec.open(stored.address(), stored.bytes());
      for (int row = 0; row < frame.size(); row++) {
        look(frame, row);
      }
    } catch (DamagedFrameException _) {
      damaged.add(stored.address().sequenceNr());
    }
  }

  private void look(Frame frame, int row) {
    try {
      var event = frame.event(row);
      if (!unsealed.isEmpty()) {
        // The same recording, not another that shares its id.
        unsealed.remove(event);
      }
    } catch (DamagedFrameException _) {
      damaged.add(frame.address().sequenceNr());
    }
  }

  /** Writes events of earlier frames, and events of no frame yet, as frames of their own. */
  private long writeStart(SortedMap<Long, BitSet> rows, ArchiveZip.Frames start)
      throws IOException {
    var loose = new Loose(start);
    var numbers = new ArrayList<>(rows.keySet());
    for (int i = 0; i < numbers.size(); i += FRAMES_AT_ONCE) {
      var batch = numbers.subList(i, Math.min(numbers.size(), i + FRAMES_AT_ONCE));
      var wanted = batch.stream().mapToLong(Long::longValue).toArray();
      for (var stored : sources.frames().read(mirror, wanted)) {
        var frame = FrameCodec.open(stored.address(), stored.bytes());
        var chosen = rows.getOrDefault(stored.address().sequenceNr(), new BitSet());
        for (int row = chosen.nextSetBit(0); row >= 0; row = chosen.nextSetBit(row + 1)) {
          loose.add(frame.event(row));
        }
      }
    }
    for (var event : unsealed) {
      if (event.occurredAtNanos() <= window.toNanos()) {
        loose.add(event);
      }
    }
    return loose.end();
  }

  /** Gathers events into frames with numbers after those of the journal. */
  private final class Loose {
    private final ArchiveZip.Frames frames;
    private final List<Event> events = new ArrayList<>();
    private long count;

    Loose(ArchiveZip.Frames frames) {
      this.frames = frames;
    }

    void add(Event event) throws IOException {
      events.add(event);
      count++;
      if (events.size() == EVENTS_A_FRAME) {
        seal();
      }
    }

    private void seal() throws IOException {
      frames.add(++highest, FrameCodec.encode(events));
      events.clear();
    }

    long end() throws IOException {
      if (!events.isEmpty()) {
        seal();
      }
      frames.end();
      return count;
    }
  }
}
