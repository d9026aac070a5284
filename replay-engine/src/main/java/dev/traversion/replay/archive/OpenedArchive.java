package dev.traversion.replay.archive;

import dev.traversion.journal.FrameEntry;
import dev.traversion.journal.OpenFrames;
import dev.traversion.journal.memory.InMemoryClockOffsets;
import dev.traversion.journal.memory.InMemoryGapLog;
import dev.traversion.journal.memory.InMemoryKeyframeStore;
import dev.traversion.journal.memory.InMemoryMirrorRegistry;
import dev.traversion.journal.memory.InMemoryTermRuns;
import dev.traversion.journal.memory.InMemoryTileStore;
import dev.traversion.model.event.Event;
import dev.traversion.model.frame.DamagedFrameException;
import dev.traversion.model.frame.FrameAddress;
import dev.traversion.model.frame.FrameCodec;
import dev.traversion.model.frame.FrameLimits;
import dev.traversion.model.frame.FrameSummary;
import dev.traversion.model.mirror.MirrorId;
import dev.traversion.replay.ArchiveWindow;
import dev.traversion.replay.Sources;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * An archive, opened: its frames stay in the file and are read when they are needed; what the
 * index, the registry and the log of holes knew of them is in memory.
 *
 * <p>A replay engine over {@link #sources()} answers every question about an instant, or a window,
 * inside {@link #window()} as the engine of the archived history would have. It does not know what
 * happened outside: an answer that goes by events from there says that it may lack some, and
 * whoever names an instant outside is to be told so at the door.
 */
public final class OpenedArchive implements AutoCloseable {
  private final ArchiveFile file;
  private final ArchiveManifest manifest;
  private final ArchiveIndex index = new ArchiveIndex();
  private final ArchiveFrames frames;
  private final Map<String, ArchiveManifest.Entry> entries = new HashMap<>();
  private final InMemoryGapLog gaps = new InMemoryGapLog();
  private final InMemoryMirrorRegistry registry = new InMemoryMirrorRegistry();
  private final InMemoryClockOffsets clocks = new InMemoryClockOffsets();

  private OpenedArchive(ArchiveFile file) {
    this.file = file;
    this.manifest = file.manifest();
    this.frames = new ArchiveFrames(file);
    manifest.entries().forEach(told -> entries.put(told.name(), told));
  }

  /**
   * Opens a file and checks every byte of it.
   *
   * @throws IOException if it cannot be read
   * @throws UnreadableArchiveException if it is not an archive that this build reads, whole and as
   *     it was written
   */
  public static OpenedArchive open(Path path) throws IOException {
    var file = ArchiveFile.open(path);
    try {
      var opened = new OpenedArchive(file);
      opened.load();
      return opened;
    } catch (RuntimeException | IOException e) {
      file.close();
      throw e;
    }
  }

  public ArchiveManifest manifest() {
    return manifest;
  }

  public ArchiveWindow window() {
    return manifest.window();
  }

  /** The stores that an engine reads. */
  public Sources sources() {
    return new Sources(
        registry,
        index,
        frames,
        new InMemoryKeyframeStore(),
        new InMemoryTileStore(),
        new InMemoryTermRuns(),
        gaps,
        OpenFrames.none(),
        clocks,
        Optional.of(window()));
  }

  private void load() throws IOException {
    for (int number = 0; number < manifest.mirrors().size(); number++) {
      var mirror = mirror(manifest.mirrors().get(number));
      registry.register(mirror).toCompletableFuture().join();
      load(mirror, number);
    }
  }

  private MirrorId mirror(ArchiveManifest.Mirror told) {
    try {
      var mirror = MirrorId.parse(told.id());
      if (mirror.service().tenant().equals(manifest.tenant())) {
        return mirror;
      }
    } catch (IllegalArgumentException e) {
      throw new UnreadableArchiveException(ArchiveLayout.MANIFEST, "names no mirror", e);
    }
    throw new UnreadableArchiveException(ArchiveLayout.MANIFEST, "names a stranger's mirror");
  }

  private void load(MirrorId mirror, int number) throws IOException {
    var listed = new HashSet<Long>();
    for (var row : lines(ArchiveLayout.index(number), IndexRow.class)) {
      listed.add(row.sequenceNr());
      // Until its frame is seen, as if it were lost; it may be.
      index.writeOpaque(row.entry(mirror));
    }
    for (var hole : lines(ArchiveLayout.gaps(number), IndexRow.Hole.class)) {
      gaps.record(hole.gap(mirror)).toCompletableFuture().join();
    }
    for (int part = 0; entry(ArchiveLayout.frames(number, part)).isPresent(); part++) {
      copied(mirror, entry(ArchiveLayout.frames(number, part)).get(), listed);
    }
    for (int part = 0; entry(ArchiveLayout.start(number, part)).isPresent(); part++) {
      start(mirror, entry(ArchiveLayout.start(number, part)).get());
    }
  }

  private Optional<ArchiveManifest.Entry> entry(String name) {
    return Optional.ofNullable(entries.get(name));
  }

  private <T> List<T> lines(String name, Class<T> type) throws IOException {
    var told = entry(name).orElseThrow(() -> new UnreadableArchiveException(name, "is missing"));
    return JsonLines.read(name, file.content(told), type);
  }

  private interface FrameSeen {
    void at(FrameAddress address, byte[] frame);
  }

  /** Goes through the frames of an entry, and remembers where they are. */
  private void each(MirrorId mirror, ArchiveManifest.Entry told, FrameSeen seen)
      throws IOException {
    var content = ByteBuffer.wrap(file.content(told));
    while (content.hasRemaining()) {
      if (content.remaining() < ArchiveLayout.FRAME_HEADER) {
        throw new UnreadableArchiveException(told.name(), "ends within a frame");
      }
      var address = new FrameAddress(mirror, content.getLong());
      int length = content.getInt();
      if (length < 0 || length > FrameLimits.MAX_ENCODED_BYTES || length > content.remaining()) {
        throw new UnreadableArchiveException(told.name(), "tells of a frame that it does not hold");
      }
      frames.put(address, told.name(), content.position(), length);
      var frame = new byte[length];
      content.get(frame);
      seen.at(address, frame);
    }
  }

  /** Frames of the journal: what the index knew of them was told. */
  private void copied(MirrorId mirror, ArchiveManifest.Entry told, Set<Long> listed)
      throws IOException {
    each(
        mirror,
        told,
        (address, frame) -> {
          if (!listed.contains(address.sequenceNr())) {
            throw new UnreadableArchiveException(
                told.name(), "holds a frame that the index does not list");
          }
          var events = eventsOf(address, frame);
          if (!events.isEmpty()) {
            var known = index.read(mirror, address.sequenceNr(), 1).getFirst();
            index.writeWhole(known, events);
          }
        });
  }

  /** Frames of the archive itself. */
  private void start(MirrorId mirror, ArchiveManifest.Entry told) throws IOException {
    each(
        mirror,
        told,
        (address, frame) -> {
          var events = eventsOf(address, frame);
          if (events.isEmpty()) {
            throw new UnreadableArchiveException(told.name(), "holds a frame that is damaged");
          }
          index.writeWhole(new FrameEntry(address, FrameSummary.of(events), frame.length), events);
        });
  }

  /** All events of a frame; none when it is damaged anywhere. */
  private static List<Event> eventsOf(FrameAddress address, byte[] frame) {
    try {
      return FrameCodec.open(address, frame).events();
    } catch (DamagedFrameException _) {
      return List.of();
    }
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
