package dev.traversion.replay;

import dev.traversion.journal.FrameEntry;
import dev.traversion.journal.IndexMark;
import dev.traversion.journal.JournalUnavailableException;
import dev.traversion.journal.KeyframeStore.KeyframeId;
import dev.traversion.journal.OpenFrames;
import dev.traversion.journal.TermRuns;
import dev.traversion.journal.filter.TermRun;
import dev.traversion.journal.memory.InMemoryClockOffsets;
import dev.traversion.journal.memory.InMemoryFrameIndex;
import dev.traversion.journal.memory.InMemoryFrameStore;
import dev.traversion.journal.memory.InMemoryGapLog;
import dev.traversion.journal.memory.InMemoryKeyframeStore;
import dev.traversion.journal.memory.InMemoryMirrorRegistry;
import dev.traversion.journal.memory.InMemoryTermRuns;
import dev.traversion.journal.memory.InMemoryTileStore;
import dev.traversion.model.event.Event;
import dev.traversion.model.frame.FrameAddress;
import dev.traversion.model.frame.FrameCodec;
import dev.traversion.model.frame.FrameSummary;
import dev.traversion.model.mirror.MirrorId;
import dev.traversion.model.mirror.ServiceId;
import dev.traversion.replay.keyframe.KeyframePolicy;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;

/** Services recorded in memory, in a mirror's stead, and engines to ask about them. */
final class RecordedWorld {
  static final ServiceId CART = ServiceId.of("shop", "cart");
  static final ServiceId ORDER = ServiceId.of("shop", "order");

  final InMemoryMirrorRegistry mirrors = new InMemoryMirrorRegistry();
  final InMemoryFrameIndex index = new InMemoryFrameIndex();
  final InMemoryFrameStore frames = new InMemoryFrameStore();
  final InMemoryKeyframeStore keyframes = new InMemoryKeyframeStore();
  final InMemoryTileStore tiles = new InMemoryTileStore();
  final InMemoryTermRuns termRuns = new InMemoryTermRuns();
  final InMemoryClockOffsets clocks = new InMemoryClockOffsets();
  final InMemoryGapLog gaps = new InMemoryGapLog();
  final Map<MirrorId, List<Event>> open = new HashMap<>();
  final Set<MirrorId> silent = new HashSet<>();
  final Map<MirrorId, Long> sequenceNrs = new HashMap<>();

  /** Time for a question that is not about time. */
  static final Duration AS_LONG_AS_NEEDED = Duration.ofHours(1);

  /** Small chunks and windows of no mercy: what is rare in life is common here. */
  static final KeyframePolicy POLICY = new KeyframePolicy(3, 2, 1_000, Duration.ofNanos(1), 200, 2);

  Sources sources() {
    return sources(this::showOpen);
  }

  Sources sources(OpenFrames openFrames) {
    return new Sources(
        mirrors, index, frames, keyframes, tiles, termRuns, gaps, openFrames, clocks);
  }

  /** The same history without any keyframe. */
  Sources sourcesWithoutKeyframes() {
    return new Sources(mirrors, index, frames, new InMemoryKeyframeStore(), gaps, this::showOpen);
  }

  /**
   * Of an engine that is not in a hurry: what is asked for is found however busy the machine is.
   */
  static ReplayEngine engine(Sources sources) {
    return engine(
        sources, System::nanoTime, POLICY, settings().withSearchBudget(AS_LONG_AS_NEEDED));
  }

  static ReplayEngine engine(Sources sources, LongSupplier nanoClock) {
    return engine(sources, nanoClock, POLICY);
  }

  static ReplayEngine engine(Sources sources, LongSupplier nanoClock, KeyframePolicy policy) {
    return engine(sources, nanoClock, policy, settings());
  }

  private static ReplayEngine engine(
      Sources sources, LongSupplier nanoClock, KeyframePolicy policy, ReplaySettings settings) {
    return new ReplayEngine(
        sources, settings, InstantSource.fixed(Instant.EPOCH), nanoClock, policy);
  }

  private static ReplaySettings settings() {
    return ReplaySettings.defaults().withHoleRecheck(Duration.ZERO);
  }

  ReplayEngine engine() {
    return engine(sources());
  }

  static MirrorId mirror(ServiceId service, int lane) {
    return new MirrorId(service, lane);
  }

  /** Makes term runs of what is listed now, however few frames that is. */
  void buildTermRuns() {
    for (var mirror : sequenceNrs.keySet()) {
      var filters = index.filters(mirror, 1, TermRuns.FRAMES);
      termRuns.write(mirror, 0, TermRun.slices(0, filters));
    }
  }

  /** Journals a frame and lists it. */
  FrameEntry record(MirrorId mirror, List<Event> events) {
    var entry = entry(mirror, events);
    frames.append(entry.address(), FrameCodec.encode(events));
    index.write(entry, events).toCompletableFuture().join();
    return entry;
  }

  /** Lists a frame that the journal lost. */
  FrameEntry recordLost(MirrorId mirror, List<Event> events) {
    var entry = entry(mirror, events);
    index.write(entry, events).toCompletableFuture().join();
    return entry;
  }

  /** Journals a frame with one byte that is not as written. */
  FrameEntry recordDamaged(MirrorId mirror, List<Event> events, double where) {
    var bytes = FrameCodec.encode(events);
    bytes[(int) (bytes.length * where)] ^= 0x55;
    return recordAs(mirror, events, bytes);
  }

  /** Journals bytes for a frame, and lists the events that they should hold. */
  FrameEntry recordAs(MirrorId mirror, List<Event> events, byte[] bytes) {
    var entry = entry(mirror, events);
    frames.append(entry.address(), bytes);
    index.write(entry, events).toCompletableFuture().join();
    return entry;
  }

  /** Journals a frame whose row is not in the index yet; {@code run} the answer to list it. */
  Runnable recordUnlisted(MirrorId mirror, List<Event> events) {
    var entry = entry(mirror, events);
    frames.append(entry.address(), FrameCodec.encode(events));
    return () -> index.write(entry, events).toCompletableFuture().join();
  }

  /** Spoils one byte of one part of a keyframe. */
  void damage(KeyframeId keyframe, double where) {
    var parts = new ArrayList<byte[]>();
    keyframes.list(keyframe.mirror()).stream()
        .filter(listed -> listed.id().equals(keyframe))
        .forEach(listed -> parts.add(listed.summary()));
    for (int page = 0; keyframes.directory(keyframe, page).isPresent(); page++) {
      keyframes.directory(keyframe, page).ifPresent(parts::add);
      for (int number = 0; keyframes.chunk(keyframe, page, number).isPresent(); number++) {
        keyframes.chunk(keyframe, page, number).ifPresent(parts::add);
      }
    }
    if (!parts.isEmpty()) {
      var bytes = parts.get((int) (parts.size() * where));
      bytes[(int) (bytes.length * where)] ^= 0x55;
    }
  }

  private FrameEntry entry(MirrorId mirror, List<Event> events) {
    mirrors.register(mirror).toCompletableFuture().join();
    long sequenceNr = sequenceNrs.merge(mirror, 1L, Long::sum);
    return new FrameEntry(
        new FrameAddress(mirror, sequenceNr), FrameSummary.of(events), events.size() * 40);
  }

  private OpenFrames.Open showOpen(MirrorId mirror, Duration timeout) {
    if (silent.contains(mirror)) {
      throw new JournalUnavailableException("the mirror does not answer", new Exception("test"));
    }
    int listed = index.read(mirror, 0, Integer.MAX_VALUE).size();
    return new OpenFrames.Open(
        List.copyOf(open.getOrDefault(mirror, List.of())),
        Optional.of(new IndexMark(gaps.gaps(mirror).size(), listed)));
  }
}
