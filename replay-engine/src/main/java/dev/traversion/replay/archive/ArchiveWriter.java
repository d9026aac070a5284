package dev.traversion.replay.archive;

import dev.traversion.journal.JournalUnavailableException;
import dev.traversion.model.event.Event;
import dev.traversion.model.mirror.MirrorId;
import dev.traversion.model.time.EpochNanos;
import dev.traversion.replay.Sources;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes a window of history as one file, as it reads it: what it holds in memory is one mirror's
 * list of frames, the places of its entities' latest writes, and a few megabytes of frames.
 *
 * <p>The frames that overlap the window are copied untouched. So that any instant inside can be
 * rehydrated without the past, the events that make the state at the window's start are added, as
 * frames of their own; finding them reads what of the earlier history the state depends on. Since a
 * state depends on the set of events alone, the two together fold to the state that the whole
 * history gives, at every instant of the window.
 */
public final class ArchiveWriter {
  private static final Duration OPEN_TIMEOUT = Duration.ofSeconds(2);

  private final Sources sources;
  private final ArchiveRequest request;

  public ArchiveWriter(Sources sources, ArchiveRequest request) {
    this.sources = sources;
    this.request = request;
  }

  /**
   * Writes the file; the stream stays open.
   *
   * @throws IOException if the stream fails
   * @throws JournalUnavailableException if a store does not answer; what was written is no archive
   */
  public void write(OutputStream out) throws IOException {
    var zip = new ArchiveZip(out);
    var mirrors = new ArrayList<ArchiveManifest.Mirror>();
    var silent = new ArrayList<String>();
    for (var mirror : sources.mirrors().mirrors(request.tenant())) {
      if (request.services().isEmpty() || request.services().contains(mirror.service())) {
        // The open frame first: a frame sealed after that is in the index when that is read.
        var open = open(mirror, silent);
        mirrors.add(new MirrorExport(sources, request, mirror, mirrors.size(), zip).write(open));
      }
    }
    var window = request.window();
    zip.end(
        new ArchiveManifest(
            ArchiveManifest.FORMAT,
            request.tool(),
            request.createdAt().toString(),
            request.tenant(),
            EpochNanos.toText(window.fromNanos()),
            EpochNanos.toText(window.toNanos()),
            window.fromNanos(),
            window.toNanos(),
            request.vitalsWindowNanos(),
            ArchiveManifest.CLOCKS,
            mirrors,
            zip.entries(),
            new ArchiveManifest.Incompleteness(
                mirrors.stream().mapToLong(ArchiveManifest.Mirror::lostFrames).sum(),
                mirrors.stream().mapToLong(ArchiveManifest.Mirror::damagedFrames).sum(),
                silent)));
  }

  private List<Event> open(MirrorId mirror, List<String> silent) {
    try {
      return sources.open().open(mirror, OPEN_TIMEOUT).events();
    } catch (JournalUnavailableException _) {
      silent.add(mirror.entityId());
      return List.of();
    }
  }
}
