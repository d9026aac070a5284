package dev.traversion.node;

import dev.traversion.http.Archives;
import dev.traversion.model.mirror.ServiceId;
import dev.traversion.model.state.Fold;
import dev.traversion.replay.ArchiveWindow;
import dev.traversion.replay.Sources;
import dev.traversion.replay.archive.ArchiveRequest;
import dev.traversion.replay.archive.ArchiveWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.time.InstantSource;
import java.util.Set;

/** Writes archives from a node's stores. */
record ArchiveExport(Sources sources, String tenant, InstantSource clock) implements Archives {
  private static final String TOOL = "traversion 0.1.0";

  @Override
  public void write(Set<ServiceId> services, ArchiveWindow window, OutputStream out)
      throws IOException {
    var request =
        new ArchiveRequest(
            tenant, services, window, Fold.DEFAULT_WINDOW_NANOS, TOOL, clock.instant());
    new ArchiveWriter(sources, request).write(out);
  }
}
