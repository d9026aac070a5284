package dev.traversion.replay.archive;

import dev.traversion.model.mirror.ServiceId;
import dev.traversion.replay.ArchiveWindow;
import java.time.Instant;
import java.util.Set;

/**
 * What to put into an archive.
 *
 * @param services empty: all of the tenant
 * @param vitalsWindowNanos how far vitals look back: so far before the window calls are kept
 * @param tool what writes, for people
 */
public record ArchiveRequest(
    String tenant,
    Set<ServiceId> services,
    ArchiveWindow window,
    long vitalsWindowNanos,
    String tool,
    Instant createdAt) {
  public ArchiveRequest {
    services = Set.copyOf(services);
  }
}
